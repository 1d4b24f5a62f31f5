---------------------------- MODULE MCTaskDeathSteps ---------------------------
(****************************************************************************)
(* World: a task ends, one critical section after the other, while its own  *)
(* thread and another's are in the middle of calls: about to be given a     *)
(* message, a right or an answer, about to wait, or to give the task a      *)
(* right.  Left out: bodies and sets.                                       *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS TrailerSize

(* A's port comes under its 1, B's under its 1, and each has a right to the *)
(* other's under 2.                                                         *)
AllInPlace(k) ==
    /\ \A task \in Tasks : ~HasReceive(k.spaces[task][2])
    /\ k.dead = {} /\ k.spaces["B"][1].type # "NONE" => k.spaces["A"][1].type # "NONE"
    /\ (k.dead = {} /\ \E task \in Tasks, s \in SlotIds : k.spaces[task][s].type = "NONE") =>
            /\ Cardinality({t \in Threads : ~IsIdle(k, t)}) <= 1
            /\ \A p \in PortIds : k.ports[p].messageCount = 0
    /\ (k.dead = {} /\ k.spaces["B"][2].request # NoRequest) => IsIdle(k, "B1")
    /\ k.threads["A1"].at = "RequestNotification" => IsIdle(k, "B1")

Owners == {<<"A1", "A">>, <<"B1", "B">>}

Next ==
    \/ \E o \in Owners : \E thread \in {o[1]}, task \in {o[2]}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E o \in Owners : \E thread \in {o[1]}, task \in Tasks \ {o[2]}, name \in {2}, right \in {1},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {2}, id \in {"DEAD_NAME"}, sync \in {0}, notifyPort \in {1},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {2}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, remote \in {2}, remoteDisposition \in {"COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {2}, sendSize \in {24}, timeout \in {"FOREVER"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"B1"}, receiveName \in {1}, receiveSize \in {56}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"FOREVER"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A2"}, task \in {"B"}, order \in {<<1, 2>>}, entry \in {"RPC"} :
          TaskTerminate(thread, task, order, entry)
    \/ \E t \in Threads : Admit(t)
    \/ \E t \in Threads : Post(t)
    \/ \E t \in Threads : ReturnMessage(t)
    \/ \E t \in Threads : TakeMessage(t)
    \/ \E t \in Threads : CopyoutHeader(t)
    \/ \E t \in Threads : InsertRight(t)
    \/ \E t \in Threads : RequestNotification(t)
    \/ \E t \in Threads : ReturnPrevious(t)
    \/ \E t \in Threads : TearDown(t)
    \/ \E t \in Threads : ReleaseRight(t)
    \/ \E t \in Threads : Resume(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK     == TypeOK(kernel)
RightsCounted   == RightsAreCounted(kernel)
SpacesAgree     == SpacesAgreeWithPorts(kernel)
WaitersListed   == WaitersAreListed(kernel)
DeadSpacesEmpty == DeadSpacesAreEmpty(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTaskDeathSteps_xnu                            3740      16438     36      3.0
\*   MCTaskDeathSteps_classic                        1763       8101     31      2.5
=============================================================================
