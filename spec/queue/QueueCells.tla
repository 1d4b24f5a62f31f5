------------------------------- MODULE QueueCells -------------------------------
(****************************************************************************)
(* What stands in the cells of MessageQueue, and how far an operation is:   *)
(* values only.                                                             *)
(****************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Pending, Accepted, Drained, Declined, Cancelled, Shut,    \* fates
    Nobody

(* Whether a request accepts a message: in the worlds that are about it not every one does. *)
Accepts(r, m) == TRUE

Elements(line)   == {line[i] : i \in 1..Len(line)}
Without(line, x) == SelectSeq(line, LAMBDA y : y # x)

-----------------------------------------------------------------------------
(* What stands in a cell.                                                   *)

Null          == [is |-> "Null"]
Waiting(s, r) == [is |-> "Waiting", senders |-> s, receivers |-> r]
Closed(s, r)  == [is |-> "Closed", senders |-> s, receivers |-> r]
Taken         == [is |-> "Taken"]

(* m came in; from: it waited in line until now; to: who is given it at once; *)
(* declining: who waited and does not accept it; senders, receivers: who    *)
(* still wait.                                                              *)
Decided(m, from, to, s, r) ==
    [is |-> "Decided", message |-> m, from |-> from, to |-> to, declining |-> <<>>, senders |-> s, receivers |-> r]

IsEnd(c)     == c.is \in {"Null", "Waiting"}
Senders(c)   == IF c.is = "Null" THEN <<>> ELSE c.senders
Receivers(c) == IF c.is = "Null" THEN <<>> ELSE c.receivers
First(line)  == IF line = <<>> THEN Nobody ELSE Head(line)
Rest(line)   == IF line = <<>> THEN <<>> ELSE Tail(line)

(* m goes to the first in line who accepts it, past those who do not.       *)
Given(m, from, s, line) ==
    LET n    == CHOOSE i \in 0..Len(line) : /\ i < Len(line) => Accepts(line[i + 1], m)
                                            /\ \A j \in 1..i : ~Accepts(line[j], m)
        rest == SubSeq(line, n + 1, Len(line))
    IN [Decided(m, from, First(rest), s, Rest(rest)) EXCEPT !.declining = SubSeq(line, 1, n)]

(* What an end cell becomes.                                                *)
WithMessage(c, m) == Given(m, Nobody, Senders(c), Receivers(c))
WithGrant(c)      == Given(Head(Senders(c)), Head(Senders(c)), Tail(Senders(c)), Receivers(c))
WithSender(c, m)   == Waiting(Append(Senders(c), m), Receivers(c))
WithReceiver(c, r) == Waiting(Senders(c), Append(Receivers(c), r))
WithoutWaiter(c, x) == Waiting(Without(Senders(c), x), Without(Receivers(c), x))
WithEnd(c)         == Closed(Senders(c), Receivers(c))

-----------------------------------------------------------------------------
(* Operations.  op = [is, id, limit]: is TrySend ForceSend Send (leaves its *)
(* message in line), TryReceive Receive (leaves its request), SetLimit,     *)
(* Close.  work[t].goal is the operation's name, or Help: give room to who  *)
(* waits for it; or GiveUp: leave the line; or Drain: take all there is.    *)

Idle == [at |-> "Idle"]
Begin(op) ==
    [at |-> CASE op.is \in {"TryReceive", "Receive"} -> "ReadHead" [] op.is = "Send" -> "CountIn" [] OTHER -> "ReadTail",
     goal |-> op.is, op |-> op, pos |-> 0, seen |-> Null, seenLimit |-> 0, next |-> Null, as |-> "", counted |-> FALSE,
     then |-> "", late |-> FALSE]

Retry(w) == [w EXCEPT !.at = IF w.goal \in {"TryReceive", "Receive", "Drain"} THEN "ReadHead" ELSE "ReadTail",
                      !.seen = Null, !.next = Null, !.as = "", !.pos = 0, !.seenLimit = 0]
Finish(w) == IF w.counted THEN [Retry(w) EXCEPT !.at = "CountOut"] ELSE Idle
Help(w, then) == [Retry(w) EXCEPT !.goal = "Help", !.at = "ReadTail", !.then = then]
AwaitAnswer(w) == [Retry(w) EXCEPT !.at = "AwaitAnswer", !.goal = "Await"]

(* What follows when there is nothing (more) to help.                       *)
Drains(w) == Retry([w EXCEPT !.goal = "Drain", !.then = ""])
Helped(w) ==
    CASE w.then = "Await" -> AwaitAnswer(w)
      [] w.then = "Drain" -> Drains(w)
      [] OTHER            -> Finish(w)

(* The steps that complete a decided cell, those that it needs, in order.   *)
Stages == <<"Carry", "AnswerDeclining", "AnswerReceiver", "UnparkReceiver", "PassHead", "AnswerSender", "UnparkSender",
            "CountOutSender", "PassTail">>
Needs(d, stage) ==
    CASE stage = "Carry" -> d.senders # <<>> \/ d.receivers # <<>>
      [] stage = "AnswerDeclining" -> d.declining # <<>>
      [] stage \in {"AnswerReceiver", "UnparkReceiver", "PassHead"} -> d.to # Nobody
      [] stage \in {"AnswerSender", "UnparkSender", "CountOutSender"} -> d.from # Nobody
      [] stage = "PassTail" -> TRUE
FirstStage(d, from) ==
    LET i == CHOOSE i \in from..Len(Stages) : Needs(d, Stages[i]) /\ \A j \in from..(i - 1) : ~Needs(d, Stages[j]) IN Stages[i]
(* The oldest message is claimed, or declined if it still is the oldest.    *)
ToTake(w, m)   == [w EXCEPT !.at = IF w.goal = "Receive" /\ ~Accepts(w.op.id, m) THEN "Decline" ELSE "Claim"]
(* A receiver leaves the tail to the senders, and goes for the message.     *)
LeavesTail(w)  == w.goal \in {"TryReceive", "Receive", "Drain"}
Stage(w, i)    ==
    LET stage == FirstStage(w.seen, i) IN
    CASE stage # "PassTail" \/ ~LeavesTail(w)  -> [w EXCEPT !.at = stage]
      [] w.seen.to = Nobody /\ w.as = ""       -> ToTake(w, w.seen.message)
      [] OTHER                                 -> Retry(w)
Complete(w, d) == Stage([w EXCEPT !.seen = d], 1)
NextDeclining(w) == Stage([w EXCEPT !.seen.declining = Tail(@)], 2)
(* A message among nobody who waits: nothing to complete before it is claimed. *)
MayClaim(d)    == FirstStage(d, 1) = "PassTail"

Deciding(w, next, as) == [w EXCEPT !.at = "Decide", !.next = next, !.as = as]

(* What one does who comes after the end.                                   *)
AtClosed(w) ==
    CASE w.goal = "Help"   -> Helped(w)
      [] w.goal = "GiveUp" -> [w EXCEPT !.at = "LetGoOneself"]
      [] OTHER             -> Finish(w)

(* One who waited when the queue was closed is let go; then the next.       *)
LetGoNext(w) ==
    [w EXCEPT !.at = "LetGo",
              !.seen = IF Senders(w.seen) # <<>> THEN Closed(Rest(Senders(w.seen)), Receivers(w.seen))
                       ELSE Closed(<<>>, Rest(Receivers(w.seen)))]

(* What a thread that reads the end cell, c, does next.                     *)
AtEnd(w, c) ==
    CASE w.goal = "Close"    -> Deciding(w, WithEnd(c), "Close")
      [] w.goal = "SetLimit" -> Deciding(w, c, "SetLimit")
      [] w.goal = "GiveUp"   -> IF w.op.id \in Elements(Senders(c)) \cup Elements(Receivers(c))
                                THEN Deciding(w, WithoutWaiter(c, w.op.id), "GiveUp")
                                ELSE [AwaitAnswer(w) EXCEPT !.late = TRUE]
      [] w.goal = "Help"     -> IF Senders(c) = <<>> THEN Helped(w) ELSE [w EXCEPT !.at = "ReadRoom"]
      [] OTHER               -> [w EXCEPT !.at = "ReadRoom"]

IsRefused(w, c) == c.is = "Closed" /\ w.goal \in {"Send", "TrySend", "ForceSend", "Receive", "TryReceive"}

(* What a thread does next whose compare-and-set of the end cell succeeded. *)
HasDecided(w) ==
    CASE w.as \in {"Enter", "Grant"} -> Complete([w EXCEPT !.next = Null], w.next)
      [] w.as = "Wait"     -> IF w.goal = "Receive" THEN AwaitAnswer(w) ELSE Help(w, "Await")
      [] w.as = "GiveUp"   -> Finish(w)
      [] w.as = "SetLimit" -> Help(w, "")
      [] w.as = "Close"    -> [Retry(w) EXCEPT !.at = "LetGo", !.seen = w.next]

(* What becomes of messages and requests by what was decided.               *)
Fated(w, fate) ==
    CASE w.as \in {"Enter", "Grant"} ->
            [x \in DOMAIN fate |-> CASE x = w.next.message                -> Accepted
                                     [] x = w.next.to                     -> w.next.message
                                     [] x \in Elements(w.next.declining)  -> Declined
                                     [] OTHER                             -> fate[x]]
      [] w.as = "GiveUp" -> [fate EXCEPT ![w.op.id] = Cancelled]
      [] w.as = "Close"  -> [x \in DOMAIN fate |->
            IF x \in Elements(Senders(w.seen)) \cup Elements(Receivers(w.seen)) THEN Shut ELSE fate[x]]
      [] OTHER -> fate
==============================================================================
