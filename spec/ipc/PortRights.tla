------------------------------ MODULE PortRights ------------------------------
(****************************************************************************)
(* The guarantee: no right to a port is lost, invented or forged, the       *)
(* port's counts are what is held, and one holder at most may receive.      *)
(*                                                                          *)
(* A holder is a task, or "kernel" for rights in messages and in threads'   *)
(* hands.  Rights of one kind to one port are a bag: how many each holds.   *)
(* A task's user references are its own affair and do not appear.           *)
(****************************************************************************)
EXTENDS Naturals, FiniteSets, Sums

CONSTANTS Ports, Tasks, Kernel      \* Kernel: the holder that is no task

VARIABLES
    alive,             \* alive[p]
    receive,           \* receive[p][h]: receive rights that h holds to p
    send,              \* send[p][h]
    sendOnce,          \* sendOnce[p][h]
    counted,           \* counted[p]: [send, sendOnce], the port's own counts
    actor              \* the holder on whose behalf the last step acted

vars == <<alive, receive, send, sendOnce, counted, actor>>

Holders == Tasks \cup {Kernel}

Total(bag) == Sum(bag, Holders)

Stays(p) == alive[p] /\ alive'[p]
-----------------------------------------------------------------------------

(* A port's counts are what is held.                                        *)
SendRightsAreCounted     == \A p \in Ports : counted[p].send = Total(send[p])
SendOnceRightsAreCounted == \A p \in Ports : counted[p].sendOnce = Total(sendOnce[p])

(* A live port has one receive right, a dead one none.                      *)
OneReceiver == \A p \in Ports : Total(receive[p]) = (IF alive[p] THEN 1 ELSE 0)

(* Only who may receive, or may send, makes or copies a send right.         *)
SendRightsAreMadeByHolders ==
    \A p \in Ports : Total(send'[p]) > Total(send[p]) =>
        actor' \in Tasks /\ (receive[p][actor'] > 0 \/ send[p][actor'] > 0)

(* Only who may receive makes a send-once right.                            *)
SendOnceRightsAreMadeByReceivers ==
    \A p \in Ports : Total(sendOnce'[p]) > Total(sendOnce[p]) =>
        actor' \in Tasks /\ receive[p][actor'] > 0

(* A receive right is born with its port, and comes to a task from nowhere  *)
(* else but the kernel's hands.                                             *)
ReceiveRightsAreNotMade ==
    \A p \in Ports : Stays(p) => \A t \in Tasks :
        receive'[p][t] > receive[p][t] => receive[p][Kernel] > receive'[p][Kernel]

(* While a port lives, a task loses rights to it by its own acts only.      *)
TasksKeepTheirRights ==
    \A p \in Ports : Stays(p) => \A t \in Tasks \ {actor'} :
        receive'[p][t] >= receive[p][t] /\ send'[p][t] >= send[p][t] /\ sendOnce'[p][t] >= sendOnce[p][t]

-----------------------------------------------------------------------------
State == SendRightsAreCounted /\ SendOnceRightsAreCounted /\ OneReceiver

Init == (\A p \in Ports : ~alive[p]) /\ State

Next ==
    /\ State'
    /\ SendRightsAreMadeByHolders
    /\ SendOnceRightsAreMadeByReceivers
    /\ ReceiveRightsAreNotMade
    /\ TasksKeepTheirRights

Spec == Init /\ [][Next]_vars
=============================================================================
