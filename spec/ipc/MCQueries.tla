------------------------------- MODULE MCQueries -------------------------------
(****************************************************************************)
(* World: a port and its names are asked about while messages come and go,  *)
(* others hold rights to it, it is in a set, somebody waits for its end,    *)
(* and it dies.  Left out: ports of other tasks, more messages than fit.    *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANT TrailerSize

LOCAL Calls ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, pset \in {2}, entry \in {"TRAP"} :
          MachPortInsertMember(thread, task, name, pset, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"NO_SENDERS", "PORT_DESTROYED"},
          sync \in {0}, notifyPort \in {1}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, id \in {2}, sendSize \in {56},
          descriptors \in {<<[kind |-> "PORT", name |-> 1, disposition |-> "COPY_SEND"],
                             [kind |-> "OOL", size |-> 4]>>},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors,
                             timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {80}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

LOCAL Queries ==
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {-1, 1, 2}, flavor \in {"LIMITS", "RECEIVE_STATUS"},
          count \in {10}, entry \in {"TRAP"} :
          MachPortGetAttributes(thread, task, name, flavor, count, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, flavor \in {"RECEIVE_STATUS", "99"}, count \in {9},
          entry \in {"RPC"} :
          MachPortGetAttributes(thread, task, name, flavor, count, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, entry \in {"RPC"} :
          MachPortGetSrights(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, elements \in {0}, trailerSize \in {8},
          seqno \in {0, 1, 2}, entry \in {"RPC"} :
          MachPortPeek(thread, task, name, elements, trailerSize, seqno, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0}, elements \in {0}, trailerSize \in {8},
          seqno \in {0}, entry \in {"RPC"} :
          MachPortPeek(thread, task, name, elements, trailerSize, seqno, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, elements \in {3, 4}, trailerSize \in {51, 52},
          seqno \in {0}, entry \in {"RPC"} :
          MachPortPeek(thread, task, name, elements, trailerSize, seqno, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, entry \in {"TRAP"} :
          MachPortNames(thread, task, entry)

Next == Calls \/ Queries

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
RightsCounted == RightsAreCounted(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueries_xnu                                  1664      50865     13      6.0
\*   MCQueries_classic                              1520      46747     13      5.0
=============================================================================
