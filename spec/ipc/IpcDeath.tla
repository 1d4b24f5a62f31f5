------------------------------- MODULE IpcDeath -------------------------------
(****************************************************************************)
(* What becomes of everything else when a port or a set dies, and of a      *)
(* port's waiters when its receive right moves.  Each is part of the        *)
(* critical section that destroys or moves the right, and converts at once  *)
(* what the reference converts at its next touch.                           *)
(****************************************************************************)
EXTENDS IpcRequests, IpcSets

ReceiverLetGo == ResumeWith(ReceiverWakeupCode, "ipc.receive.7", NoOut)

LOCAL DeadRight(r, p)   == IF r.port = p THEN [r EXCEPT !.port = DeadPort] ELSE r
LOCAL DiedRight(r, p)   == IF r.port = p THEN [r EXCEPT !.port = DiedPort] ELSE r
LOCAL DeadRights(s, p)  == [i \in 1..Len(s) |-> DeadRight(s[i], p)]
DeadDescriptor(d, p) ==
    CASE d.kind = "PORT"      -> [d EXCEPT !.right = DeadRight(@, p)]
      [] d.kind = "OOL_PORTS" -> [d EXCEPT !.rights = DeadRights(@, p)]
      [] OTHER                -> d
LOCAL DeadMessage(m, p) ==
    LET header == IF m.destination.port = p \/ m.reply.port = p
                  THEN [m EXCEPT !.destination = DeadRight(@, p), !.reply = DiedRight(@, p)] ELSE m
        told == IF ~IsToBeTold(m) THEN header
                ELSE [header EXCEPT !.acceptance.right = DeadRight(@, p),
                                    !.acceptance.name = IF m.destination.port = p THEN MACH_PORT_NULL ELSE @]
    IN IF m.descriptors = <<>> THEN told
       ELSE [told EXCEPT !.descriptors = [i \in 1..Len(@) |-> DeadDescriptor(@[i], p)]]
LOCAL DeadObject(o, p)  == IF o = p THEN DeadPort ELSE o

(* A continuation once port p is dead, but for what follows a release.      *)
(* Receivers are let go with an answer, blocked senders to find the port    *)
(* dead when they run.                                                      *)
LOCAL AfterDeathAlone(c, p) ==
    CASE c.at = "Idle" -> c
      [] c.at = "AwaitMessage" -> IF c.object = p THEN ReceiverLetGo ELSE c
      [] c.at = "AwaitSlot" ->
            IF c.message.destination.port # p THEN [c EXCEPT !.message = DeadMessage(@, p)]
            ELSE IF FullQueueGrantsSlot
                 THEN [at |-> "Post", message |-> DeadMessage(c.message, p), receive |-> c.receive]
                 ELSE [at |-> "Admit", message |-> DeadMessage(c.message, p), timeout |-> c.timeout,
                       receive |-> c.receive, again |-> TRUE]
      [] c.at \in {"CopyinBody", "Admit", "RequestAcceptance", "Post", "ReturnMessage", "CopyoutBody"} ->
            [c EXCEPT !.message = DeadMessage(@, p)]
      [] c.at = "TakeMessage"   -> [c EXCEPT !.object = DeadObject(@, p)]
      [] c.at = "CopyoutHeader" -> [c EXCEPT !.message = DeadMessage(@, p), !.object = DeadObject(@, p)]
      [] c.at \in {"InsertRight", "RequestNotification", "ReturnPrevious", "ReturnRight"} -> [c EXCEPT !.right = DeadRight(@, p)]
      [] OTHER -> c

LOCAL AfterDeath(c, p) ==
    IF c.at = "ReleaseRight" THEN [c EXCEPT !.doomed = DeadRights(@, p), !.then = AfterDeathAlone(@, p)]
    ELSE AfterDeathAlone(c, p)

LOCAL EntryAfterDeath(e, p) ==
    IF e.port # p THEN IF e.request.right.port = p THEN [e EXCEPT !.request.right.port = DeadPort] ELSE e
    ELSE IF e.type = "SEND_ONCE" /\ DeadSendOnceSwallows /\ e.request.index = 0 THEN [e EXCEPT !.port = DeadPort]
    ELSE IF NothingIsCancelled /\ e.request.index > 0 THEN Unnoticed(DeadNameOf(e))
    ELSE DeadNameOf(e)

(* Of rights that die with p, those to other live ports.                    *)
LOCAL ToOthers(rights, p) == SelectSeq(rights, LAMBDA r : r.port > 0 /\ r.port # p)

(* What the messages of p's queue carry, reply first, and before it word to *)
(* who wants to be told of the message.                                     *)
RECURSIVE RightsCarried(_, _, _)
LOCAL RightsCarried(k, queue, p) ==
    IF queue = <<>> THEN <<>>
    ELSE LET m == Head(queue)
             rights == ToOthers(AcceptanceNotice(k, m) \o <<m.reply>> \o RightsOfDescriptors(m.descriptors), p)
         IN (IF MessagesDieOneByOne THEN AsMessages(rights) ELSE rights) \o RightsCarried(k, Tail(queue), p)

LOCAL QueueDestroyed(k, p) ==
    LET rights == RightsCarried(k, k.ports[p].queue, p) IN IF MessagesDieOneByOne THEN rights ELSE AsMessages(rights)

(* What comes of p's death before its messages are destroyed, and what      *)
(* after that.                                                              *)
BeforeMessages(k, p) == ToOthers(NoSendersDropped(k, p), p)
AfterMessages(k, p)  == ToOthers(DeadNames(k, p), p)

LOCAL AbandonedAfterDeath(r, p) ==
    IF "abandoned" \notin DOMAIN r THEN r
    ELSE [r EXCEPT !.abandoned = [i \in 1..Len(@) |-> [@[i] EXCEPT !.right = DeadRight(@, p)]]]

LOCAL RequestsAfterDeath(r, p) ==
    AbandonedAfterDeath(
        IF p \in {r.noSenders.port, r.portDestroyed.port}
        THEN [r EXCEPT !.noSenders = DeadRight(@, p), !.portDestroyed = DeadRight(@, p)] ELSE r, p)

LOCAL PortAfterDeath(q, p) ==
    IF q.queue = <<>> /\ q.requests = NoRequests /\ q.destination # p THEN q
    ELSE [q EXCEPT !.queue = [i \in 1..Len(@) |-> DeadMessage(@[i], p)], !.requests = RequestsAfterDeath(@, p),
                   !.destination = IF @ = p THEN 0 ELSE @]

(* p leaves its sets, whose receivers wait on.  The rights that die with it *)
(* come back as `doomed`.                                                   *)
LOCAL Dies(before, p) ==
    LET k      == WithoutSets(before, p)
        port   == k.ports[p]
    IN [kernel |-> Evaluated(
            [k EXCEPT
                !.spaces  = [task \in Tasks |-> [s \in DOMAIN k.spaces[task] |-> EntryAfterDeath(k.spaces[task][s], p)]],
                !.ports   = [q \in DOMAIN k.ports |-> IF q = p THEN NoPort ELSE PortAfterDeath(k.ports[q], p)],
                !.threads = [t \in Threads |-> AfterDeath(k.threads[t], p)]]),
        doomed |-> BeforeMessages(k, p) \o QueueDestroyed(k, p) \o AfterMessages(k, p),
        woke   |-> port.receivers \o port.senders]

(****************************************************************************)
(* Port set p dies: its waiting receivers are let go, its members and what  *)
(* is in their queues stay.                                                 *)
(*   Clause  ipc.death.4                                                    *)
(****************************************************************************)
SetDies(k, p) ==
    [kernel |-> Evaluated([WithoutMembers(k, p) EXCEPT
                    !.ports[p] = NoPort, !.threads = [t \in Threads |-> AfterDeath(@[t], p)]]),
     doomed |-> <<>>,
     woke   |-> k.ports[p].receivers]

(* A guard does not travel.                                                 *)
GuardLeft(port) == Unguarded(port)

(****************************************************************************)
(* The receive right of p leaves its space and is held by a thread: p       *)
(* leaves its sets and its guard, waiting receivers are let go, queue and   *)
(* blocked senders stay.                                                    *)
(*   Clause  ipc.move.1                                                     *)
(****************************************************************************)
ReceiveRightLeaves(k, p) ==
    [kernel |-> Evaluated([WithoutSets(k, p) EXCEPT
        !.ports[p] = GuardLeft(@), !.ports[p].receiver = "none", !.ports[p].makeSendCount = 0, !.ports[p].seqno = 0,
        !.ports[p].receivers = <<>>,
        !.threads = [t \in Threads |->
            IF @[t].at = "AwaitMessage" THEN (IF @[t].object = p THEN ReceiverLetGo ELSE @[t]) ELSE @[t]]]),
     woke |-> k.ports[p].receivers]

(* It arrives in another, or in the same, under what entry s has, if any.   *)
ReceiveRightArrives(k, task, s, p) ==
    [k EXCEPT !.spaces[task][s].type = IF @ = "SEND" THEN "SEND_RECEIVE" ELSE "RECEIVE",
              !.ports[p].receiver = task, !.ports[p].destination = 0]

(****************************************************************************)
(* The receive right of port p is destroyed; it is already gone from its    *)
(* space.  The port dies, but for a port whose right somebody asked for.    *)
(*   Clause  ipc.death.1  ipc.death.2  ipc.death.3  ipc.notify.3            *)
(****************************************************************************)
PortDies(k, p) ==
    IF ~IsAwaited(k, p) THEN Dies(k, p)
    ELSE LET left == ReceiveRightLeaves(k, p)
             goes == ReceiveRightGoesTo(left.kernel, p)
         IN [kernel |-> goes.kernel, doomed |-> goes.doomed, woke |-> left.woke]
=============================================================================
