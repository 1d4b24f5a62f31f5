------------------------------ MODULE FifoDelivery ------------------------------
(****************************************************************************)
(* The guarantee: a port delivers what it accepted, all of it, once, and in *)
(* the order in which it accepted it.  Nothing is accepted that was not     *)
(* offered; a message passes by the queue only where the queue is empty.    *)
(* What a port had accepted goes with it when it closes.                    *)
(*                                                                          *)
(* A message is [port, id]; what else it carries is other guarantees' care. *)
(****************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS Ports, Threads, Nothing

VARIABLES
    open,              \* open[p]: the port lives
    offers,            \* offers[t]: messages in t's hands on their way in, a sequence
    queue,             \* queue[p]: messages accepted and not yet given, head first
    hand               \* hand[t]: the message that t was given, or Nothing

vars == <<open, offers, queue, hand>>

Without(s, i)  == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))
Stays(p)       == open[p] /\ open'[p]
Grows(p)       == Len(queue'[p]) > Len(queue[p])
Shrinks(p)     == Len(queue'[p]) < Len(queue[p])

(* Thread t offered m, and no longer does.                                  *)
TakenFrom(t, m) ==
    \E i \in 1..Len(offers[t]) : offers[t][i] = m /\ offers'[t] = Without(offers[t], i)

IsGiven(t) == hand[t] = Nothing /\ hand'[t] # Nothing
-----------------------------------------------------------------------------

(* The queue changes at its ends only: in at the tail, out at the head.     *)
QueueKeepsOrder ==
    \A p \in Ports : Stays(p) =>
        \/ queue'[p] = queue[p]
        \/ Grows(p)   /\ queue[p]  = SubSeq(queue'[p], 1, Len(queue[p]))
        \/ Shrinks(p) /\ queue'[p] = Tail(queue[p])

(* Accept: what comes in was offered, and is offered no more.               *)
QueueAcceptsOffers ==
    \A p \in Ports : Stays(p) /\ Grows(p) =>
        \E i \in 1..Len(queue'[p]), t \in Threads :
            /\ Len(queue'[p]) = Len(queue[p]) + 1
            /\ Without(queue'[p], i) = queue[p]
            /\ TakenFrom(t, queue'[p][i])

(* Deliver: what goes out is the head, into the hand of one who had none.   *)
QueueGivesToHands ==
    \A p \in Ports : Stays(p) /\ Shrinks(p) =>
        \E t \in Threads : hand[t] = Nothing /\ hand'[t] = Head(queue[p])

(* HandOff: who is given a message that was not queued gets an offer, of a  *)
(* port with nothing queued.                                                *)
HandOffNeedsEmptyQueue ==
    \A t \in Threads : IsGiven(t) =>
        LET p == hand'[t].port IN
        \/ Shrinks(p)
        \/ queue[p] = <<>> /\ \E s \in Threads : TakenFrom(s, hand'[t])

(* Close: a closed port holds nothing.                                      *)
ClosedQueuesAreEmpty == \A p \in Ports : ~open[p] => queue[p] = <<>>

-----------------------------------------------------------------------------
Init == ClosedQueuesAreEmpty /\ (\A p \in Ports : ~open[p]) /\ (\A t \in Threads : hand[t] = Nothing)

Next ==
    /\ ClosedQueuesAreEmpty'
    /\ QueueKeepsOrder
    /\ QueueAcceptsOffers
    /\ QueueGivesToHands
    /\ HandOffNeedsEmptyQueue

Spec == Init /\ [][Next]_vars
=============================================================================
