------------------------------ MODULE IpcMessages ------------------------------
(****************************************************************************)
(* mach_msg in its critical sections, and the events that end a wait.  An   *)
(* operator that takes only k and t runs what thread t's record says comes  *)
(* next.  All are total on the states where it does.                        *)
(****************************************************************************)
EXTENDS IpcAcceptance

-----------------------------------------------------------------------------
(* The send half.                                                           *)

LOCAL HeaderIsMalformed(h) ==
    \/ h.remoteDisposition \notin SendDispositions
    \/ IF h.localDisposition = "NONE" THEN h.local # MACH_PORT_NULL ELSE h.localDisposition \notin SendDispositions

(* No port of this slice is a voucher, so any name but null is wrong.       *)
LOCAL VoucherIsInvalid(h) ==
    /\ h.voucherDisposition # "NONE"
    /\ h.voucherDisposition \notin {"MOVE_SEND", "COPY_SEND"} \/ h.voucher # MACH_PORT_NULL

LOCAL Failed(k, ret, clause) == Answer(k, ret, clause, NoOut)

(* MACH_SEND_NOTIFY, by a name that is to be told of its port: either the   *)
(* queue has room, and will have it for this message, or the name will be   *)
(* told of room if that is what it asked for.                               *)
LOCAL NotifiesBy(k, task, h, right) ==
    /\ h.sendNotify
    /\ SendPossibleKnown
    /\ right.type = "SEND"
    /\ right.port # DeadPort
    /\ EntryNamed(k, task, h.remote).request.kind # "NONE"

(* The header is in: its body comes next, or admission.                     *)
(*   Clause  ipc.send.10  ipc.send.22  ipc.send.23                          *)
LOCAL ToAdmit(k, t, doomed, h, destination, reply, timeout, receive) ==
    LET m        == MessageOf(h, destination, reply)
        notifies == NotifiesBy(k, TaskOf[t], h, destination)
        full     == notifies /\ IsFull(k.ports[destination.port])
        always   == notifies /\ ~full
    IN GoesOnReleasing(IF full THEN WithArmed(k, TaskOf[t], h.remote) ELSE k, t, doomed,
           IF h.descriptors = <<>> THEN ToBeAdmitted(m, TimeoutOf(h, timeout), receive, always)
           ELSE ToBeCopiedIn(m, h.descriptors, TimeoutOf(h, timeout), receive, always),
           IF full THEN "ipc.send.22" ELSE IF always THEN "ipc.send.23" ELSE "ipc.send.10", <<>>)

LOCAL CopyinSameName(k, t, task, h, e, timeout, receive) ==
    IF ~CanCopyinReply(e, h.localDisposition) THEN Failed(k, "MACH_SEND_INVALID_REPLY", "ipc.send.8")
    ELSE LET c == Cancelled(k, task, h,
                      CopyinTwoRights(k, task, h.remote, e, h.remoteDisposition, h.localDisposition)) IN
         IF c.ok THEN ToAdmit(c.kernel, t, c.doomed, h, c.first, c.second, timeout, receive)
         ELSE Failed(c.kernel, "MACH_SEND_INVALID_DEST", "ipc.send.9")

LOCAL CopyinTwoNames(k, t, task, h, e, timeout, receive) ==
    LET named == IsValidName(h.local)
        re    == EntryNamed(k, task, h.local)
    IN IF named /\ re.type = "NONE" THEN Failed(k, "MACH_SEND_INVALID_REPLY", "ipc.send.7")
       ELSE IF named /\ ~CanCopyinReply(re, h.localDisposition)
       THEN Failed(k, "MACH_SEND_INVALID_REPLY", "ipc.send.8")
       ELSE LET d == Cancelled(k, task, h, CopyinRight(k, task, h.remote, e, h.remoteDisposition, FALSE, TRUE)) IN
            IF ~d.ok THEN Failed(d.kernel, "MACH_SEND_INVALID_DEST", "ipc.send.9")
            ELSE IF ~named
            THEN ToAdmit(d.kernel, t, d.doomed, h, d.right,
                         [type |-> RightOfDisposition(h.localDisposition),
                          port |-> IF h.local = MACH_PORT_DEAD THEN DeadPort ELSE NullPort],
                         timeout, receive)
            ELSE LET r == CopyinRight(d.kernel, task, h.local, re, h.localDisposition, TRUE, FALSE)
                 IN ToAdmit(r.kernel, t, d.doomed \o r.doomed, h, d.right, r.right, timeout, receive)

(****************************************************************************)
(* mach_msg with a send half begins: the header is validated and its rights *)
(* are copied in.  h is the header and the send size; receive what follows. *)
(*   Clause  ipc.send.1 - ipc.send.4, ipc.send.6 - ipc.send.10, ipc.send.24, *)
(*           ipc.send.25                                                    *)
(****************************************************************************)
CopyinHeaderStep(k, t, h, timeout, receive) ==
    LET task == TaskOf[t] IN
    IF h.sendSize < HeaderSize \/ h.sendSize % 4 # 0 THEN Failed(k, "MACH_SEND_MSG_TOO_SMALL", "ipc.send.1")
    ELSE IF IsCancelling(h) /\ h.notifyPort = MACH_PORT_NULL THEN Failed(k, "MACH_SEND_INVALID_NOTIFY", "ipc.send.24")
    ELSE IF HeaderIsMalformed(h) THEN Failed(k, "MACH_SEND_INVALID_HEADER", "ipc.send.2")
    ELSE IF ~IsValidName(h.remote) THEN Failed(k, "MACH_SEND_INVALID_DEST", "ipc.send.3")
    ELSE IF VoucherIsInvalid(h) THEN Failed(k, "MACH_SEND_INVALID_VOUCHER", "ipc.send.4")
    ELSE IF NotifyIsInvalid(k, task, h) THEN Failed(k, "MACH_SEND_INVALID_NOTIFY", "ipc.send.25")
    ELSE LET e == EntryNamed(k, task, h.remote) IN
    IF e.type = "NONE" THEN Failed(k, "MACH_SEND_INVALID_DEST", "ipc.send.6")
    ELSE IF h.remote = h.local THEN CopyinSameName(k, t, task, h, e, timeout, receive)
    ELSE CopyinTwoNames(k, t, task, h, e, timeout, receive)

(* The destination is dead: the message is destroyed as if delivered.       *)
LOCAL Swallow(k, t, c) == Sent(k, t, c, AcceptanceNotice(k, c.message) \o DyingWith(c.message), "ipc.send.11", <<>>)

LOCAL DeliverAndFinish(k, t, c, p) ==
    LET d == Deliver(k, p, AsPosted(c.message), <<>>) IN Sent(d.kernel, t, c, <<>>, "ipc.send.16", d.woke)

(****************************************************************************)
(* The message is admitted to its destination's queue, refused, or waits.   *)
(*   Clause  ipc.send.11 - ipc.send.15, ipc.send.16 where it posts at once  *)
(****************************************************************************)
AdmitStep(k, t) ==
    LET c == k.threads[t]
        d == c.message.destination
        p == d.port
    IN IF p = DeadPort THEN Swallow(k, t, c)
       ELSE LET port == k.ports[p]
                full == IsFull(port)
                kernelFull == IsFullForKernel(port)
       IN IF ~full \/ ((d.type = "SEND_ONCE" \/ IsAlways(c)) /\ ~kernelFull)
          THEN IF IsCircular(k, c.message)
               THEN Sent(k, t, c, AcceptanceNotice(k, c.message) \o AsMessages(<<d>> \o Carried(c.message)), "ipc.body.5", <<>>)
               ELSE IF FullQueueGrantsSlot
               THEN GoesOn(Counts(k, p), t, [at |-> "Post", message |-> c.message, receive |-> c.receive],
                           "ipc.send.12", <<>>)
               ELSE DeliverAndFinish(Counts(k, p), t, c, p)
          ELSE IF c.timeout = "POLL"
          THEN TimeIsOver(k, t, c.message)
          ELSE IF kernelFull
          THEN GoesOn(k, t, [at |-> "ReturnMessage", message |-> c.message, ret |-> "MACH_SEND_NO_BUFFER"],
                      "ipc.send.14", <<>>)
          ELSE [kernel |-> [k EXCEPT
                    !.ports[p].senders = WithWaiter(@, t),
                    !.threads[t] = [at |-> "AwaitSlot", message |-> c.message, timeout |-> c.timeout,
                                    receive |-> c.receive]],
                ret |-> "BLOCKED", clause |-> "ipc.send.15", out |-> NoOut, woke |-> <<>>]

(****************************************************************************)
(* The message goes into the place that it holds, or to a waiting receiver. *)
(*   Clause  ipc.send.11  ipc.send.16                                       *)
(****************************************************************************)
PostStep(k, t) ==
    LET c == k.threads[t]
        p == c.message.destination.port
    IN IF p = DeadPort THEN Swallow(k, t, c) ELSE DeliverAndFinish(k, t, c, p)

(* How the sender's buffer is rewritten.                                    *)
LOCAL Returned(m, remote, local) ==
    [message |-> [id |-> m.id, size |-> m.size, remote |-> remote, remoteDisposition |-> MoveDisposition(m.destination.type),
                  local |-> local, localDisposition |-> MoveDisposition(m.reply.type),
                  descriptors |-> <<>>, notified |-> NotNotified]]

(****************************************************************************)
(* A send failed after copy-in: its rights are copied out to the sender     *)
(* again, as a receive would, and the buffer names them anew.               *)
(*   Clause  ipc.send.17 - ipc.send.20, ipc.send.31                         *)
(****************************************************************************)
ReturnMessageStep(k, t) ==
    LET c    == k.threads[t]
        task == TaskOf[t]
        m    == c.message
        d    == CopyoutRight(k, task, m.destination)
        r    == CopyoutRight(d.kernel, task, m.reply)
        lost == (IF d.ok THEN <<>> ELSE <<m.destination>>) \o (IF r.ok THEN <<>> ELSE <<m.reply>>)
    IN HeaderIsOut(r.kernel, t, m, lost, IF lost = <<>> THEN c.ret ELSE WithSpaceBit(c.ret),
            CASE lost # <<>> -> "ipc.send.20"
              [] c.ret = "MACH_SEND_TIMED_OUT"   -> "ipc.send.17"
              [] c.ret = "MACH_SEND_INTERRUPTED" -> "ipc.send.18"
              [] c.ret \in {"MACH_SEND_NOTIFY_IN_PROGRESS", "MACH_SEND_INVALID_NOTIFY"} -> "ipc.send.31"
              [] OTHER                           -> "ipc.send.19",
            Returned(m, d.name, r.name))

-----------------------------------------------------------------------------
(* The receive half.                                                        *)

(****************************************************************************)
(* The receive half begins: the name must be of a receive right or a set.   *)
(*   Clause  ipc.receive.1  ipc.receive.2  ipc.receive.12  ipc.receive.16   *)
(****************************************************************************)
BeginReceiveStep(k, t, receive) ==
    LET e == EntryNamed(k, TaskOf[t], receive.name) IN
    IF ~HasReceive(e) /\ e.type # "PORT_SET" THEN Ends(k, t, "MACH_RCV_INVALID_NAME", "ipc.receive.1", NoOut, <<>>)
    ELSE IF HasReceive(e) /\ ReceivesThroughSet(k, e.port)
    THEN Ends(k, t, "MACH_RCV_IN_SET", "ipc.receive.12", NoOut, <<>>)
    ELSE IF RefusesSyncWait(k, t, e, receive) THEN Ends(k, t, "MACH_RCV_INVALID_NOTIFY", "ipc.receive.16", NoOut, <<>>)
    ELSE GoesOn(k, t, [at |-> "TakeMessage", object |-> e.port, receive |-> WithoutName(receive)], "ipc.receive.2", <<>>)

CopyinReceiveNameStep(k, t) == BeginReceiveStep(k, t, k.threads[t].receive)

(* Thread t takes the head of p's queue, or is told its size.               *)
LOCAL TakeFrom(k, t, p, c) ==
    LET m        == NextMessage(k.ports[p].queue)
        tooLarge == IsTooLarge(m, c.receive)
        told     == TooLargeTold(k, TaskOf[t], p, m, c.receive)
    IN IF tooLarge /\ c.receive.large
       THEN Ends(k, t, "MACH_RCV_TOO_LARGE", told.clause, told.out, <<>>)
       ELSE LET freed == SlotOfTaken(Unposted([k EXCEPT !.ports[p].queue = Tail(@), !.ports[p].seqno = @ + 1], p), p, m)
            IN GoesOn(freed.kernel, t,
                      [at |-> "CopyoutHeader", message |-> m, object |-> c.object, seqno |-> k.ports[p].seqno,
                       receive |-> c.receive, tooLarge |-> tooLarge], "ipc.receive.3", freed.woke)

(****************************************************************************)
(* The next message is taken, or the thread waits for one.  A port that has *)
(* joined a set since its name was looked up has changed.                   *)
(*   Clause  ipc.receive.3 - ipc.receive.7  ipc.receive.13  ipc.receive.14  *)
(****************************************************************************)
TakeMessageStep(k, t) ==
    LET c == k.threads[t]
        o == c.object
    IN IF o = DeadPort THEN Ends(k, t, ReceiverWakeupCode, "ipc.receive.7", NoOut, <<>>)
       ELSE IF ReceivesThroughSet(k, o) THEN Ends(k, t, "MACH_RCV_PORT_CHANGED", "ipc.receive.13", NoOut, <<>>)
       ELSE LET p == NextSource(k, o) IN
       IF p # 0 THEN TakeFrom(k, t, p, c)
       ELSE IF c.receive.timeout = "POLL" THEN Ends(k, t, "MACH_RCV_TIMED_OUT", "ipc.receive.4", NoOut, <<>>)
       ELSE [kernel |-> [k EXCEPT
                !.ports[o].receivers = IF k.ports[o].kind = "PORT" THEN WithWaiter(@, t) ELSE WithSetWaiter(@, t),
                !.threads[t] = [at |-> "AwaitMessage", object |-> o, receive |-> c.receive]],
             ret |-> "BLOCKED", clause |-> "ipc.receive.6", out |-> NoOut, woke |-> <<>>]

(* The destination right d is used up: [kernel, name, doomed], where name   *)
(* is the receiving task's name for the port.                               *)
LOCAL UseUpDestination(k, task, d) ==
    IF d.port = DeadPort THEN [kernel |-> k, name |-> MACH_PORT_DEAD, doomed |-> <<>>]
    ELSE LET here == k.ports[d.port].receiver = task
             s    == IF here THEN SlotForPort(k.spaces[task], d.port) ELSE 0
             name == IF here THEN NameOf(s, k.spaces[task][s]) ELSE MACH_PORT_NULL
        gone == SendRightGoes(k, d.port)
    IN CASE d.type = "SEND" -> [kernel |-> gone.kernel, name |-> name, doomed |-> gone.doomed]
         [] here            -> [kernel |-> AddSendOnceRights(k, d.port, -1), name |-> name, doomed |-> <<>>]
         [] OTHER           -> [kernel |-> k, name |-> name, doomed |-> <<d>>]

LOCAL Received(m, size, remote, local, seqno, notified) ==
    [message |-> [id |-> m.id, size |-> size,
                  remote |-> remote, remoteDisposition |-> PortDisposition(m.reply.type),
                  local |-> local, localDisposition |-> PortDisposition(m.destination.type),
                  seqno |-> seqno, descriptors |-> <<>>, notified |-> notified]]

(* A bare header: all but the destination right is destroyed.               *)
LOCAL BareHeader(k, t, c, ret, clause) ==
    LET m == c.message
        d == UseUpDestination(k, TaskOf[t], m.destination)
    IN EndsReleasing(d.kernel, t, d.doomed \o Carried(m), ret, clause,
            Received(m, IF TooLargeIsBare THEN HeaderSize ELSE m.size,
                     IF m.reply.port = DeadPort THEN MACH_PORT_DEAD ELSE MACH_PORT_NULL, d.name, c.seqno, NotNotified), <<>>)

(* A message is received: first whoever waits for room is told, one a step. *)
LOCAL TellOfRoom(k, t, c) ==
    LET fired == RequestFires(k, c.message.destination.port)
    IN GoesOnReleasing(fired.kernel, t, fired.doomed, c, "ipc.notify.4", <<>>)

(****************************************************************************)
(* The dequeued message's reply right gets a name in the receiver's space,  *)
(* its destination right is used up.                                        *)
(*   Clause  ipc.receive.8 - ipc.receive.10, ipc.receive.15, ipc.notify.8,  *)
(*           ipc.terminate.6                                                *)
(****************************************************************************)
CopyoutHeaderStep(k, t) ==
    LET c == k.threads[t]
        m == c.message
    IN IF IsToBeTold(m) THEN TellOfAcceptance(k, t, c)
       ELSE IF c.tooLarge THEN BareHeader(k, t, c, "MACH_RCV_TOO_LARGE", "ipc.receive.9")
       ELSE IF IsArmed(k, m.destination.port) THEN TellOfRoom(k, t, c)
       ELSE IF IsDead(k, TaskOf[t])
       THEN BareHeader(k, t, c, "MACH_RCV_HEADER_ERROR|MACH_MSG_IPC_SPACE", "ipc.terminate.6")
       ELSE IF RefusesNotify(k, TaskOf[t], c.receive) THEN BareHeader(k, t, c, "MACH_RCV_INVALID_NOTIFY", "ipc.receive.15")
       ELSE LET r == CopyoutRight(k, TaskOf[t], m.reply) IN
       IF ~r.ok THEN BareHeader(k, t, c, "MACH_RCV_HEADER_ERROR|MACH_MSG_IPC_SPACE", "ipc.receive.10")
       ELSE LET d == UseUpDestination(ReplyRequested(k, TaskOf[t], c.receive, m.reply, r), TaskOf[t], m.destination)
            IN HeaderIsOut(d.kernel, t, m, d.doomed, "MACH_MSG_SUCCESS", "ipc.receive.8",
                           Received(m, m.size, r.name, d.name, c.seqno, m.notified))

-----------------------------------------------------------------------------
(* A wait ends from outside.  Under `retest` a sender whose time is over    *)
(* tests once more.                                                         *)
LOCAL SenderLeaves(k, u, ret) ==
    LET c == k.threads[u]
        p == c.message.destination.port
    IN [k EXCEPT
            !.ports[p].senders = WithoutWaiter(@, u),
            !.threads[u] =
                IF ret = "MACH_SEND_TIMED_OUT" /\ ~FullQueueGrantsSlot
                THEN [at |-> "Admit", message |-> c.message, timeout |-> "POLL", receive |-> c.receive,
                      again |-> TRUE]
                ELSE [at |-> "ReturnMessage", message |-> c.message, ret |-> ret]]

LOCAL ReceiverLeaves(k, u, ret, clause) ==
    [k EXCEPT !.ports[k.threads[u].object].receivers = WithoutWaiter(@, u),
              !.threads[u] = ResumeWith(ret, clause, NoOut)]

LOCAL LetGo(k, u, clause) ==
    [kernel |-> k, ret |-> "KERN_SUCCESS", clause |-> clause, out |-> NoOut, woke |-> <<u>>]

(****************************************************************************)
(* thread_abort of thread u: a wait is interrupted, anything else is not.   *)
(*   Clause  ipc.abort.1  ipc.abort.2  ipc.abort.3                          *)
(****************************************************************************)
ThreadAbortStep(k, u) ==
    CASE k.threads[u].at = "AwaitSlot"    -> LetGo(SenderLeaves(k, u, "MACH_SEND_INTERRUPTED"), u, "ipc.abort.1")
      [] k.threads[u].at = "AwaitMessage" ->
            LetGo(ReceiverLeaves(k, u, "MACH_RCV_INTERRUPTED", "ipc.receive.11"), u, "ipc.abort.2")
      [] OTHER -> Answer(k, "KERN_SUCCESS", "ipc.abort.3", NoOut)

(****************************************************************************)
(* Thread u's time-out ends, if it waits with one.                          *)
(*   Clause  ipc.expire.1  ipc.expire.2  ipc.expire.3                       *)
(****************************************************************************)
ClockExpireStep(k, u) ==
    LET c == k.threads[u] IN
    CASE c.at = "AwaitSlot" /\ c.timeout = "TIMED" ->
            LetGo(SenderLeaves(k, u, "MACH_SEND_TIMED_OUT"), u, "ipc.expire.1")
      [] c.at = "AwaitMessage" /\ c.receive.timeout = "TIMED" ->
            LetGo(ReceiverLeaves(k, u, "MACH_RCV_TIMED_OUT", "ipc.receive.4"), u, "ipc.expire.2")
      [] OTHER -> Answer(k, "KERN_SUCCESS", "ipc.expire.3", NoOut)
=============================================================================
