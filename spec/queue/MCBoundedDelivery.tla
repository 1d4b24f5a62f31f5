---------------------------- MODULE MCBoundedDelivery ----------------------------
(****************************************************************************)
(* World of claims: BoundedDelivery refines FifoDelivery of one port, but   *)
(* for the beginning, for a queue is born open.                             *)
(*                                                                          *)
(* Every message is a sender of its own, with nothing else on offer, and    *)
(* every request a receiver; who drains a closed queue has a hand for each  *)
(* message.  The port is open until it is closed and drained.               *)
(****************************************************************************)
EXTENDS BoundedDelivery

CONSTANTS Port, r1, m1

(* One receiver is particular.                                              *)
AllButOne(r, m) == ~(r = r1 /\ m = m1)

LOCAL AsMessage(m) == [port |-> Port, id |-> m]
LOCAL HandOf(x) ==
    IF x \in Messages THEN IF fate[x] = Drained THEN AsMessage(x) ELSE Pending
    ELSE IF fate[x] \in Messages THEN AsMessage(fate[x]) ELSE Pending

Fifo == INSTANCE FifoDelivery WITH
    Ports <- {Port}, Threads <- Messages \cup Requests, Nothing <- Pending,
    open   <- [p \in {Port} |-> open \/ queue # <<>>],
    offers <- [x \in Messages \cup Requests |->
                IF x \in Messages /\ fate[x] = Pending THEN <<AsMessage(x)>> ELSE <<>>],
    queue  <- [p \in {Port} |-> [i \in 1..Len(queue) |-> AsMessage(queue[i])]],
    hand   <- [x \in Messages \cup Requests |-> HandOf(x)]

RefinesFifoDelivery == [][Fifo!Next]_vars

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCBoundedDelivery                              6000      18860     12      2.5
==============================================================================
