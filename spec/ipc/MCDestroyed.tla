------------------------------ MODULE MCDestroyed ------------------------------
(****************************************************************************)
(* World: a task asks for the receive rights that it gives up, by other     *)
(* ports and by the ports themselves, and receives them again; rights on    *)
(* their way to each other die.  OnTheWay: a right that is asked for is     *)
(* lost with a message that is too large, whose port lives.  Asked: word of *)
(* a name's death is asked for too, and the name dies before its port, with *)
(* a send right that stays counted.                                         *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    Notifies,          \* names of ports by which is asked
    Watched,           \* names of whose death word is asked for
    Bodies             \* what is sent to port 2

NoBodies  == {}
OnTheWay  == {<<[kind |-> "PORT", name |-> 1, disposition |-> "MOVE_RECEIVE"]>>}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"RPC"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, id \in {"PORT_DESTROYED"}, sync \in {0},
          notifyPort \in Notifies, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Watched, id \in {"DEAD_NAME"}, sync \in {0},
          notifyPort \in Notifies, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"PORT_DESTROYED"}, sync \in {1},
          notifyPort \in {2}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"RPC"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2, 3}, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, receiveName \in {1, 2}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {2}, remoteDisposition \in {"MAKE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {52},
          descriptors \in Bodies, timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsCounted    == RightsAreCounted(kernel)
SendOnceCounted  == SendOnceCountsHold(kernel)
RequestsLegal    == RequestsAreLegal(kernel)
MessagesCounted  == MessagesAreCounted(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)
RightsTravel     == ReceiveRightsTravel(kernel)
NoCircle         == DestinationsAreAcyclic(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCDestroyed_xnu                                3720      40975     33      4.0
\*   MCDestroyed_classic                            3042      32489     23      4.0
\*   MCDestroyedAsked_classic                       2310      21673     18      4.0
\*   MCDestroyedOnTheWay_xnu                        2746      23215     28      3.0
\*   MCDestroyedOnTheWay_classic                    2092      17923     23      3.0
=============================================================================
