------------------------------ MODULE MCTaskDeath ------------------------------
(****************************************************************************)
(* World: task B has a port, and rights to one of A's; it has asked for     *)
(* word of that, and A for B's port itself.  B ends, in whichever order its *)
(* names go, and perhaps A.  Calls on what is gone, and by whoever is.      *)
(* Left out: waits (MCTaskDeathWaits), and what travels (MCTaskDeathBodies). *)
(*                                                                          *)
(* The fault planted below violates one claim; the cfg that ends in         *)
(* `_others` shows that the rest let it pass.                               *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS SendOnce     \* B may have a send-once right to A's port

BothWays == {<<1, 2>>, <<2, 1>>}

(* A has a port under 1, and B one under 2.                                 *)
Holders == {<<"A1", "A", 1>>, <<"B1", "B", 2>>}

AllInPlace(k) ==
    /\ \A h \in Holders : ~HasReceive(k.spaces[h[2]][3 - h[3]])

Next ==
    \/ \E h \in Holders : \E thread \in {h[1]}, task \in {h[2]}, right \in {"RECEIVE"}, name \in {h[3]},
          entry \in {"RPC"} :
          MachPortAllocateName(thread, task, right, name, entry)
    \/ \E h \in Holders : \E thread \in {h[1]}, task \in Tasks \ {h[2]}, name \in {h[3]}, right \in {h[3]},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1}, disposition \in SendOnce, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"NO_SENDERS"}, sync \in {1}, notifyPort \in {1},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in {1}, id \in {"DEAD_NAME"}, sync \in {0}, notifyPort \in {2},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {2}, id \in {"PORT_DESTROYED"}, sync \in {0}, notifyPort \in {1},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {2}, remoteDisposition \in {"COPY_SEND"}, local \in {1},
          localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, receiveName \in {1}, receiveSize \in {56}, large \in {FALSE}, trailerSize \in {0},
          timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"B"}, order \in BothWays, entry \in {"RPC"} :
          TaskTerminate(thread, task, order, entry)
    \/ \E thread \in {"B1"}, task \in {"A"}, order \in {<<1, 2>>}, entry \in {"RPC"} :
          TaskTerminate(thread, task, order, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {2}, entry \in {"RPC"} : MachPortType(thread, task, name, entry)
    \/ \E thread \in {"B1"} : MachReplyPort(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
RightsCounted   == RightsAreCounted(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
RequestsLegal   == RequestsAreLegal(kernel)
DeadSpacesEmpty == DeadSpacesAreEmpty(kernel)

(* A fault, in place of NamesIn: who clears a space away overlooks the dead *)
(* names in it.                                                             *)
OverlooksDeadNames(space) == {NameOf(s, space[s]) : s \in {u \in SlotsInUse(space) : space[u].type # "DEAD_NAME"}}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTaskDeath_xnu                                 3205      29600     13      3.5
\*   MCTaskDeath_classic                             3274      32082     13      3.5
\*   MCTaskDeath_OverlooksDeadNames_xnu       violates DeadSpacesEmpty
\*   MCTaskDeath_OverlooksDeadNames_xnu_others       3211      29696     13      3.5
=============================================================================
