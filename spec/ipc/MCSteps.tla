-------------------------------- MODULE MCSteps --------------------------------
(****************************************************************************)
(* World: threads of two tasks send to, receive from and take away each     *)
(* other's ports, one critical section at a time and in any order.  In the  *)
(* worlds called Two a port may have two messages, queued or on their way.  *)
(****************************************************************************)
EXTENDS IpcSteps

CONSTANTS
    TrailerSize,       \* asked for by every receive
    Senders,           \* threads that send
    Receivers,         \* threads that receive
    Waits,             \* time-outs of sends
    ReplyNames         \* local names of senders; their disposition is MAKE_SEND_ONCE

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1},
          disposition \in {"MAKE_SEND", "MOVE_RECEIVE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in Senders, remote \in {1}, remoteDisposition \in {"COPY_SEND", "MAKE_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in Waits :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A2"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND_ONCE"},
          local \in ReplyNames, localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {2}, sendSize \in {64}, receiveName \in {2}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgSendReceive(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition,
                             id, sendSize, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in Receivers, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"TIMED"} :
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
    \/ \E thread \in {"A2", "B1"} : ThreadAbort(thread)
    \/ \E thread \in {"B1"} : ClockExpire(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSteps_xnu                                   46995     350995     45      8.4
\*   MCSteps_classic                               33532     248745     39     12.6
\*   MCSteps_xnu_full                              90614     676078     62     23.5
\*   MCSteps_classic_full                          58597     436437     52     18.0
\*   MCStepsReplies_xnu_full                      179379    1281934     46     40.3
\*   MCStepsReplies_classic_full                  128339     913282     41     40.1
\*   MCStepsWaits_xnu_full                        156132    1256416     57     56.1
\*   MCStepsWaits_classic_full                    105189     842885     47     18.0
\*   MCStepsTwo_xnu_full                         282269    2132932     69     33.0
\*   MCStepsTwo_classic_full                     110655     830897     58     18.0
\*   MCStepsRepliesTwo_classic_full              412415    2927411     47     54.0
=============================================================================
