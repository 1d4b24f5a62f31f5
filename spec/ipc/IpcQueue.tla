------------------------------- MODULE IpcQueue -------------------------------
(****************************************************************************)
(* A port's queue: its places, and how an admitted message meets those who  *)
(* wait for it.  Parts of critical sections; who blocks is said elsewhere   *)
(* (IpcMessages).                                                           *)
(****************************************************************************)
EXTENDS IpcState

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

IsTooLarge(m, receive) == m.size > receive.receiveSize - receive.trailerSize

(* A queue's two ends.                                                      *)
Enqueued(queue, m)  == Append(queue, m)
NextMessage(queue)  == Head(queue)
HasMessages(queue)  == queue # <<>>

(****************************************************************************)
(* An admitted message m meets the receivers that wait on p, or is queued.  *)
(* A receiver that would rather know the size is let go with it, and the    *)
(* next one is tried.  Answers [kernel, woke].                              *)
(*   Clause  ipc.queue.1  ipc.queue.2                                       *)
(****************************************************************************)
RECURSIVE Deliver(_, _, _, _)
Deliver(k, p, m, woke) ==
    LET port == k.ports[p] IN
    IF port.receivers = <<>>
    THEN [kernel |-> [k EXCEPT !.ports[p].queue = Enqueued(@, m)], woke |-> woke]
    ELSE LET t        == Head(port.receivers)
             c        == k.threads[t]
             tooLarge == IsTooLarge(m, c.receive)
    IN IF tooLarge /\ c.receive.large
       THEN Deliver([k EXCEPT
                !.ports[p].receivers = Tail(@),
                !.threads[t] = ResumeWith("MACH_RCV_TOO_LARGE", "ipc.receive.5", [size |-> m.size])],
                p, m, Append(woke, t))
       ELSE LET freed == ReleaseSlot([k EXCEPT
                    !.ports[p].receivers = Tail(@), !.ports[p].seqno = @ + 1,
                    !.threads[t] = [at |-> "CopyoutHeader", message |-> m, object |-> c.object,
                                    seqno |-> port.seqno, receive |-> c.receive, tooLarge |-> tooLarge]], p)
            IN [kernel |-> freed.kernel, woke |-> Append(woke, t) \o freed.woke]

(* One more message, or one more promise of one, counts against the limit.  *)
Counts(k, p) == [k EXCEPT !.ports[p].messageCount = @ + 1]
=============================================================================
