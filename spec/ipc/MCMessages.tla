------------------------------- MODULE MCMessages -------------------------------
(****************************************************************************)
(* World: two tasks send each other messages that carry reply rights, and   *)
(* nothing waits.  Buffers too small, with and without RCV_LARGE; ports die *)
(* with queued messages; full queues return messages to a full space.  In   *)
(* the worlds called Two a queue has room for two.                          *)
(****************************************************************************)
EXTENDS IpcCalls

CONSTANTS TrailerSize, Sizes

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, right \in {"RECEIVE"}, entry \in {"RPC"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {2}, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"B1"}, remote \in {2}, remoteDisposition \in {"COPY_SEND", "MOVE_SEND", "MOVE_SEND_ONCE"},
          local \in Names, localDisposition \in {"MAKE_SEND_ONCE", "MOVE_SEND", "MOVE_SEND_ONCE"}, voucher \in {0},
          voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in Sizes, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {2}, remoteDisposition \in {"MOVE_SEND", "MOVE_SEND_ONCE"},
          local \in {1}, localDisposition \in {"MAKE_SEND"}, voucher \in {0},
          voucherDisposition \in {"NONE"}, id \in {2}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {20 + TrailerSize}, large \in BOOLEAN,
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"B1"}, receiveName \in {1}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCMessages_xnu                                 9421     246984     26      6.2
\*   MCMessages_classic                             5642     148205     25      4.5
\*   MCMessages_xnu_full                           16362     709499     26     15.3
\*   MCMessages_classic_full                       10274     446553     25     11.5
\*   MCMessagesTwo_xnu_full                      156130    4223137     38     82.0
\*   MCMessagesTwo_classic_full                   71096    1832215     35     39.0
=============================================================================
