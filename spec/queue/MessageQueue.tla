------------------------------ MODULE MessageQueue ------------------------------
(****************************************************************************)
(* The lock-free message queue, one atomic access an action.                *)
(*                                                                          *)
(* There is a row of cells, numbered from 0.  Messages stand in the cells   *)
(* from `head` up to the first cell that is not decided, the end cell.      *)
(* Whatever is decided about the queue, but for the taking of a message, is *)
(* decided by one compare-and-set of the end cell:                          *)
(*                                                                          *)
(*    end cell  Null                   nobody waits                         *)
(*              Waiting(s, r)          senders s and receivers r wait       *)
(*    decided   Decided(m, ...)        m came in, here                      *)
(*              Closed(s, r)           nothing comes in any more; those who *)
(*                                     waited are let go                    *)
(*    used up   Taken                                                       *)
(*                                                                          *)
(* A message is taken by one compare-and-set of `head`.  `tail` is a hint   *)
(* that lags behind the end cell.  Before anybody goes past a decided cell  *)
(* he completes what it says: carry those who still wait to the next cell,  *)
(* answer who is let go.  So nobody waits for one who is stopped half-way.  *)
(*                                                                          *)
(* The limit is part of what a compare-and-set of the end cell compares.    *)
(* Compared are values; an implementation that compares identities succeeds *)
(* more rarely.  Cells are not reused.                                      *)
(*                                                                          *)
(* Not here: the linked segments in which an implementation keeps the cells *)
(* and the limit, and the hints beside `head` and `tail` that say in which  *)
(* segment these lie; spinning; dismissal of receivers.  Memory is          *)
(* sequentially consistent.                                                 *)
(****************************************************************************)
EXTENDS QueueCells

CONSTANTS
    Threads,
    Cells,         \* 0..n
    ThreadOf(_)    \* whose message, or request

VARIABLES
    cell, limit,   \* the row, and the limit in force at its end
    head, tail,
    blocked,       \* senders that are not answered, or are about to wait; receivers look at it
    answer,        \* what those who wait are told, by message or request
    permits,       \* threads that need not park, or need no more
    work,          \* work[t]: where t is in what operation
    fate           \* ghost: what became of each message and request, from the moment on when it is so

vars == <<cell, limit, head, tail, blocked, answer, permits, work, fate>>

Work(t) == work[t]
At(t, step) == work[t].at = step
Goes(t, w) == work' = [work EXCEPT ![t] = w]

