------------------------------- MODULE IpcQueue -------------------------------
(****************************************************************************)
(* A port's queue: its places, and how an admitted message meets those who  *)
(* wait for it.  Parts of critical sections; who blocks is said elsewhere   *)
(* (IpcMessages).                                                           *)
(****************************************************************************)
EXTENDS IpcRequests, IpcSets

(****************************************************************************)
(* A place in p's queue is free again.  The blocked sender next in waking   *)
(* order is let go if there is room: with the place as its own, or to test  *)
(* again.  Answers [kernel, woke].                                          *)
(*   Clause  ipc.queue.3                                                    *)
(****************************************************************************)
ReleaseSlot(k, p) ==
    LET port == k.ports[p]
        left == port.messageCount - 1
    IN IF port.senders = <<>> \/ left >= port.queueLimit
       THEN [kernel |-> [k EXCEPT !.ports[p].messageCount = left], woke |-> <<>>]
       ELSE LET s == Head(port.senders)
                c == k.threads[s]
            IN [woke |-> <<s>>,
                kernel |-> [k EXCEPT
                    !.ports[p].messageCount = IF FullQueueGrantsSlot THEN @ ELSE left,
                    !.ports[p].senders = Tail(@),
                    !.threads[s] =
                        IF FullQueueGrantsSlot
                        THEN [at |-> "Post", message |-> c.message, receive |-> c.receive]
                        ELSE [at |-> "Admit", message |-> c.message, timeout |-> c.timeout,
                              receive |-> c.receive, again |-> TRUE]]]

(* Message m of p has left the queue.  Its place is free at once, but if    *)
(* its sender is to be told first.                                          *)
SlotOfTaken(k, p, m) == IF IsToBeTold(m) THEN [kernel |-> k, woke |-> <<>>] ELSE ReleaseSlot(k, p)

IsTooLarge(m, receive) == m.size > receive.receiveSize - receive.trailerSize

(* What else a receive half asks for; most ask for nothing, and have no     *)
(* such field.                                                              *)
AsksFor(receive, option) == "options" \in DOMAIN receive /\ option \in receive.options

(* The same once its name is looked up.                                     *)
WithoutName(receive) ==
    IF "notifyPort" \in DOMAIN receive THEN [f \in DOMAIN receive \ {"name"} |-> receive[f]]
    ELSE IF "options" \in DOMAIN receive
    THEN [receiveSize |-> receive.receiveSize, large |-> receive.large,
          trailerSize |-> receive.trailerSize, timeout |-> receive.timeout, options |-> receive.options]
    ELSE [receiveSize |-> receive.receiveSize, large |-> receive.large,
          trailerSize |-> receive.trailerSize, timeout |-> receive.timeout]

(* Who would rather know of a message m that is too large is told its size, *)
(* and the name of the port in whose queue it is if that was asked for:     *)
(* [out, clause].                                                           *)
(*   Clause  ipc.receive.5  ipc.receive.14                                  *)
TooLargeTold(k, task, p, m, receive) ==
    IF LargeIdentityKnown /\ AsksFor(receive, "RCV_LARGE_IDENTITY")
    THEN LET s == IF k.ports[p].receiver = task THEN SlotForPort(k.spaces[task], p) ELSE 0
         IN [out    |-> [size |-> m.size, name |-> IF s = 0 THEN MACH_PORT_NULL ELSE NameOf(s, k.spaces[task][s])],
             clause |-> "ipc.receive.14"]
    ELSE [out |-> [size |-> m.size], clause |-> "ipc.receive.5"]

(* A queue's two ends.                                                      *)
Enqueued(queue, m)  == Append(queue, m)
NextMessage(queue)  == Head(queue)
HasMessages(queue)  == queue # <<>>

(****************************************************************************)
(* A message m to p meets the receivers that wait on p or on its sets.      *)
(* A receiver that would rather know the size is let go with it, and the    *)
(* next one is tried.  Answers [kernel, woke, given].                       *)
(*   Clause  ipc.queue.1  ipc.queue.2  ipc.set.3                            *)
(****************************************************************************)
RECURSIVE Offer(_, _, _, _)
Offer(k, p, m, woke) ==
    LET o == FirstServed(k, p) IN
    IF o = 0 THEN [kernel |-> k, woke |-> woke, given |-> FALSE]
    ELSE LET t        == Head(k.ports[o].receivers)
             c        == k.threads[t]
             tooLarge == IsTooLarge(m, c.receive)
             told     == TooLargeTold(k, TaskOf[t], p, m, c.receive)
    IN IF tooLarge /\ c.receive.large
       THEN Offer([k EXCEPT
                !.ports[o].receivers = Tail(@),
                !.threads[t] = ResumeWith("MACH_RCV_TOO_LARGE", told.clause, told.out)],
                p, m, Append(woke, t))
       ELSE LET freed == SlotOfTaken([k EXCEPT
                    !.ports[o].receivers = Tail(@), !.ports[p].seqno = @ + 1,
                    !.threads[t] = [at |-> "CopyoutHeader", message |-> m, object |-> c.object,
                                    seqno |-> k.ports[p].seqno, receive |-> c.receive, tooLarge |-> tooLarge]], p, m)
            IN [kernel |-> freed.kernel, woke |-> Append(woke, t) \o freed.woke, given |-> TRUE]

(* An admitted message is given to a receiver, or queued.  Answers          *)
(* [kernel, woke].                                                          *)
Deliver(k, p, m, woke) ==
    LET offered == Offer(k, p, m, woke)
    IN [woke   |-> offered.woke,
        kernel |-> IF offered.given THEN offered.kernel
                   ELSE Preposted([offered.kernel EXCEPT !.ports[p].queue = Enqueued(@, m)], p)]

(* Of which port does object o take a message next?  0: there is none.      *)
(*   Clause  ipc.set.1  ipc.set.2                                           *)
NextSource(k, o) ==
    IF k.ports[o].kind = "PORT_SET" THEN (IF k.ports[o].preposts = <<>> THEN 0 ELSE Head(k.ports[o].preposts))
    ELSE IF HasMessages(k.ports[o].queue) THEN o ELSE 0

(* One more message, or one more promise of one, counts against the limit.  *)
Counts(k, p) == [k EXCEPT !.ports[p].messageCount = @ + 1]
=============================================================================
