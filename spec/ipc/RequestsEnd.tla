------------------------------ MODULE RequestsEnd ------------------------------
(****************************************************************************)
(* The guarantee: a request for notification ends once.  Its send-once      *)
(* right becomes one notification, or comes back, and no notification comes *)
(* without a request.  Who waits for the last sender is told when it goes,  *)
(* and not before.  A request is forgotten only with the port that was to   *)
(* be told; where that port's queue is full to the kernel's own limit a     *)
(* notification is lost.                                                    *)
(****************************************************************************)
EXTENDS Integers

CONSTANT Ports

VARIABLES
    alive,             \* alive[p]
    full,              \* full[p]: not even the kernel can queue another message
    kept,              \* kept[p]: requests that are to be told by a message to p
    asking,            \* asking[p]: rights to p with which somebody is about to ask
    due,               \* due[p]: notifications to p that are yet to be posted
    back,              \* back[p]: rights to p that are given up, or given back
    arrived,           \* arrived[p]: notifications at p
    senders,           \* senders[p]: send rights to p
    awaited            \* awaited[p]: somebody waits for the last of them

vars == <<alive, full, kept, asking, due, back, arrived, senders, awaited>>

Stays(p) == alive[p] /\ alive'[p]
-----------------------------------------------------------------------------

(* A request that is over is a notification, or a right in somebody's hands. *)
RequestsBecomeRights ==
    \A p \in Ports : Stays(p) /\ kept'[p] < kept[p] =>
        (due'[p] + back'[p]) - (due[p] + back[p]) >= kept[p] - kept'[p]

(* A notification was asked for.                                            *)
NotificationsWereAskedFor ==
    \A p \in Ports : Stays(p) /\ due'[p] > due[p] =>
        due'[p] - due[p] <= (kept[p] - kept'[p]) + (asking[p] - asking'[p])

(* One that is due arrives,                                                 *)
DueNotificationsArrive ==
    \A p \in Ports : Stays(p) /\ due'[p] < due[p] /\ ~full[p] => arrived'[p] - arrived[p] >= due[p] - due'[p]

(* and none that was not.                                                   *)
OnlyDueNotificationsArrive ==
    \A p \in Ports : Stays(p) /\ arrived'[p] > arrived[p] => arrived'[p] - arrived[p] <= due[p] - due'[p]

(* When the last sender goes who waits for it waits no more,                *)
LastSenderIsTold ==
    \A p \in Ports : Stays(p) /\ senders[p] > 0 /\ senders'[p] = 0 => ~awaited'[p]

(* and not before, unless somebody asks anew.                               *)
NoSenderIsOverlooked ==
    \A p \in Ports : Stays(p) /\ awaited[p] /\ ~awaited'[p] =>
        senders'[p] = 0 \/ \E q \in Ports \cup {0} : asking'[q] < asking[q]

-----------------------------------------------------------------------------
Init == \A p \in Ports : kept[p] = 0 /\ due[p] = 0 /\ arrived[p] = 0 /\ ~awaited[p]

Next ==
    /\ RequestsBecomeRights
    /\ NotificationsWereAskedFor
    /\ DueNotificationsArrive
    /\ OnlyDueNotificationsArrive
    /\ LastSenderIsTold
    /\ NoSenderIsOverlooked

Spec == Init /\ [][Next]_vars
=============================================================================
