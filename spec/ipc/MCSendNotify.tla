------------------------------ MODULE MCSendNotify ------------------------------
(****************************************************************************)
(* World: a task asks for word of its port by one name or another, and      *)
(* sends to it so that it will be told of room: into a full queue, into one *)
(* with room, by a name that goes with the message, as a send-once right.   *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"SEND_POSSIBLE", "DEAD_NAME"}, sync \in {0},
          notifyPort \in {2}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND_ONCE", "COPY_SEND", "MOVE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"POLL"}, notifyPort \in {0} :
          MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)

(* Who asked for word of room, and was refused for want of it though it     *)
(* said MACH_SEND_NOTIFY, is going to be told.                              *)
LOCAL TimesOut == \E disposition \in SendDispositions : MachMsgSendNotify("A1", 1, disposition, 0, "NONE", 1, 24, "POLL", 0)
RoomIsTold ==
    [][kernel.spaces["A"][1].request.kind = "SEND_POSSIBLE" /\ outcome'.ret = "MACH_SEND_TIMED_OUT" /\ TimesOut =>
          kernel'.spaces["A"][1].request.armed]_<<kernel, outcome>>

(* A fault, in place of WithArmed: he is not.                               *)
DoesNotArm(k, task, name) == k

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSendNotify_xnu                              2103      10297     26      4.0
\*   MCSendNotify_DoesNotArm_xnu              violates RoomIsTold
=============================================================================
