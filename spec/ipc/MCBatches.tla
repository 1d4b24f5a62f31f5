------------------------------- MODULE MCBatches -------------------------------
(****************************************************************************)
(* World: calls made at once.  One thread makes several calls before those  *)
(* run that they let go; who is let go can be interrupted, find his place   *)
(* taken or his port dead before he runs.                                   *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    Others             \* threads of A that send, receive and wait; A1 goes before them

Next ==
    \/ \E thread \in {"A1"} : HoldWoken(thread)
    \/ \E thread \in {"A1"} : RunWoken(thread)
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in Others, remote \in {1}, remoteDisposition \in {"MAKE_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {2}, sendSize \in {24}, timeout \in {"TIMED"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Others, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"TIMED"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Others : ThreadAbort(thread)
    \/ \E thread \in Others : ClockExpire(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
RightsCounted   == RightsAreCounted(kernel)
MessagesCounted == MessagesAreCounted(kernel)

(* Who can run has been let go and waits for his turn, once; where nobody   *)
(* goes before the others, nobody waits for his.                            *)
ReadyAreWhoCanRun ==
    LET ready == IF IsHeld(kernel) THEN kernel.ready ELSE <<>> IN
    /\ {ready[i] : i \in 1..Len(ready)} = {t \in Threads : CanStep(kernel, t)}
    /\ Cardinality({ready[i] : i \in 1..Len(ready)}) = Len(ready)

(* A fault, in place of RunWokenStep: who was let go last is forgotten.     *)
LOCAL Real == INSTANCE Ipc
ForgetsTheLast(k) ==
    LET all == Real!RunWokenStep(k) IN
    [all EXCEPT !.woke = IF @ = <<>> THEN @ ELSE SubSeq(@, 1, Len(@) - 1)]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCBatches_xnu                                  3756      29011     20      3.4
\*   MCBatches_classic                              3786      29223     20      3.2
\*   MCBatches_ForgetsTheLast_classic         violates ReadyAreWhoCanRun
=============================================================================
