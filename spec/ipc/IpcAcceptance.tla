----------------------------- MODULE IpcAcceptance -----------------------------
(****************************************************************************)
(* The options of mach_msg with which a task names a port to be told by,    *)
(* where the rule notifyOptions has them.  MACH_SEND_NOTIFY: a message that *)
(* finds its queue full when its time is over is accepted all the same, and *)
(* its sender told when it is taken.  MACH_SEND_CANCEL: who sends by a name *)
(* that goes with the message is not told of that.  MACH_RCV_NOTIFY: who is *)
(* given a name for a reply port is told of its death.                      *)
(*                                                                          *)
(* A message has the field `notifyPort`, the port's name, until it is       *)
(* accepted; a receive half has it throughout.                              *)
(****************************************************************************)
EXTENDS IpcBody

(* By which port a receive half is to be told, if by any.                   *)
IsNotifying(receive) == AcceptanceIsTold /\ "notifyPort" \in DOMAIN receive

-----------------------------------------------------------------------------
(* MACH_SEND_CANCEL.                                                        *)

IsCancelling(h) == AcceptanceIsTold /\ h.sendCancel

(* A send with it names a receive right.                                    *)
NotifyIsInvalid(k, task, h) == IsCancelling(h) /\ ~IsDead(k, task) /\ ~HasReceive(EntryNamed(k, task, h.notifyPort))

(* The destination was copied in with answer c: word that its name is gone  *)
(* is not sent where it would go to the port that the sender named.         *)
Cancelled(k, task, h, c) ==
    IF ~IsCancelling(h) \/ c.doomed = <<>> THEN c
    ELSE LET p == EntryNamed(k, task, h.notifyPort).port
         IN IF Head(c.doomed).port # p THEN c
            ELSE [c EXCEPT !.kernel = AddSendOnceRights(@, p, -1), !.doomed = Tail(@)]

-----------------------------------------------------------------------------
(* MACH_SEND_NOTIFY.                                                        *)

WantsToBeTold(h) == AcceptanceIsTold /\ h.sendNotify

MessageOf(h, destination, reply) ==
    IF ~WantsToBeTold(h) THEN Message(h.id, h.sendSize, destination, reply)
    ELSE [id |-> h.id, size |-> h.sendSize, destination |-> destination, reply |-> reply,
          descriptors |-> <<>>, notified |-> NotNotified, notifyPort |-> h.notifyPort]

(* Nobody who would be told waits for ever.                                 *)
TimeoutOf(h, timeout) == IF WantsToBeTold(h) /\ timeout = "FOREVER" THEN "POLL" ELSE timeout

(* As it is once it is the port's.                                          *)
AsPosted(m) == IF "notifyPort" \in DOMAIN m THEN AsQueued(m) ELSE m

(* The send half is done; a call whose message was accepted ends with it.   *)
Sent(k, t, c, doomed, clause, woke) ==
    IF IsToBeTold(c.message) THEN EndsReleasing(k, t, doomed, "MACH_SEND_WILL_NOTIFY", "ipc.send.27", NoOut, woke)
    ELSE SendDoneReleasing(k, t, doomed, c.receive, clause, woke)

(* A sender's time is over at a full queue.                                 *)
TimeIsOver(k, t, m) ==
    IF "notifyPort" \in DOMAIN m THEN GoesOn(k, t, [at |-> "RequestAcceptance", message |-> m], "ipc.send.26", <<>>)
    ELSE GoesOn(k, t, [at |-> "ReturnMessage", message |-> m, ret |-> "MACH_SEND_TIMED_OUT"], "ipc.send.13", <<>>)

(****************************************************************************)
(* The message of thread t is to be accepted: its sender will be told by    *)
(* the name that he has for the destination, by which he may wait for one   *)
(* word at a time.                                                          *)
(*   Clause  ipc.send.28  ipc.send.29  ipc.send.30                          *)
(****************************************************************************)
RequestAcceptanceStep(k, t) ==
    LET task == TaskOf[t]
        m    == k.threads[t].message
        p    == m.destination.port
        e    == EntryNamed(k, task, m.notifyPort)
        s    == IF p > 0 /\ ~IsDead(k, task) THEN SlotForPort(k.spaces[task], p) ELSE 0
        name == IF s = 0 THEN MACH_PORT_NULL ELSE NameOf(s, k.spaces[task][s])
        Refused(ret, clause) == GoesOn(k, t, [at |-> "ReturnMessage", message |-> m, ret |-> ret], clause, <<>>)
        accepted == WithAcceptance(m, task, name, [type |-> "SEND_ONCE", port |-> e.port])
    IN IF m.notifyPort # MACH_PORT_NULL /\ s # 0 /\ AwaitsAcceptance(k, task, p, name)
       THEN Refused("MACH_SEND_NOTIFY_IN_PROGRESS", "ipc.send.28")
       ELSE IF ~HasReceive(e) THEN Refused("MACH_SEND_INVALID_NOTIFY", "ipc.send.29")
       ELSE GoesOn(AddSendOnceRights(k, e.port, 1), t, ToBeAdmitted(accepted, "POLL", NoReceive, TRUE), "ipc.send.30", <<>>)

LOCAL LeavesQueue(k, t, c) ==
    LET p == c.message.destination.port
        freed == IF p > 0 THEN ReleaseSlot(k, p) ELSE [kernel |-> k, woke |-> <<>>]
    IN GoesOn(freed.kernel, t, [c EXCEPT !.message = AsQueued(@)], "ipc.queue.3", freed.woke)

(* The message is taken: before anything else its sender is told, and then  *)
(* its place is free.                                                       *)
TellOfAcceptance(k, t, c) ==
    IF IsTold(c.message) THEN LeavesQueue(k, t, c)
    ELSE GoesOnReleasing(k, t, AcceptanceNotice(k, c.message), [c EXCEPT !.message = AsTold(@)], "ipc.notify.6", <<>>)

-----------------------------------------------------------------------------
(* MACH_RCV_SYNC_WAIT, by what entry e of thread t's task denotes: which    *)
(* must be t's special reply port; and there is to be a name of who is      *)
(* waited for, whatever it denotes.                                         *)
RefusesSyncWait(k, t, e, receive) ==
    IF AsksFor(receive, "RCV_SYNC_WAIT")
    THEN SpecialReplyOf(k.ports[e.port]) # t \/ ~IsValidName(receive.notifyPort) ELSE FALSE

-----------------------------------------------------------------------------
(* MACH_RCV_NOTIFY.                                                         *)

RefusesNotify(k, task, receive) ==
    IF IsNotifying(receive) THEN ~HasReceive(EntryNamed(k, task, receive.notifyPort)) ELSE FALSE

(* The reply right was copied out of kernel k with answer r: under a new    *)
(* name, of whose death the receiver is to be told?                         *)
LOCAL IsNewReply(k, task, reply) ==
    reply.port > 0 /\ (reply.type = "SEND_ONCE" \/ SlotForPort(k.spaces[task], reply.port) = 0)

ReplyRequested(k, task, receive, reply, r) ==
    IF ~IsNotifying(receive) \/ ~IsNewReply(k, task, reply) THEN r.kernel
    ELSE LET p == EntryNamed(r.kernel, task, receive.notifyPort).port
         IN WithRequest(AddSendOnceRights(r.kernel, p, 1), task, r.name, EntryNamed(r.kernel, task, r.name), "DEAD_NAME",
                        [type |-> "SEND_ONCE", port |-> p], FALSE)
=============================================================================
