------------------------------- MODULE IpcBody -------------------------------
(****************************************************************************)
(* What a complex message carries besides words.  Each of its descriptors   *)
(* is copied in, and out again, in a critical section of its own.           *)
(*                                                                          *)
(* User code writes [kind |-> "PORT", name, disposition], "OOL_PORTS" with  *)
(* names in place of a name, and "OOL" and "OOL_VOLATILE" with a size.  In  *)
(* the kernel a name is a right, a disposition part of it.                  *)
(****************************************************************************)
EXTENDS IpcNotifications, IpcRelease

(* What a message carries besides the right that it was sent to.            *)
Carried(m) == Live(<<m.reply>> \o RightsOfDescriptors(m.descriptors))

(* The same where it is destroyed as a whole.                               *)
DyingWith(m) == AsMessages(Carried(m))

(* All that it holds.                                                       *)
LOCAL Held(m) == Live(<<m.destination>>) \o Carried(m)

-----------------------------------------------------------------------------
(* What a sender does next.  `always`: it was let past a limit beforehand,  *)
(* which few are; the others have no such field.                            *)

IsAlways(c) == "always" \in DOMAIN c

ToBeAdmitted(m, timeout, receive, always) ==
    IF always
    THEN [at |-> "Admit", message |-> m, timeout |-> timeout, receive |-> receive, again |-> FALSE, always |-> TRUE]
    ELSE [at |-> "Admit", message |-> m, timeout |-> timeout, receive |-> receive, again |-> FALSE]

ToBeCopiedIn(m, body, timeout, receive, always) ==
    IF always
    THEN [at |-> "CopyinBody", message |-> m, body |-> body, timeout |-> timeout, receive |-> receive, always |-> TRUE]
    ELSE [at |-> "CopyinBody", message |-> m, body |-> body, timeout |-> timeout, receive |-> receive]

-----------------------------------------------------------------------------
(* Receive rights on their way.                                             *)

(* The message carries a receive right that must not arrive: its port was   *)
(* not sent on its way.                                                     *)
IsCircular(k, m) ==
    /\ m.descriptors # <<>> /\ m.destination.port > 0
    /\ LET rights == RightsOfDescriptors(m.descriptors) IN
       \E i \in 1..Len(rights) :
           rights[i].type = "RECEIVE" /\ rights[i].port > 0 /\ k.ports[rights[i].port].destination = 0

-----------------------------------------------------------------------------
(* Copy-in: [ok, kernel, right, woke, doomed].                              *)

LOCAL BodyRight(ok, k, right, woke, doomed) ==
    [ok |-> ok, kernel |-> k, right |-> right, woke |-> woke, doomed |-> doomed]

LOCAL CopyinBodyReceive(k, task, name, e, destination) ==
    IF ~HasReceive(e) \/ ~MayMoveReceive(k, e.port) THEN BodyRight(FALSE, k, NullRight, <<>>, <<>>)
    ELSE LET lost == EntryBecomes(k, task, name, e, WithoutReceive(e))
             left == ReceiveRightLeaves(lost.kernel, e.port)
         IN BodyRight(TRUE, SentOnItsWay(left.kernel, e.port, destination), [type |-> "RECEIVE", port |-> e.port],
                      left.woke, lost.doomed)

LOCAL CopyinBodyRight(k, task, name, disposition, destination) ==
    LET e == EntryNamed(k, task, name) IN
    CASE ~IsValidName(name) ->
            BodyRight(TRUE, k, [type |-> RightOfDisposition(disposition),
                                port |-> IF name = MACH_PORT_DEAD THEN DeadPort ELSE NullPort], <<>>, <<>>)
      [] e.type = "NONE" -> BodyRight(FALSE, k, NullRight, <<>>, <<>>)
      [] disposition = "MOVE_RECEIVE" -> CopyinBodyReceive(k, task, name, e, destination)
      [] OTHER -> LET c == CopyinRight(k, task, name, e, disposition, TRUE, FALSE)
                  IN BodyRight(c.ok, c.kernel, c.right, <<>>, c.doomed)

