------------------------------- MODULE MCBlocking -------------------------------
(****************************************************************************)
(* World: whole calls that wait.  Senders wait at a full queue, receivers   *)
(* at an empty one; they are served, interrupted, timed out, and outlive    *)
(* the port, its move, or the set.  In the world called Two a queue has     *)
(* room for two.                                                            *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

CONSTANTS
    TrailerSize,
    Sizes,             \* of messages; a receiver that waits takes 40 bytes
    Senders,           \* threads that send and wait
    Receivers          \* threads that receive and wait

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE", "MOVE_RECEIVE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in Senders, remote \in {1}, remoteDisposition \in {"COPY_SEND", "MAKE_SEND", "MOVE_SEND_ONCE"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in Sizes, timeout \in {"TIMED", "POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, remote \in {1}, remoteDisposition \in {"MOVE_SEND"},
          local \in {2}, localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {2}, sendSize \in {24}, receiveName \in {2}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgSendReceive(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition,
                             id, sendSize, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Receivers, receiveName \in Names, receiveSize \in {40}, large \in BOOLEAN,
          trailerSize \in {TrailerSize}, timeout \in {"TIMED"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {80}, large \in {TRUE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Threads \ {"A1"} : ThreadAbort(thread)
    \/ \E thread \in Threads \ {"A1"} : ClockExpire(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

NothingLost == [][WaitsLoseNothing(kernel, kernel', outcome'.woke)]_<<kernel, outcome>>

(* A fault, in place of ReturnMessageStep: the message goes back, and what  *)
(* it was sent by is a dead right.                                          *)
LOCAL Real == INSTANCE IpcMessages
LosesTheRight(k, t) == Real!ReturnMessageStep([k EXCEPT !.threads[t].message.destination.port = DeadPort], t)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCBlocking_xnu                                16800     269545     31      7.9
\*   MCBlocking_classic                             4566      74658     21      4.6
\*   MCBlocking_xnu_full                           76082    1417459     31     36.2
\*   MCBlocking_classic_full                       21274     405623     21      7.2
\*   MCBlockingQueues_xnu                           3774      65333     15      3.1
\*   MCBlockingQueues_classic                       3125      45176     14      3.2
\*   MCBlockingQueues_LosesTheRight_xnu       violates NothingLost
\*   MCBlockingLimit_xnu                             489      10531     15      3.1
\*   MCBlockingTwo_classic_full                  201074    3908351     27     94.0
=============================================================================
