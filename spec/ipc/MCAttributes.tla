------------------------------ MODULE MCAttributes ------------------------------
(****************************************************************************)
(* World: limits and counts of a port are changed while senders wait.  A    *)
(* limit is lowered under queued messages and raised past them, which lets  *)
(* in more than it says.  Left out: other flavors, ports of other tasks.    *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    TrailerSize,
    Senders            \* threads that send and wait

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {-1, 1, 2}, flavor \in {"LIMITS"},
          queueLimit \in {0, 1, 2}, count \in {1}, entry \in {"RPC"} :
          MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {0, 1}, flavor \in {"LIMITS"},
          queueLimit \in {2, QueueLimitMax + 1}, count \in {1}, entry \in {"RPC"} :
          MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0}, flavor \in {"LIMITS", "RECEIVE_STATUS"},
          queueLimit \in {QueueLimitMax + 1}, count \in {0}, entry \in {"RPC"} :
          MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, makeSendCount \in {0, 1}, entry \in {"RPC"} :
          MachPortSetMscount(thread, task, name, makeSendCount, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, seqno \in {0, 1}, entry \in {"RPC"} :
          MachPortSetSeqno(thread, task, name, seqno, entry)
    \/ \E thread \in Senders, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"TIMED"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"B1"} : ClockExpire(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
MessagesCounted  == MessagesAreCounted(kernel)
WaitersListed    == WaitersAreListed(kernel)
NoSenderStranded == NoSenderIsStranded(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCAttributes_xnu                               1816      55821     18      6.0
\*   MCAttributes_classic                            831      25936     14      3.0
=============================================================================
