------------------------------- MODULE MCCascade -------------------------------
(****************************************************************************)
(* World: a port dies, and with its messages another whose receive right is *)
(* in them, and with the messages of that a third.  All that is told of it  *)
(* comes to a fourth port, whose queue shows the order: words of messages   *)
(* that were destroyed, and of names that are dead.                         *)
(*                                                                          *)
(* Not here: a cascade by the end of a task (MCTaskDeathBodies), and with   *)
(* receivers that wait (MCTransit).                                         *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

Dying == {1, 2, 3}
Listener == 4

Carrying(name) == <<[kind |-> "PORT", name |-> name, disposition |-> "MOVE_RECEIVE"]>>

(* In place of InPlace: nothing is told before the first port dies, and all *)
(* three die with it.                                                       *)
Cascading(k) ==
    LET IsDeadName(n) == k.spaces["A"][n].type = "DEAD_NAME"
    IN IF IsDeadName(1) THEN IsDeadName(2) /\ IsDeadName(3) ELSE k.ports[Listener].queue = <<>>

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E name \in Dying :
          \E thread \in {"A1"}, task \in {"A"}, right \in {name}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Dying, id \in {"DEAD_NAME"}, sync \in {0}, notifyPort \in {Listener},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {Listener},
          localDisposition \in {"MAKE_SEND_ONCE"}, id \in {1}, sendSize \in {40}, descriptors \in {Carrying(2)},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A1"}, remote \in {2}, remoteDisposition \in {"COPY_SEND"}, local \in {0}, localDisposition \in {"NONE"},
          id \in {2}, sendSize \in {40}, descriptors \in {Carrying(3)}, timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {Listener},
          localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {3},
          sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsCounted    == RightsAreCounted(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)
RightsTravel     == ReceiveRightsTravel(kernel)
RequestsLegal    == RequestsAreLegal(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCCascade_xnu                                     661      4082     16      2.0
\*   MCCascade_classic                                 618      3678     15      2.0
=============================================================================
