-------------------------------- MODULE MCTransit --------------------------------
(****************************************************************************)
(* World: receive rights travel in messages, to a port of another task, to  *)
(* a port that travels itself, to themselves, in a circle of two.  Ports    *)
(* die with what is on its way to them; receivers that wait are let go when *)
(* the right leaves, senders wait on.                                       *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    Bodies,            \* what A sends along
    Waiters,           \* threads of A that wait on port 1, to send and to receive
    Makers             \* dispositions by which B gets rights to A's port 1

Port(name, disposition) == [kind |-> "PORT", name |-> name, disposition |-> disposition]
Array(names, disposition) == [kind |-> "OOL_PORTS", names |-> names, disposition |-> disposition]

(* Values for Bodies.                                                       *)
Alone    == {<<Port(1, "MOVE_RECEIVE")>>, <<Port(2, "MOVE_RECEIVE")>>}
Together == Alone \cup {<<Port(1, "MOVE_RECEIVE"), Port(2, "MOVE_RECEIVE")>>, <<Array(<<2, 1>>, "MOVE_RECEIVE")>>,
                        <<Port(2, "MOVE_RECEIVE"), Port(3, "MOVE_SEND")>>, <<Port(2, "MOVE_RECEIVE"), Port(1, "MAKE_SEND_ONCE")>>}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in {1}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E name \in {1, 2} :
          \E thread \in {"A1"}, task \in {"A"}, right \in {name}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1}, disposition \in Makers, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1, 2}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {52}, descriptors \in Bodies, timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"B1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {2}, sendSize \in {40}, descriptors \in {<<Port(1, "MOVE_RECEIVE")>>},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1, 2}, receiveSize \in {64}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"B1"}, receiveName \in {1}, receiveSize \in {64}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Waiters, receiveName \in {1}, receiveSize \in {64}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Waiters, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {3}, sendSize \in {40}, descriptors \in {<<Port(2, "MOVE_RECEIVE")>>},
          timeout \in {"FOREVER"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in Waiters : ThreadAbort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsCounted    == RightsAreCounted(kernel)
WaitersListed    == WaitersAreListed(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)
RightsTravel     == ReceiveRightsTravel(kernel)
NoCircle         == DestinationsAreAcyclic(kernel)

(* Faults.  In place of SentOnItsWay: nobody looks where it leads.  In place*)
(* of CopyoutRight: a receive right has a name of its own, beside that of   *)
(* the send right.                                                          *)
LooksNowhere(k, p, destination) ==
    IF destination <= 0 THEN k ELSE [k EXCEPT !.ports[p].destination = destination]
LOCAL Real == INSTANCE IpcTransfer
GivesAnother(k, task, right) ==
    LET free == FreeSlot(k.spaces[task])
        here == IF right.port > 0 THEN SlotForPort(k.spaces[task], right.port) ELSE 0
    IN IF right.type = "RECEIVE" /\ here > 0 /\ free > 0
       THEN [ok |-> TRUE, name |-> free,
             kernel |-> [ReceiveRightArrives(k, task, here, right.port) EXCEPT
                 !.spaces[task] = [@ EXCEPT ![here].type = "SEND",
                                            ![free] = [@ EXCEPT !.type = "RECEIVE", !.port = right.port]]]]
       ELSE Real!CopyoutRight(k, task, right)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTransit_xnu                                    972     13349     25      3.4
\*   MCTransit_classic                                535      7366     19      3.3
\*   MCTransit_LooksNowhere_xnu               violates NoCircle
\*   MCTransit_LooksNowhere_xnu_others              1332      18283     22      3.0
\*   MCTransit_GivesAnother_xnu               violates SpacesAgree
\*   MCTransit_GivesAnother_xnu_others               258       3573     18      3.0
\*   MCTransit_xnu_full                             17666    424421     34    192.4
\*   MCTransit_classic_full                          7427    179220     25    122.4
=============================================================================
