---------------------------- MODULE MCSendNotifySteps ----------------------------
(****************************************************************************)
(* World: two threads send to one port, one critical section at a time and  *)
(* in any order.  One does so by a name that asked for word of room: what   *)
(* was room when its header was copied in may be gone when its message is   *)
(* to be admitted, and the other way about.                                 *)
(****************************************************************************)
EXTENDS IpcSteps, IpcChanges

CONSTANTS TrailerSize, Waits

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"SEND_POSSIBLE"}, sync \in {0},
          notifyPort \in {1}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in Waits, notifyPort \in {0} :
          MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort)
    \/ \E thread \in {"A2"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {2},
          sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A2"}, receiveName \in {1}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E t \in Threads : Admit(t)
    \/ \E t \in Threads : Post(t)
    \/ \E t \in Threads : ReturnMessage(t)
    \/ \E t \in Threads : TakeMessage(t)
    \/ \E t \in Threads : CopyoutHeader(t)
    \/ \E t \in Threads : InsertRight(t)
    \/ \E t \in Threads : RequestNotification(t)
    \/ \E t \in Threads : ReturnPrevious(t)
    \/ \E t \in Threads : ReleaseRight(t)
    \/ \E t \in Threads : Resume(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
MessagesCounted == MessagesAreCounted(kernel)
RightsCounted   == RightsAreCounted(kernel)
RequestsLegal   == RequestsAreLegal(kernel)

AdmittedBelowLimit == [][AdmittedBelowTheLimit(kernel, kernel', outcome'.clause)]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSendNotifySteps_xnu                         6749      14455     38      5.0
=============================================================================
