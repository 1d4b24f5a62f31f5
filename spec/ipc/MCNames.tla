-------------------------------- MODULE MCNames --------------------------------
(****************************************************************************)
(* World: names are freed and given again.  Where they have generations, a  *)
(* stale name is refused; where they have none, it denotes the new right.   *)
(* Nothing is inserted under a stale name.                                  *)
(****************************************************************************)
EXTENDS IpcCalls

CONSTANT TrailerSize

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "DEAD_NAME"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortType(thread, task, name, entry)
    \/ \E thread \in {"A1"}, remote \in Names, remoteDisposition \in {"MAKE_SEND", "MOVE_SEND_ONCE"},
          local \in Names, localDisposition \in {"MAKE_SEND_ONCE"},
          voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in Names, receiveSize \in {40}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

(* Witness: with every slot in use, a valid name is refused only if stale.  *)
NoStaleNameIsRefused ==
    ~(outcome.ret = "KERN_INVALID_NAME" /\ \A s \in SlotIds : kernel.spaces["A"][s].type # "NONE")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCNames_xnu                                    2088      95641     19      4.1
\*   MCNames_classic                                 512       7037     15      2.8
\*   MCNames_NoStaleNameIsRefused_xnu         violates NoStaleNameIsRefused
\*   MCNames_xnu_full                               4698     440695     23      5.7
\*   MCNames_classic_full                          18056     450629     22     14.2
=============================================================================
