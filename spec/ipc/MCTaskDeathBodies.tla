--------------------------- MODULE MCTaskDeathBodies ---------------------------
(****************************************************************************)
(* World: two tasks send each other their ports, in messages that nobody    *)
(* may ever receive, and end.  It refines ResourceReturn; what is planted   *)
(* below in place of a definition, by the cfgs, each violates one conjunct  *)
(* of it, and the cfg that ends in `_others` shows that the rest let it     *)
(* pass; but a circle keeps its messages too.  Left out: waits (MCTaskDeathWaits), and steps (MCTaskDeathSteps). *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS Carries

(* A has a port under 1, B one under 2, and each a right to the other's     *)
(* under the same name.                                                     *)
Holders == {<<"A1", "A", 1>>, <<"B1", "B", 2>>}

AllInPlace(k) ==
    /\ \A h \in Holders : ~HasReceive(k.spaces[h[2]][3 - h[3]]) \/ HasSend(k.spaces[h[2]][3 - h[3]])

Forwards  == <<1, 2>>
Backwards == <<2, 1>>

Next ==
    \/ \E h \in Holders : \E thread \in {h[1]}, task \in {h[2]}, right \in {"RECEIVE"}, name \in {h[3]},
          entry \in {"RPC"} :
          MachPortAllocateName(thread, task, right, name, entry)
    \/ \E h \in Holders : \E thread \in {h[1]}, task \in Tasks \ {h[2]}, name \in {h[3]}, right \in {h[3]},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E h \in Holders : \E thread \in {h[1]}, remote \in {3 - h[3]}, remoteDisposition \in {"COPY_SEND"},
          local \in {0}, localDisposition \in {"NONE"}, id \in {1}, sendSize \in {40},
          descriptors \in {<<[kind |-> "PORT", name |-> h[3], disposition |-> d]>> : d \in Carries},
          timeout \in {"POLL"} :
          MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors,
                             timeout)
    \/ \E thread \in {"B1"}, receiveName \in {2}, receiveSize \in {80}, large \in {FALSE}, trailerSize \in {0},
          timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, id \in {"NO_SENDERS"}, sync \in {1}, notifyPort \in {1},
          disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E h \in Holders : \E thread \in {h[1]}, task \in {h[2]}, order \in {Forwards, Backwards}, entry \in {"RPC"} :
          TaskTerminate(thread, task, order, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
RightsCounted    == RightsAreCounted(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)
NoCircle         == DestinationsAreAcyclic(kernel)
DeadSpacesEmpty  == DeadSpacesAreEmpty(kernel)

-----------------------------------------------------------------------------
(* Refinement.                                                              *)

LOCAL Asked(right) == IF right.type = "NONE" THEN 0 ELSE 1

LOCAL Entries  == {<<task, s>> : task \in Tasks, s \in SlotIds}
LOCAL Entry(e) == kernel.spaces[e[1]][e[2]]

Return == INSTANCE ResourceReturn WITH
    living   <- Cardinality(Tasks \ kernel.dead),
    busy     <- Cardinality({t \in Threads : ~IsIdle(kernel, t)}),
    names    <- Cardinality({e \in Entries : Entry(e).type # "NONE"}),
    objects  <- Cardinality({p \in PortIds : kernel.ports[p].kind # "NONE"}),
    messages <- Sum([p \in PortIds |-> Len(kernel.ports[p].queue)], PortIds),
    requests <- Sum([e \in Entries |-> Asked(Entry(e).request.right)], Entries)
                + Sum([p \in PortIds |-> Asked(kernel.ports[p].requests.noSenders)
                                         + Asked(kernel.ports[p].requests.portDestroyed)], PortIds)

RefinesResourceReturn == Return!Spec

(* Conjunct by conjunct, for mutants.                                       *)
NoNameIsLeft    == Return!NoNameIsLeft
NoObjectIsLeft  == Return!NoObjectIsLeft
NoMessageIsLeft == Return!NoMessageIsLeft
NoRequestIsLeft == Return!NoRequestIsLeft

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE IpcDeath

(* A name that is of no use any more stays.                                 *)
KeepsDeadNames(e) == IF e.type = "DEAD_NAME" THEN e ELSE FreeEntry(e.generation)
(* A port to which nobody has a right stays.                                *)
KeepsIdlePorts(k, p) ==
    LET port == k.ports[p]
        died == Real!PortDies(k, p)
    IN IF port.queue = <<>> /\ port.sendRights = 0 /\ port.sendOnceRights = 0 /\ port.requests = NoRequests
       THEN [died EXCEPT !.kernel.ports[p] = [NoPort EXCEPT !.kind = "PORT", !.receiver = "none"]]
       ELSE died

(* What was queued stays where the port was.                                *)
KeepsQueues(k, p) ==
    LET died == Real!PortDies(k, p)
    IN IF died.kernel.ports[p].kind # "NONE" \/ k.ports[p].queue = <<>> THEN died
       ELSE [died EXCEPT !.kernel.ports[p].queue =
                [i \in 1..Len(k.ports[p].queue) |-> Message(0, 0, NullRight, NullRight)]]

(* A receive right may go to where only it leads to.                        *)
LetsCirclesIn(k, m) == FALSE

(* So does who waits to be told of senders.                                 *)
KeepsRequests(k, p) ==
    LET died == Real!PortDies(k, p)
    IN IF died.kernel.ports[p].kind # "NONE" \/ k.ports[p].requests.noSenders.type = "NONE" THEN died
       ELSE [died EXCEPT !.kernel.ports[p].requests.noSenders = [type |-> "SEND_ONCE", port |-> DeadPort]]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCTaskDeathBodies_xnu                           674       8154     19      2.5
\*   MCTaskDeathBodies_classic                       330       4460     15      2.5
\*   MCTaskDeathBodies_KeepsDeadNames_xnu       violates NoNameIsLeft
\*   MCTaskDeathBodies_KeepsDeadNames_xnu_others     804       9618     19      2.5
\*   MCTaskDeathBodies_KeepsIdlePorts_xnu       violates NoObjectIsLeft
\*   MCTaskDeathBodies_KeepsIdlePorts_xnu_others     748       8813     19      2.5
\*   MCTaskDeathBodies_KeepsQueues_xnu          violates NoMessageIsLeft
\*   MCTaskDeathBodies_KeepsQueues_xnu_others        941      11199     19      2.5
\*   MCTaskDeathBodies_LetsCirclesIn_xnu        violates NoObjectIsLeft
\*   MCTaskDeathBodies_KeepsRequests_xnu        violates NoRequestIsLeft
\*   MCTaskDeathBodies_KeepsRequests_xnu_others      800       9580     19      2.5
=============================================================================
