---------------------------- MODULE MCTaskDeathWaits ---------------------------
(****************************************************************************)
(* World: threads of two tasks wait to send to each other's port, and to    *)
(* receive from their own or from a set that it is in, when B ends.  Every  *)
(* wait is met: by its own task's end, and by that of whoever has the port, *)
(* and by word of it.  Left out: bodies (MCTaskDeathBodies), and time-outs. *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

Forwards  == <<1, 2, 3>>
Backwards == <<3, 2, 1>>

(* In either space the port comes under 1, the set under 2, and under 3 a   *)
(* send right to the other's port.  Who has nothing more to make, waits.    *)
Made(k) == \A task \in Tasks : k.spaces[task][3].type = "SEND"

AllInPlace(k) ==
    /\ \A task \in Tasks :
        /\ k.spaces[task][1].type \in {"NONE", "RECEIVE"}
        /\ k.spaces[task][2].type \in {"NONE", "PORT_SET"}
        /\ k.spaces[task][1].type = "NONE" => k.spaces[task][2].type = "NONE"
        /\ k.dead = {} /\ k.spaces[task][3].type = "SEND" => \A other \in Tasks : k.spaces[other][2].type = "PORT_SET"
    /\ k.dead = {} /\ k.spaces["B"][1].type # "NONE" => k.spaces["A"][2].type # "NONE"
    /\ k.dead = {} /\ k.spaces["B"][3].type # "NONE" => k.spaces["A"][3].type # "NONE"
    /\ (k.dead = {} /\ ~Made(k)) => /\ \A t \in Threads : IsIdle(k, t)
                                   /\ \A p \in PortIds : k.ports[p].messageCount = 0 /\ k.ports[p].sets = <<>>
                                   /\ \A task \in Tasks : k.spaces[task][3].request = NoRequest

Owners == {<<"A1", "A">>, <<"B1", "B">>}

Next ==
    \/ \E o \in Owners : \E thread \in {o[1]}, task \in {o[2]}, right \in {"RECEIVE", "PORT_SET"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E o \in Owners : \E thread \in {o[1]}, task \in Tasks \ {o[2]}, name \in {3}, right \in {1},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E o \in Owners : \E thread \in {o[1]}, task \in {o[2]}, member \in {1}, after \in {2}, entry \in {"RPC"} :
          MachPortMoveMember(thread, task, member, after, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {3}, id \in {"DEAD_NAME"}, sync \in {0}, notifyPort \in {1},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A2"}, remote \in {3}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {2}, sendSize \in {24}, timeout \in {"FOREVER"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, remote \in {3}, remoteDisposition \in {"COPY_SEND"}, local \in {1},
          localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {3}, sendSize \in {24}, timeout \in {"FOREVER"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A2", "B1"}, receiveName \in {1, 2}, receiveSize \in {56}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"B"}, order \in {Forwards, Backwards}, entry \in {"RPC"} :
          TaskTerminate(thread, task, order, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
RightsCounted   == RightsAreCounted(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
WaitersListed   == WaitersAreListed(kernel)
SetsKnow        == SetsKnowTheirMessages(kernel) /\ MembersLiveInTheSetsSpace(kernel)
DeadSpacesEmpty == DeadSpacesAreEmpty(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTaskDeathWaits_xnu                            2496      16822     19      3.0
\*   MCTaskDeathWaits_classic                        2117      13783     19      3.0
=============================================================================