-----------------------------------------------------------------------------
(* Senders' side: everything that goes to the end cell.                     *)

ReadTail(t) ==
    /\ At(t, "ReadTail")
    /\ Goes(t, [Work(t) EXCEPT !.pos = tail, !.at = "ReadEnd"])
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

Refuse(w, c)    == IF IsRefused(w, c) THEN fate' = [fate EXCEPT ![w.op.id] = Shut] ELSE UNCHANGED fate

(* ReadEnd(t): linearization point of a send that finds the queue closed.   *)
ReadEnd(t) ==
    /\ At(t, "ReadEnd")
    /\ LET c == cell[Work(t).pos]
           w == [Work(t) EXCEPT !.seen = c, !.seenLimit = limit]
       IN /\ Goes(t, CASE IsEnd(c) -> AtEnd(w, c)
                       [] c.is = "Closed" -> AtClosed(w)
                       [] c.is = "Decided" -> Complete(w, c)
                       [] c.is = "Taken" -> [w EXCEPT !.at = "PassTail"])
          /\ Refuse(w, c)
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits>>

(* ReadRoom(t): head only grows, so that room found is room kept.  A cell   *)
(* that is used up tells of a head past it as well (HeadsFollow).           *)
ReadRoom(t) ==
    /\ At(t, "ReadRoom")
    /\ LET w    == Work(t)
           room == w.pos - head < w.seenLimit
           m    == w.op.id
       IN Goes(t,
            CASE Senders(w.seen) # <<>> /\ room -> Deciding(w, WithGrant(w.seen), "Grant")
              [] w.goal = "Help"                -> Helped(w)
              [] w.goal = "ForceSend" \/ room   -> Deciding(w, WithMessage(w.seen, m), "Enter")
              [] w.goal = "TrySend"             -> [Retry(w) EXCEPT !.at = "Full"]
              [] OTHER                          -> Deciding(w, WithSender(w.seen, m), "Wait"))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

(* CountIn(t): before it waits, so that a receiver that comes after sees it. *)
CountIn(t) ==
    /\ At(t, "CountIn")
    /\ blocked' = blocked + 1
    /\ Goes(t, [Work(t) EXCEPT !.counted = TRUE, !.at = "ReadTail"])
    /\ UNCHANGED <<cell, limit, head, tail, answer, permits, fate>>

(* Decide(t): the compare-and-set of the end cell; linearization point of   *)
(* whatever was decided.                                                    *)
Decides(w) == cell[w.pos] = w.seen /\ limit = w.seenLimit
Written(w) == [cell EXCEPT ![w.pos] = w.next]

Decide(t) ==
    /\ At(t, "Decide")
    /\ LET w == Work(t) IN
        IF Decides(w)
        THEN /\ cell' = Written(w)
             /\ limit' = IF w.as = "SetLimit" THEN w.op.limit ELSE limit
             /\ fate' = Fated(w, fate)
             /\ Goes(t, HasDecided(w))
        ELSE Goes(t, Retry(w)) /\ UNCHANGED <<cell, limit, fate>>
    /\ UNCHANGED <<head, tail, blocked, answer, permits>>

-----------------------------------------------------------------------------
(* To complete a decided cell.  Every step may have been made by another.   *)

Carry(t) ==
    /\ At(t, "Carry")
    /\ LET w == Work(t)
           next == w.pos + 1
       IN /\ cell' = IF cell[next] = Null THEN [cell EXCEPT ![next] = Waiting(w.seen.senders, w.seen.receivers)] ELSE cell
          /\ Goes(t, Stage(w, 2))
    /\ UNCHANGED <<limit, head, tail, blocked, answer, permits, fate>>

(* Whom to wake when x is answered.                                         *)
Sleeper(x) == ThreadOf(x)

(* x is told what became of it, once; who told it wakes its thread.         *)
Tell(t, x, told, woken, otherwise) ==
    IF answer[x] = Pending
    THEN answer' = [answer EXCEPT ![x] = told] /\ Goes(t, woken)
    ELSE UNCHANGED answer /\ Goes(t, otherwise)

AnswerDeclining(t) ==
    /\ At(t, "AnswerDeclining")
    /\ LET w == Work(t) IN
        Tell(t, Head(w.seen.declining), Declined, [w EXCEPT !.at = "UnparkDeclining"], NextDeclining(w))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, permits, fate>>

AnswerReceiver(t) ==
    /\ At(t, "AnswerReceiver")
    /\ LET w == Work(t) IN Tell(t, w.seen.to, w.seen.message, Stage(w, 4), Stage(w, 5))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, permits, fate>>

AnswerSender(t) ==
    /\ At(t, "AnswerSender")
    /\ LET w == Work(t) IN Tell(t, w.seen.from, Accepted, Stage(w, 7), Stage(w, 9))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, permits, fate>>

Unpark(t) ==
    /\ At(t, "UnparkReceiver") \/ At(t, "UnparkSender") \/ At(t, "UnparkDeclining")
    /\ LET w == Work(t) IN
        CASE At(t, "UnparkReceiver") -> permits' = permits \cup {Sleeper(w.seen.to)} /\ Goes(t, Stage(w, 5))
          [] At(t, "UnparkSender")   -> permits' = permits \cup {Sleeper(w.seen.from)} /\ Goes(t, Stage(w, 8))
          [] OTHER -> permits' = permits \cup {Sleeper(Head(w.seen.declining))} /\ Goes(t, NextDeclining(w))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, fate>>

(* CountOutSender(t): by the one whose answer counted.                      *)
CountOutSender(t) ==
    /\ At(t, "CountOutSender") \/ At(t, "CountOutLetGo")
    /\ blocked' = blocked - 1
    /\ Goes(t, IF At(t, "CountOutSender") THEN Stage(Work(t), 9) ELSE LetGoNext(Work(t)))
    /\ UNCHANGED <<cell, limit, head, tail, answer, permits, fate>>

(* PassHead(t): the message of this cell was given to one who waited.       *)
PassHead(t) ==
    /\ At(t, "PassHead")
    /\ head' = IF head = Work(t).pos THEN head + 1 ELSE head
    /\ Goes(t, Stage(Work(t), 6))
    /\ UNCHANGED <<cell, limit, tail, blocked, answer, permits, fate>>

(* PassTail(t): then back to what it was about.                             *)
PassTail(t) ==
    /\ At(t, "PassTail")
    /\ tail' = IF tail = Work(t).pos THEN tail + 1 ELSE tail
    /\ Goes(t, IF Work(t).as = "Enter" THEN Finish(Work(t)) ELSE Retry(Work(t)))
    /\ UNCHANGED <<cell, limit, head, blocked, answer, permits, fate>>

-----------------------------------------------------------------------------
(* Receivers' side.                                                         *)

ReadHead(t) ==
    /\ At(t, "ReadHead")
    /\ Goes(t, [Work(t) EXCEPT !.pos = head, !.at = "ReadFront"])
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

(* The front cell is the end cell: the queue is empty.                      *)
AtFrontEnd(w, c) ==
    CASE Senders(c) # <<>> /\ w.seenLimit > 0 -> Deciding(w, WithGrant(c), "Grant")
      [] w.goal = "TryReceive"                -> [Retry(w) EXCEPT !.at = "Empty"]
      [] OTHER                                -> Deciding(w, WithReceiver(c, w.op.id), "Wait")

(* ReadFront(t): linearization point of a receive that finds the queue empty or closed. *)
ReadFront(t) ==
    /\ At(t, "ReadFront")
    /\ LET c == cell[Work(t).pos]
           w == [Work(t) EXCEPT !.seen = c, !.seenLimit = limit]
       IN /\ Goes(t, CASE IsEnd(c) -> AtFrontEnd(w, c)
                       [] c.is = "Closed" -> Finish(w)
                       [] c.is = "Taken" -> Retry(w)
                       [] c.is = "Decided" -> IF MayClaim(c) THEN ToTake(w, c.message) ELSE Complete(w, c))
          /\ Refuse(w, c)
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits>>

(* Claim(t): the compare-and-set of head; linearization point of a receive. *)
Claim(t) ==
    /\ At(t, "Claim")
    /\ LET w == Work(t) IN
        IF head = w.pos
        THEN /\ head' = head + 1
             /\ fate' = IF w.goal = "Drain" THEN [fate EXCEPT ![w.seen.message] = Drained]
                        ELSE [fate EXCEPT ![w.op.id] = w.seen.message]
             /\ Goes(t, [w EXCEPT !.at = "UseUp"])
        ELSE Goes(t, Retry(w)) /\ UNCHANGED <<head, fate>>
    /\ UNCHANGED <<cell, limit, tail, blocked, answer, permits>>

(* Decline(t): the second read of head.                                     *)
IsFront(w) == head = w.pos
Decline(t) ==
    /\ At(t, "Decline")
    /\ LET w == Work(t) IN
        /\ fate' = IF IsFront(w) THEN [fate EXCEPT ![w.op.id] = Declined] ELSE fate
        /\ Goes(t, IF IsFront(w) THEN Finish(w) ELSE Retry(w))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits>>

(* UseUp(t): nobody else writes the cell any more.                          *)
UseUp(t) ==
    /\ At(t, "UseUp")
    /\ cell' = [cell EXCEPT ![Work(t).pos] = Taken]
    /\ Goes(t, [Retry(Work(t)) EXCEPT !.at = "ReadBlocked"])
    /\ UNCHANGED <<limit, head, tail, blocked, answer, permits, fate>>

(* ReadBlocked(t): after the claim, so that a sender that is not seen will see the claim. *)
ReadBlocked(t) ==
    /\ At(t, "ReadBlocked")
    /\ LET then == IF Work(t).goal = "Drain" THEN "Drain" ELSE "" IN
        Goes(t, IF blocked = 0 THEN Helped([Work(t) EXCEPT !.then = then]) ELSE Help(Work(t), then))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

-----------------------------------------------------------------------------
(* To wait, and to close.                                                   *)

(* ReadAnswer(t): with none, it parks.                                      *)
ReadAnswer(t) ==
    /\ At(t, "AwaitAnswer")
    /\ Goes(t, IF answer[Work(t).op.id] = Pending THEN [Work(t) EXCEPT !.at = "Parked"] ELSE Idle)
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

Wake(t) ==
    /\ At(t, "Parked") /\ t \in permits
    /\ permits' = permits \ {t}
    /\ Goes(t, [Work(t) EXCEPT !.at = "AwaitAnswer"])
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, fate>>

(* BeginGiveUp(t): time-out or interrupt.                                   *)
BeginGiveUp(t) ==
    /\ At(t, "Parked") /\ ~Work(t).op.patient
    /\ Goes(t, [Retry(Work(t)) EXCEPT !.goal = "GiveUp", !.at = "ReadTail"])
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

CountOut(t) ==
    /\ At(t, "CountOut")
    /\ blocked' = blocked - 1
    /\ Goes(t, Idle)
    /\ UNCHANGED <<cell, limit, head, tail, answer, permits, fate>>

(* LetGo(t): tells one who waited when the queue was closed; then the next. *)
LetGo(t) ==
    /\ At(t, "LetGo")
    /\ LET w    == Work(t)
           line == w.seen.senders \o w.seen.receivers
       IN IF line = <<>> THEN Goes(t, Drains(w)) /\ UNCHANGED answer
          ELSE Tell(t, Head(line), Shut, [w EXCEPT !.at = "UnparkLetGo"], LetGoNext(w))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, permits, fate>>

UnparkLetGo(t) ==
    /\ At(t, "UnparkLetGo")
    /\ LET w == Work(t) IN
        /\ permits' = permits \cup {Sleeper(Head(w.seen.senders \o w.seen.receivers))}
        /\ Goes(t, IF w.seen.senders # <<>> THEN [w EXCEPT !.at = "CountOutLetGo"] ELSE LetGoNext(w))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, fate>>

(* LetGoOneself(t): gives up after the queue was closed; who closed it may not have come round to t yet. *)
LetGoOneself(t) ==
    /\ At(t, "LetGoOneself")
    /\ LET w == Work(t) IN Tell(t, w.op.id, Shut, Finish(w), [AwaitAnswer(w) EXCEPT !.late = TRUE])
    /\ UNCHANGED <<cell, limit, head, tail, blocked, permits, fate>>

(* ReturnRefused(t): a try that was refused returns.                        *)
ReturnRefused(t) ==
    /\ At(t, "Full") \/ At(t, "Empty")
    /\ Goes(t, Finish(Work(t)))
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

Step(t) ==
    \/ ReadTail(t) \/ ReadEnd(t) \/ ReadRoom(t) \/ CountIn(t) \/ Decide(t)
    \/ Carry(t) \/ AnswerDeclining(t) \/ AnswerReceiver(t) \/ AnswerSender(t) \/ Unpark(t) \/ CountOutSender(t) \/ PassHead(t) \/ PassTail(t)
    \/ ReadHead(t) \/ ReadFront(t) \/ Claim(t) \/ Decline(t) \/ UseUp(t) \/ ReadBlocked(t)
    \/ ReadAnswer(t) \/ Wake(t) \/ CountOut(t) \/ LetGo(t) \/ UnparkLetGo(t) \/ LetGoOneself(t)
    \/ ReturnRefused(t)
=============================================================================
