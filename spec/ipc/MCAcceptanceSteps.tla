---------------------------- MODULE MCAcceptanceSteps ----------------------------
(****************************************************************************)
(* World: a thread waits at a full queue, its time ends, and it asks to be  *)
(* told when its message is taken, one critical section at a time: another  *)
(* fills the queue and empties it, and takes away the port, or the one by   *)
(* which the first is to be told, before or after that is looked at.        *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS Waits, NotifyPorts

Next ==
    \/ \E thread \in {"A2"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A2"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in Waits, notifyPort \in NotifyPorts :
          MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort)
    \/ \E thread \in {"A2"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {2},
          sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A2"}, receiveName \in {1}, receiveSize \in {52}, large \in {FALSE}, trailerSize \in {0},
          timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A2"}, task \in {"A"}, name \in {1, 2}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"RPC"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"} : ClockExpire(thread)
    \/ \E thread \in {"A1"} : ThreadAbort(thread)
    \/ \E t \in Threads : Admit(t)
    \/ \E t \in Threads : RequestAcceptance(t)
    \/ \E t \in Threads : ReturnMessage(t)
    \/ \E t \in Threads : TakeMessage(t)
    \/ \E t \in Threads : CopyoutHeader(t)
    \/ \E t \in Threads : InsertRight(t)
    \/ \E t \in Threads : ReleaseRight(t)
    \/ \E t \in Threads : Resume(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
WaitersListed    == WaitersAreListed(kernel)
MessagesCounted  == MessagesAreCounted(kernel)
RightsCounted    == RightsAreCounted(kernel)
AcceptancesLegal == AcceptancesAreLegal(kernel)

(* Who asked to be told is not refused because there was no room in time.   *)
NobodyIsRefusedForRoom ==
    kernel.threads["A1"].at = "ReturnMessage" => kernel.threads["A1"].ret # "MACH_SEND_TIMED_OUT"

(* A fault, in place of TimeIsOver: who has waited is refused all the same. *)
LOCAL Real == INSTANCE IpcAcceptance
RefusesWhoWaited(k, t, m) ==
    IF k.threads[t].again THEN GoesOn(k, t, [at |-> "ReturnMessage", message |-> m, ret |-> "MACH_SEND_TIMED_OUT"], "ipc.send.13", <<>>)
    ELSE Real!TimeIsOver(k, t, m)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCAcceptanceSteps_classic                     1866       8836     30      2.1
\*   MCAcceptanceSteps_RefusesWhoWaited_classic violates NobodyIsRefusedForRoom
=============================================================================
