------------------------------- MODULE ExcWaits --------------------------------
(****************************************************************************)
(* Threads that wait for room in a port's queue, or for a message, as far   *)
(* as holds and aborts meet them.  The rest is IPC's: a send is one step up *)
(* to its wait, a message tells nothing, and one thread waits at a time.    *)
(****************************************************************************)
EXTENDS Exc

CONSTANT GrantsSlot    \* IPC's rule fullQueue: who is let go has a place of its own

QueueLimit   == 5                  \* MACH_PORT_QLIMIT_DEFAULT
PlainMessage == [id |-> 500]

WaitingAt(k, at, p) == {t \in Threads : At(k, t, at) /\ Does(k, t).port = p}

(* A place is promised to who has it and has not posted.                    *)
HasRoom(k, p) == Len(k.ports[p].queue) + Cardinality(WaitingAt(k, "Post", p)) < QueueLimit

LOCAL Succeeded(k, clause) == Answer(k, "MACH_MSG_SUCCESS", clause, NoOut)

(* A message for p: a thread that waits there has it, or the queue.         *)
Posted(k, p) ==
    LET receivers == WaitingAt(k, "AwaitMessage", p)
    IN IF receivers = {} THEN [k EXCEPT !.ports[p].queue = Append(@, PlainMessage)]
       ELSE LET t == CHOOSE t \in receivers : TRUE IN Continue(k, t, [at |-> "CopyoutHeader", port |-> p])

(* Room at p lets its sender go: with a place of its own, or to test again. *)
RoomAt(k, p) ==
    LET senders == WaitingAt(k, "AwaitSlot", p)
    IN IF senders = {} THEN k
       ELSE LET t == CHOOSE t \in senders : TRUE
            IN Continue(k, t, [at |-> IF GrantsSlot THEN "Post" ELSE "Admit", port |-> p])

-----------------------------------------------------------------------------
(*   Clauses  exceptions.hold.3                                             *)
SendMessageStep(k, t, p, polls) ==
    LET carried == AddSendRights(k, p, 1)
    IN CASE HasRoom(k, p) -> Succeeded(Posted(carried, p), "exceptions.hold.3")
         [] polls         -> Refuses(k, "MACH_SEND_TIMED_OUT", "exceptions.hold.3")
         [] OTHER         -> Blocks(carried, t, [at |-> "AwaitSlot", port |-> p], "exceptions.hold.3")

ReceiveMessageStep(k, t, p, polls) ==
    CASE k.ports[p].queue # <<>> ->
            Succeeded(RoomAt([AddSendRights(k, p, -1) EXCEPT !.ports[p].queue = Tail(@)], p), "exceptions.hold.3")
      [] polls -> Refuses(k, "MACH_RCV_TIMED_OUT", "exceptions.hold.3")
      [] OTHER -> Blocks(k, t, [at |-> "AwaitMessage", port |-> p], "exceptions.hold.3")

(* An abort ends either wait.                                               *)
MessageWaitBroken(k, t) ==
    CASE At(k, t, "AwaitSlot")    -> Continue(k, t, [at |-> "ReturnMessage", port |-> Does(k, t).port])
      [] At(k, t, "AwaitMessage") -> Continue(k, t, [at |-> "Resume"])
      [] OTHER                    -> k

(* Who waited goes on, one step and the next.  Who was aborted since waits  *)
(* no more.                                                                 *)
MessageWaitStep(k, t) ==
    LET p == Does(k, t).port
    IN CASE At(k, t, "Post") \/ (At(k, t, "Admit") /\ HasRoom(k, p)) ->
                Succeeded(Continue(Posted(k, p), t, Return), "exceptions.hold.3")
         [] At(k, t, "Admit") ->
                Blocks(k, t, [at |-> IF k.threads[t].aborted = "YES" THEN "ReturnMessage" ELSE "AwaitSlot", port |-> p],
                       "exceptions.hold.3")
         [] At(k, t, "CopyoutHeader") -> Succeeded(Continue(AddSendRights(k, p, -1), t, Return), "exceptions.hold.3")
         [] At(k, t, "ReturnMessage") ->
                Refuses(Continue(AddSendRights(k, p, -1), t, Return), "MACH_SEND_INTERRUPTED", "exceptions.hold.3")
         [] At(k, t, "Resume")        -> Refuses(Continue(k, t, Return), "MACH_RCV_INTERRUPTED", "exceptions.hold.3")

-----------------------------------------------------------------------------
SendMessage(t, p, polls) ==
    CanCall(kernel, t) /\ HasRightFor(t, p) /\ Is(SendMessageStep(kernel, t, p, polls))
ReceiveMessage(t, p, polls) ==
    CanCall(kernel, t) /\ Receives(t, p) /\ Is(ReceiveMessageStep(kernel, t, p, polls))

(* Who was let go from its wait looks first whether it is held there.       *)
GoesOnFromWait(t) ==
    \/ At(kernel, t, "Post") /\ Is(MessageWaitStep(kernel, t))
    \/ /\ Does(kernel, t).at \in {"Admit", "CopyoutHeader", "ReturnMessage", "Resume"}
       /\ Is(IfLetOn(kernel, t, MessageWaitStep(kernel, t)))

AbortWaiting(t, target) ==
    LET a == ThreadAbortStep(kernel, t, target)
    IN CanCall(kernel, t) /\ t # target /\ Is([a EXCEPT !.kernel = MessageWaitBroken(@, target)])
=============================================================================
