--------------------------- MODULE IpcNotifications ---------------------------
(****************************************************************************)
(* request_notification: word of a port's last sender, of its end, of its   *)
(* death, of room in its queue is asked for.  The caller's send-once right  *)
(* is copied in, the request is made in the target space, and the right of  *)
(* a request that this one takes the place of is copied out.                *)
(****************************************************************************)
EXTENDS IpcRights

LOCAL No(k, ret, clause) == Answer(k, ret, clause, NoOut)

LOCAL SendOnceDispositions == {"MAKE_SEND_ONCE", "MOVE_SEND_ONCE"}

(* The null and the dead name, as rights.                                   *)
LOCAL RightOfInvalid(name) == [type |-> "NONE", port |-> IF name = MACH_PORT_DEAD THEN DeadPort ELSE NullPort]

(* What comes next.  `trap`: the call is one, where that matters; the       *)
(* others have no such field.                                               *)
LOCAL Trapped(entry, c) ==
    IF entry = "TRAP" /\ DeadPreviousRefused THEN [f \in DOMAIN c \cup {"trap"} |-> IF f = "trap" THEN TRUE ELSE c[f]] ELSE c

LOCAL ToRequest(k, t, doomed, notify, task, name, id, sync, entry) ==
    GoesOnReleasing(k, t, doomed,
        Trapped(entry, [at |-> "RequestNotification", right |-> notify, target |-> task, name |-> name,
                        request |-> [id |-> id, sync |-> sync]]), "ipc.request_notification.4", <<>>)

(* A right of another kind came with the message, and goes with it.         *)
LOCAL BadNotify(k, t, doomed, woke) ==
    EndsReleasing(k, t, doomed, "MIG_BAD_ARGUMENTS", "ipc.request_notification.2", NoOut, woke)

LOCAL BadNotifyReceive(k, t, caller, notify, e) ==
    LET lost == EntryBecomes(k, caller, notify, e, WithoutReceive(e))
        left == ReceiveRightLeaves(lost.kernel, e.port)
    IN BadNotify(left.kernel, t, lost.doomed \o <<[type |-> "RECEIVE", port |-> e.port]>>, left.woke)

(* A right that a dead name yields is dead for good.                        *)
LOCAL AsInvalid(right) == IF right.port = DeadPort THEN [right EXCEPT !.type = "NONE"] ELSE right

LOCAL CopyinNotify(k, t, task, name, id, sync, notify, disposition, entry) ==
    LET caller == TaskOf[t]
        e      == EntryNamed(k, caller, notify)
        bad    == IF entry = "RPC" THEN "MACH_SEND_INVALID_RIGHT"
                  ELSE IF e.type = "NONE" THEN "KERN_INVALID_NAME" ELSE "KERN_INVALID_RIGHT"
    IN IF disposition = "MOVE_RECEIVE"
       THEN IF HasReceive(e) THEN BadNotifyReceive(k, t, caller, notify, e)
            ELSE No(k, bad, "ipc.request_notification.3")
       ELSE LET c == CopyinRight(k, caller, notify, e, disposition, TRUE, FALSE)
            IN IF e.type = "NONE" \/ ~c.ok THEN No(c.kernel, bad, "ipc.request_notification.3")
               ELSE IF disposition \notin SendOnceDispositions THEN BadNotify(c.kernel, t, c.doomed \o Live(<<c.right>>), <<>>)
               ELSE ToRequest(c.kernel, t, c.doomed, AsInvalid(c.right), task, name, id, sync, entry)

(****************************************************************************)
(* Thread t asks for notification id of what task calls name, by the send-  *)
(* once right that its own task calls notify.                               *)
(*   Clause  ipc.request_notification.1 - ipc.request_notification.4        *)
(****************************************************************************)
MachPortRequestNotificationStep(k, t, task, name, id, sync, notify, disposition, entry) ==
    IF entry = "TRAP" /\ (~IsValidName(notify) \/ disposition \notin SendOnceDispositions)
    THEN No(k, "MACH_SEND_INVALID_DEST", "ipc.request_notification.1")
    ELSE IF disposition \notin SendOnceDispositions /\ (NotifyTestsFirst \/ ~IsValidName(notify))
    THEN No(k, "MIG_BAD_ARGUMENTS", "ipc.request_notification.2")
    ELSE IF ~IsValidName(notify) THEN ToRequest(k, t, <<>>, RightOfInvalid(notify), task, name, id, sync, entry)
    ELSE CopyinNotify(k, t, task, name, id, sync, notify, disposition, entry)

-----------------------------------------------------------------------------
(* The request is made in the target space.                                 *)

LOCAL IsNull(notify) == notify = NullRight

(* The right that came with the request is given up.                        *)
LOCAL Refused(k, t, notify, ret, clause) == EndsReleasing(k, t, Live(<<notify>>), ret, clause, NoOut, <<>>)

(* The call ends, but for notices, and for the right of an older request.   *)
LOCAL Made(k, t, previous, doomed, clause) ==
    IF IsNull(previous) THEN EndsReleasing(k, t, doomed, "KERN_SUCCESS", clause, [name |-> MACH_PORT_NULL], <<>>)
    ELSE GoesOnReleasing(k, t, doomed,
             Trapped(IF "trap" \in DOMAIN k.threads[t] THEN "TRAP" ELSE "RPC", [at |-> "ReturnPrevious", right |-> previous]),
             clause, <<>>)

(* Whether name is of a receive right: its code if not, "" if so.           *)
LOCAL ReceiveFault(e, name) ==
    CASE ~IsValidName(name) /\ InvalidNameRefused -> "KERN_INVALID_RIGHT"
      [] e.type = "NONE"                          -> "KERN_INVALID_NAME"
      [] ~HasReceive(e)                           -> "KERN_INVALID_RIGHT"
      [] OTHER                                    -> ""

LOCAL RequestPortDestroyed(k, t, e, notify) ==
    LET p == e.port
        previous == k.ports[p].requests.portDestroyed
    IN IF SpecialReplyOf(k.ports[p]) # ""
       THEN Refused(k, t, notify, "KERN_INVALID_RIGHT", "ipc.request_notification.23")
       ELSE IF PortDestroyedOnce /\ ~IsNull(previous)
       THEN Refused(k, t, notify, "KERN_FAILURE", "ipc.request_notification.9")
       ELSE Made([k EXCEPT !.ports[p].requests.portDestroyed = notify], t, previous, <<>>, "ipc.request_notification.10")

(* Counts are unsigned: one below zero is more than any that is not.        *)
LOCAL AtMost(a, b) == IF (a < 0) = (b < 0) THEN a <= b ELSE b < 0

LOCAL RequestNoSenders(k, t, e, notify, sync) ==
    LET p == e.port
        port == k.ports[p]
        previous == port.requests.noSenders
    IN IF port.sendRights = 0 /\ AtMost(sync, port.makeSendCount) /\ ~IsNull(notify)
       THEN Made([k EXCEPT !.ports[p].requests.noSenders = NullRight], t, previous,
                 Notice(notify, MACH_NOTIFY_NO_SENDERS, NotifiedCount(port.makeSendCount)), "ipc.request_notification.11")
       ELSE Made([k EXCEPT !.ports[p].requests.noSenders = notify], t, previous, <<>>, "ipc.request_notification.12")

(* Of what thread t's task, or another, calls name, and e is.               *)
LOCAL RequestOfReceiver(k, t, c, e) ==
    LET fault == ReceiveFault(e, c.name) IN
    IF fault # "" THEN Refused(k, t, c.right, fault, "ipc.request_notification.8")
    ELSE IF c.request.id = "PORT_DESTROYED" THEN RequestPortDestroyed(k, t, e, c.right)
    ELSE RequestNoSenders(k, t, e, c.right, c.request.sync)

(* A live port's: the request of before, if any, is over.                   *)
LOCAL RequestByName(k, t, c, e, sync) ==
    LET possible == c.request.id = "SEND_POSSIBLE"
        port  == k.ports[e.port]
        room  == e.type = "SEND_ONCE" \/ ~IsFull(port)
        free  == WithoutRequest(k, c.target, c.name, e)
        clean == [e EXCEPT !.request = NoRequest]
        previous == e.request.right
    IN IF IsNull(c.right) THEN Made(free, t, previous, <<>>, "ipc.request_notification.14")
       ELSE IF possible /\ sync /\ room
       THEN Made(free, t, previous, Notice(c.right, MACH_NOTIFY_SEND_POSSIBLE, NotifiedName(c.target, c.name)),
                 "ipc.request_notification.15")
       ELSE Made(WithRequest(free, c.target, c.name, clean, c.request.id, c.right, possible /\ sync), t, previous, <<>>,
                 "ipc.request_notification.16")

(* A dead name's: it is told at once, and counts one more reference.        *)
LOCAL RequestOfDeadName(k, t, c, e) ==
    LET noticed == SetEntry(k, c.target, c.name, e) IN
    IF ~UserRefsPeg /\ e.userRefs = UserRefsMax
    THEN Refused(noticed, t, c.right, "KERN_UREFS_OVERFLOW", "ipc.request_notification.18")
    ELSE Made(IF e.userRefs = UserRefsMax THEN noticed
              ELSE SetEntry(k, c.target, c.name, [e EXCEPT !.userRefs = @ + 1]),
              t, NullRight, Notice(c.right, MACH_NOTIFY_DEAD_NAME, NotifiedName(c.target, c.name)),
              "ipc.request_notification.17")

LOCAL RequestOfName(k, t, c, e) ==
    LET sync == c.request.sync # 0
        dead == Noticed(e)
    IN CASE ~IsValidName(c.name) /\ InvalidNameRefused ->
                Refused(k, t, c.right, "KERN_INVALID_ARGUMENT", "ipc.request_notification.8")
         [] e.type = "NONE" -> Refused(k, t, c.right, "KERN_INVALID_NAME", "ipc.request_notification.8")
         [] NothingIsCancelled /\ IsNull(c.right) /\ e.request.index = 0 ->
                Made(k, t, NullRight, <<>>, "ipc.request_notification.13")
         [] e.type = "PORT_SET" -> Refused(k, t, c.right, "KERN_INVALID_RIGHT", "ipc.request_notification.19")
         [] dead.type # "DEAD_NAME" -> RequestByName(k, t, c, e, sync)
         [] (sync \/ c.request.id = "SEND_POSSIBLE") /\ ~IsNull(c.right) -> RequestOfDeadName(k, t, c, dead)
         [] OTHER -> Refused(SetEntry(k, c.target, c.name, dead), t, c.right, "KERN_INVALID_ARGUMENT",
                             "ipc.request_notification.19")

(****************************************************************************)
(* The request that thread t brings a right for is made, or refused and the *)
(* right released.                                                          *)
(*   Clause  ipc.request_notification.5 - ipc.request_notification.19,      *)
(*           ipc.request_notification.23  ipc.terminate.5                   *)
(****************************************************************************)
RequestNotificationStep(k, t) ==
    LET c == k.threads[t]
        e == EntryNamed(k, c.target, c.name)
    IN CASE IsDead(k, c.target) -> Refused(k, t, c.right, "KERN_INVALID_TASK", "ipc.terminate.5")
         [] c.right = [type |-> "NONE", port |-> DeadPort] ->
                Refused(k, t, c.right, "KERN_INVALID_CAPABILITY", "ipc.request_notification.5")
         [] c.request.id = "PORT_DESTROYED" /\ c.request.sync # 0 ->
                Refused(k, t, c.right, "KERN_INVALID_VALUE", "ipc.request_notification.7")
         [] c.request.id \in {"PORT_DESTROYED", "NO_SENDERS"} -> RequestOfReceiver(k, t, c, e)
         [] c.request.id = "DEAD_NAME" -> RequestOfName(k, t, c, e)
         [] c.request.id = "SEND_POSSIBLE" /\ SendPossibleKnown -> RequestOfName(k, t, c, e)
         [] OTHER -> Refused(k, t, c.right, "KERN_INVALID_VALUE", "ipc.request_notification.6")

(****************************************************************************)
(* The right of the request of before gets a name of the caller's.          *)
(*   Clause  ipc.request_notification.20 - ipc.request_notification.22      *)
(****************************************************************************)
ReturnPreviousStep(k, t) ==
    LET c == k.threads[t]
        r == CopyoutRight(k, TaskOf[t], c.right)
    IN IF "trap" \in DOMAIN c /\ c.right.port = DeadPort
       THEN Ends(k, t, "KERN_INVALID_CAPABILITY", "ipc.request_notification.22", NoOut, <<>>)
       ELSE IF r.ok THEN Ends(r.kernel, t, "KERN_SUCCESS", "ipc.request_notification.20", [name |-> r.name], <<>>)
       ELSE EndsReleasing(k, t, <<c.right>>, "KERN_NO_SPACE", "ipc.request_notification.21", NoOut, <<>>)
=============================================================================