(* The rights of an array, until one fails: [ok, kernel, rights, woke,      *)
(* doomed].                                                                 *)
RECURSIVE CopyinBodyRights(_, _, _, _, _, _)
CopyinBodyRights(k, task, names, disposition, destination, so) ==
    IF names = <<>> THEN [so EXCEPT !.kernel = k]
    ELSE LET one == CopyinBodyRight(k, task, Head(names), disposition, destination)
         IN IF ~one.ok THEN [so EXCEPT !.ok = FALSE, !.kernel = one.kernel]
            ELSE CopyinBodyRights(one.kernel, task, Tail(names), disposition, destination,
                                  [so EXCEPT !.rights = Append(@, one.right), !.woke = @ \o one.woke,
                                             !.doomed = @ \o one.doomed])

(* One descriptor: [ok, kernel, descriptor, woke, doomed, lost]; `lost` are *)
(* the rights of an array that fails.                                       *)
LOCAL CopyinDescriptor(k, task, d, destination) ==
    CASE d.kind = "PORT" ->
            LET r == CopyinBodyRight(k, task, d.name, d.disposition, destination)
            IN [ok |-> r.ok, kernel |-> r.kernel, descriptor |-> [kind |-> "PORT", right |-> r.right],
                woke |-> r.woke, doomed |-> r.doomed, lost |-> <<>>]
      [] d.kind = "OOL_PORTS" ->
            LET r == CopyinBodyRights(k, task, d.names, d.disposition, destination,
                         [ok |-> TRUE, kernel |-> k, rights |-> <<>>, woke |-> <<>>, doomed |-> <<>>])
            IN [ok |-> r.ok, kernel |-> r.kernel,
                descriptor |-> [kind |-> "OOL_PORTS", type |-> RightOfDisposition(d.disposition), rights |-> r.rights],
                woke |-> r.woke, doomed |-> r.doomed, lost |-> r.rights]
      [] OTHER -> [ok |-> TRUE, kernel |-> k, descriptor |-> d, woke |-> <<>>, doomed |-> <<>>, lost |-> <<>>]

(* The least size of a message with these descriptors.                      *)
RECURSIVE SizeWithDescriptors(_)
SizeWithDescriptors(descriptors) ==
    IF descriptors = <<>> THEN HeaderSize + 4
    ELSE (IF Head(descriptors).kind = "PORT" THEN 12 ELSE 16) + SizeWithDescriptors(Tail(descriptors))

(* Copied in whole.                                                         *)
LOCAL BodyIsIn(k, t, c, m, doomed, woke) ==
    IF CircularDiesAtOnce /\ IsCircular(k, m)
    THEN SendDoneReleasing(k, t, doomed \o AsMessages(Held(m)), c.receive, "ipc.body.5", woke)
    ELSE GoesOnReleasing(k, t, doomed, ToBeAdmitted(m, c.timeout, c.receive, IsAlways(c)), "ipc.body.4", woke)

