-------------------------------- MODULE MCWaits --------------------------------
(****************************************************************************)
(* World: one thread waits, to send or to receive, on a port or on a set,   *)
(* and another sends, receives, aborts it, and gives up every right there   *)
(* is.  One task, so that all are at hand; no replies.  Left out: time-outs *)
(* (MCBlocking), members (MCSets), limits (MCAttributes), moves (MCTransit). *)
(****************************************************************************)
EXTENDS IpcCalls

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, name, "MAKE_SEND", entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {3}, right \in {1}, disposition \in {"MAKE_SEND_ONCE"},
          entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, right \in {"RECEIVE", "PORT_SET"}, delta \in {-1},
          entry \in {"RPC"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 3}, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"},
          voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A2"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"},
          voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"FOREVER"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"},
          voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24},
          receiveName \in {1}, receiveSize \in {40}, large \in {FALSE}, trailerSize \in {0}, timeout \in {"POLL"} :
          MachMsgSendReceive(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition,
                             id, sendSize, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1, 2}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {0}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A2"}, receiveName \in {1, 2}, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {0}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A2"} : ThreadAbort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCWaits_xnu                                    5136      84253     17      4.4
\*   MCWaits_classic                                4052      66761     16      3.9
=============================================================================
