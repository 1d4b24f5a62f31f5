------------------------------- MODULE MCSetSteps -------------------------------
(****************************************************************************)
(* World: a port joins and leaves sets, and dies, while threads send to it  *)
(* and receive from it and its sets, one critical section at a time and in  *)
(* any order.                                                               *)
(*                                                                          *)
(* The port comes under name 1, sets under the other names.                 *)
(****************************************************************************)
EXTENDS IpcSteps, IpcChanges

CONSTANTS
    TrailerSize,       \* asked for by every receive
    Senders,           \* threads that send
    Receivers,         \* threads that receive
    Waits              \* time-outs of sends

SetNames == Names \ {1}

(* In place of InPlace: each kind of object has its names.                  *)
AllInPlace(k) ==
    /\ k.spaces["A"][1].type # "PORT_SET"
    /\ \A n \in SetNames : ~HasReceive(k.spaces["A"][n])

Inserters == IF SetsMergeQueues THEN {} ELSE {"A1"}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1},
          disposition \in {"MOVE_RECEIVE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, member \in {1}, after \in SetNames \cup {0}, entry \in {"TRAP"} :
          MachPortMoveMember(thread, task, member, after, entry)
    \/ \E thread \in Inserters, task \in {"A"}, name \in {1}, pset \in SetNames, entry \in {"TRAP"} :
          MachPortInsertMember(thread, task, name, pset, entry)
    \/ \E thread \in Senders, remote \in {1}, remoteDisposition \in {"MAKE_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in Waits :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in Receivers, receiveName \in Names, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E t \in Threads : Admit(t)
    \/ \E t \in Threads : Post(t)
    \/ \E t \in Threads : ReturnMessage(t)
    \/ \E t \in Threads : CopyinReceiveName(t)
    \/ \E t \in Threads : TakeMessage(t)
    \/ \E t \in Threads : CopyoutHeader(t)
    \/ \E t \in Threads : InsertRight(t)
    \/ \E t \in Threads : ReleaseRight(t)
    \/ \E t \in Threads : Resume(t)
    \/ \E thread \in Receivers : ThreadAbort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK        == TypeOK(kernel)
SpacesAgree        == SpacesAgreeWithPorts(kernel)
WaitersListed      == WaitersAreListed(kernel)
MessagesCounted    == MessagesAreCounted(kernel)
NoReceiverStranded == NoReceiverIsStranded(kernel)
NoSenderStranded   == NoSenderIsStranded(kernel)
MembersAtHome      == MembersLiveInTheSetsSpace(kernel)
SetsKnow           == SetsKnowTheirMessages(kernel)

Numbered == [][MessagesAreNumbered(kernel, kernel')]_<<kernel, outcome>>

(* Faults.  In place of Deliver: a message that is not queued first has no  *)
(* number; it is queued though somebody waits; it has two places.           *)
LOCAL Real == INSTANCE IpcQueue
CountsNoHandOff(k, p, m, woke) == [Real!Deliver(k, p, m, woke) EXCEPT !.kernel.ports[p].seqno = k.ports[p].seqno]
OffersToNobody(k, p, m, woke)  == [kernel |-> Preposted([k EXCEPT !.ports[p].queue = Append(@, m)], p), woke |-> woke]
HasTwoPlaces(k, p, m, woke)    == Real!Deliver([k EXCEPT !.ports[p].messageCount = @ + 1], p, m, woke)

(* In place of WithMember: a port joins a set twice.                        *)
JoinsTwice(k, p, s) == [Real!WithMember(k, p, s) EXCEPT !.ports[p].sets = Append(@, s)]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSetSteps_xnu                                 1047       7059     24      3.0
\*   MCSetSteps_classic                              768       4770     21      3.0
\*   MCSetSteps_CountsNoHandOff_xnu           violates Numbered
\*   MCSetSteps_CountsNoHandOff_xnu_others         1092       7425     24      3.0
\*   MCSetSteps_OffersToNobody_xnu            violates NoReceiverStranded
\*   MCSetSteps_OffersToNobody_xnu_others           1084       7251     24      3.0
\*   MCSetSteps_HasTwoPlaces_xnu              violates MessagesCounted
\*   MCSetSteps_HasTwoPlaces_xnu_others              998       6526     24      3.0
\*   MCSetSteps_JoinsTwice_xnu                violates MembersAtHome
\*   MCSetSteps_JoinsTwice_xnu_others               1047       7059     24      3.0
\*   MCSetSteps_xnu_full                           32447     220226     34     11.0
\*   MCSetSteps_classic_full                       28256     182874     32     16.0
=============================================================================