(****************************************************************************)
(* The next descriptor of thread t's message is copied in.  If it cannot be *)
(* what was is destroyed, with the header.                                  *)
(*   Clause  ipc.body.1 - ipc.body.5                                        *)
(****************************************************************************)
CopyinBodyStep(k, t) ==
    LET c    == k.threads[t]
        m    == c.message
        one  == CopyinDescriptor(k, TaskOf[t], Head(c.body), m.destination.port)
        more == [m EXCEPT !.descriptors = Append(@, one.descriptor)]
    IN IF DescriptorsHaveSizes /\ m.descriptors = <<>> /\ m.size < SizeWithDescriptors(c.body)
       THEN EndsReleasing(k, t, Held(m), "MACH_SEND_MSG_TOO_SMALL", "ipc.body.1", NoOut, <<>>)
       ELSE IF ~one.ok
       THEN EndsReleasing(one.kernel, t,
                one.doomed \o (IF DescriptorsHaveSizes THEN Live(one.lost) \o Held(m) ELSE Held(m) \o Live(one.lost)),
                "MACH_SEND_INVALID_RIGHT", "ipc.body.2", NoOut, one.woke)
       ELSE IF Len(c.body) > 1
       THEN GoesOnReleasing(one.kernel, t, one.doomed,
                ToBeCopiedIn(more, Tail(c.body), c.timeout, c.receive, IsAlways(c)), "ipc.body.3", one.woke)
       ELSE BodyIsIn(one.kernel, t, c, more, one.doomed, one.woke)

-----------------------------------------------------------------------------
(* Copy-out.                                                                *)

(* With what the code says that a right found no room in the space.         *)
WithSpaceBit(ret) ==
    CASE ret = "MACH_MSG_SUCCESS"      -> "MACH_RCV_BODY_ERROR|MACH_MSG_IPC_SPACE"
      [] ret = "MACH_SEND_TIMED_OUT"   -> "MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE"
      [] ret = "MACH_SEND_INTERRUPTED" -> "MACH_SEND_INTERRUPTED|MACH_MSG_IPC_SPACE"
      [] ret = "MACH_SEND_NO_BUFFER"   -> "MACH_SEND_NO_BUFFER|MACH_MSG_IPC_SPACE"
      [] ret = "MACH_SEND_INVALID_NOTIFY" -> "MACH_SEND_INVALID_NOTIFY|MACH_MSG_IPC_SPACE"
      [] ret = "MACH_SEND_NOTIFY_IN_PROGRESS" -> "MACH_SEND_NOTIFY_IN_PROGRESS|MACH_MSG_IPC_SPACE"
      [] OTHER                         -> ret

LOCAL IsReceived(ret) == ret \in {"MACH_MSG_SUCCESS", "MACH_RCV_BODY_ERROR|MACH_MSG_IPC_SPACE"}

(* Rights into names: [kernel, names, lost].                                *)
RECURSIVE CopyoutRights(_, _, _, _, _)
CopyoutRights(k, task, rights, names, lost) ==
    IF rights = <<>> THEN [kernel |-> k, names |-> names, lost |-> lost]
    ELSE LET r == CopyoutRight(k, task, Head(rights))
         IN CopyoutRights(r.kernel, task, Tail(rights), Append(names, r.name),
                          IF r.ok THEN lost ELSE Append(lost, Head(rights)))

(* The descriptor as its receiver sees it, with the names that its rights   *)
(* were given.                                                              *)
LOCAL Shown(d, names, ret) ==
    LET disposition(type) == IF IsReceived(ret) THEN PortDisposition(type) ELSE MoveDisposition(type)
    IN CASE d.kind = "PORT" -> [kind |-> "PORT", name |-> names[1], disposition |-> disposition(d.right.type)]
         [] d.kind = "OOL_PORTS" -> [kind |-> "OOL_PORTS", names |-> names, disposition |-> disposition(d.type)]
         [] OTHER -> d

(* The message whose header is copied out goes on with its body.            *)
WithBodyToCopyOut(m, ret, clause, out) ==
    [at |-> "CopyoutBody", message |-> [m EXCEPT !.destination = NullRight, !.reply = NullRight],
     ret |-> ret, clause |-> clause, out |-> out]

(* A header is copied out: the call ends, or its body comes next.           *)
HeaderIsOut(k, t, m, doomed, ret, clause, out) ==
    IF m.descriptors = <<>> THEN EndsReleasing(k, t, doomed, ret, clause, out, <<>>)
    ELSE LET next == WithBodyToCopyOut(m, ret, clause, out)
         IN GoesOnReleasing(k, t, doomed, next, clause, <<>>)

(****************************************************************************)
(* The next descriptor of the message that thread t gets is copied out, as  *)
(* well as it goes: a right that finds no room is lost, and its name null.  *)
(*   Clause  ipc.body.6  ipc.body.7                                         *)
(****************************************************************************)
CopyoutBodyStep(k, t) ==
    LET c    == k.threads[t]
        d    == Head(c.message.descriptors)
        all  == CopyoutRights(k, TaskOf[t], RightsOfDescriptors(<<d>>), <<>>, <<>>)
        left == Tail(c.message.descriptors)
        ret  == IF all.lost = <<>> THEN c.ret ELSE WithSpaceBit(c.ret)
        clause == IF all.lost = <<>> THEN c.clause ELSE "ipc.body.7"
        out  == [message |-> [c.out.message EXCEPT !.descriptors = Append(@, Shown(d, all.names, c.ret))]]
        next == [c EXCEPT !.message.descriptors = left, !.ret = ret, !.clause = clause, !.out = out]
    IN IF left = <<>> THEN EndsReleasing(all.kernel, t, all.lost, ret, clause, out, <<>>)
       ELSE GoesOnReleasing(all.kernel, t, all.lost, next, IF all.lost = <<>> THEN "ipc.body.6" ELSE "ipc.body.7", <<>>)
=============================================================================
