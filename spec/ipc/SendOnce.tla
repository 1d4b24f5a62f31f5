-------------------------------- MODULE SendOnce --------------------------------
(****************************************************************************)
(* The guarantee: a send-once right becomes one message at its port, be it  *)
(* used or dropped, and every message at the port that came by a send-once  *)
(* right has used one up.  A right is let go silently only with its port,   *)
(* or where the port's queue is full to the kernel's own limit.             *)
(****************************************************************************)
EXTENDS Integers

CONSTANT Ports

VARIABLES
    alive,             \* alive[p]
    full,              \* full[p]: not even the kernel can queue another message
    held,              \* held[p]: send-once rights outstanding, whoever holds them
    became             \* became[p]: messages accepted by p that came by such a right

vars == <<alive, full, held, became>>

Stays(p) == alive[p] /\ alive'[p]
-----------------------------------------------------------------------------

(* A right that is gone is a message that came.                             *)
RightsBecomeMessages ==
    \A p \in Ports : Stays(p) /\ held'[p] < held[p] =>
        \/ became'[p] - became[p] = held[p] - held'[p]
        \/ full[p] /\ held'[p] = held[p] - 1

(* A message that came is a right that is gone.                             *)
MessagesUseRightsUp ==
    \A p \in Ports : Stays(p) /\ became'[p] > became[p] =>
        became'[p] - became[p] <= held[p] - held'[p]

-----------------------------------------------------------------------------
Init == \A p \in Ports : held[p] = 0 /\ became[p] = 0

Next == RightsBecomeMessages /\ MessagesUseRightsUp

Spec == Init /\ [][Next]_vars
=============================================================================
