------------------------------ MODULE MCSpecialReply ------------------------------
(****************************************************************************)
(* World: threads ask for their special reply ports, one after the other,   *)
(* and everything is tried that an ordinary port allows and such a one does *)
(* not: to give its receive right away, by message and to another task, and *)
(* to ask for it when it would be destroyed.                                *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS TrailerSize

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1", "A2"} : ThreadGetSpecialReplyPort(thread)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, id \in {"PORT_DESTROYED"}, sync \in {0},
          notifyPort \in {1}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, right \in {1, 2}, disposition \in {"MOVE_RECEIVE"},
          entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, guard \in {7}, entry \in {"TRAP"},
          strict \in {FALSE}, immovable \in {FALSE} :
          MachPortGuard(thread, task, name, guard, strict, immovable, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, guard \in {7}, entry \in {"TRAP"} :
          MachPortUnguard(thread, task, name, guard, entry)
    \/ \E thread \in {"A1"}, remote \in {1, 2}, remoteDisposition \in {"COPY_SEND"}, local \in {0}, localDisposition \in {"NONE"},
          id \in {1}, sendSize \in {40}, descriptors \in {<<[kind |-> "PORT", name |-> 2, disposition |-> "MOVE_RECEIVE"]>>},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)

(* A thread has one special reply port at most, and no such port has left   *)
(* the task in which it was made.                                           *)
OneSpecialReplyPort ==
    /\ \A p, q \in PortIds : SpecialReplyOf(kernel.ports[p]) \in Threads
            /\ SpecialReplyOf(kernel.ports[p]) = SpecialReplyOf(kernel.ports[q]) => p = q
    /\ \A p \in PortIds : SpecialReplyOf(kernel.ports[p]) # "" => kernel.ports[p].receiver = "A"

(* A fault, in place of MayMoveReceive: a guard keeps nothing where it is.  *)
AnyReceiveMoves(k, p) == TRUE

(* Another, in place of ThreadGetSpecialReplyPortStep: the port that was    *)
(* the thread's before stays so.                                            *)
LOCAL Real == INSTANCE IpcConstruction
KeepsTheOldOne(k, t) ==
    LET old == {p \in PortIds : SpecialReplyOf(k.ports[p]) = t}
    IN [Real!ThreadGetSpecialReplyPortStep(k, t) EXCEPT
            !.kernel.ports = [p \in PortIds |-> IF p \in old THEN [@[p] EXCEPT !.specialReply = t] ELSE @[p]]]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSpecialReply_xnu                            4505      41256     17      5.0
\*   MCSpecialReply_AnyReceiveMoves_xnu       violates OneSpecialReplyPort
\*   MCSpecialReply_KeepsTheOldOne_xnu        violates OneSpecialReplyPort
=============================================================================
