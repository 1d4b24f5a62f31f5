------------------------------ MODULE MCAcceptance ------------------------------
(****************************************************************************)
(* World: a task sends to its port so that it will be told when the message *)
(* is taken, by one name or another, with or without one for the port; and  *)
(* the message is taken, or destroyed with the port, or the name goes.      *)
(* In the smaller one nothing is received twice, and so no message that was *)
(* accepted behind another.                                                 *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND", "MOVE_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"FOREVER"}, notifyPort \in {0, 2} :
          MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort)
    \/ \E thread \in {"A1"}, receiveName \in {1, 2}, receiveSize \in {20, 52}, large \in {FALSE}, trailerSize \in {0},
          timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"RPC"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, newName \in {3}, entry \in {"RPC"} :
          MachPortRename(thread, task, name, newName, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 3}, entry \in {"RPC"} : MachPortType(thread, task, name, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
AcceptancesLegal == AcceptancesAreLegal(kernel)

-----------------------------------------------------------------------------
(* Faults, in place of RequestAcceptanceStep and AcceptanceRenamed.         *)
LOCAL Real == INSTANCE IpcAcceptance

(* Word will come by a right that is not used up.                           *)
TellsBySendRight(k, t) ==
    LET a == Real!RequestAcceptanceStep(k, t)
        c == a.kernel.threads[t]
        p == IF c.at = "Admit" THEN c.message.acceptance.right.port ELSE DeadPort
    IN IF p = DeadPort THEN a
       ELSE [a EXCEPT !.kernel.threads[t].message.acceptance.right.type = "SEND",
                      !.kernel.ports[p].sendOnceRights = @ - 1, !.kernel.ports[p].sendRights = @ + 1]

(* By one name word of any number of messages may be waited for.            *)
WaitsForMany(k, t) ==
    LET m     == k.threads[t].message
        p     == m.destination.port
        Of(q) == [i \in 1..Len(q) |-> AsQueued(q[i])]
        a     == IF p = DeadPort THEN Real!RequestAcceptanceStep(k, t)
                 ELSE Real!RequestAcceptanceStep([k EXCEPT !.ports[p].queue = Of(@)], t)
    IN IF p = DeadPort THEN a ELSE [a EXCEPT !.kernel.ports[p].queue = k.ports[p].queue]

(* Who waits will be told by a name that has gone, or is another's.         *)
KeepsTheName(k, task, p, name, newName) == k

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCAcceptance_classic                          1309      16232     31      4.0
\*   MCAcceptance_classic_full                     5356      65572     41     11.0
\*   MCAcceptance_TellsBySendRight_classic    violates AcceptancesLegal
\*   MCAcceptance_WaitsForMany_classic        violates AcceptancesLegal
\*   MCAcceptance_KeepsTheName_classic        violates AcceptancesLegal
=============================================================================
