------------------------------- MODULE MCGuards -------------------------------
(****************************************************************************)
(* World: one port, guarded and not, which its holder destroys, gives away  *)
(* and takes back.  Left out: messages (a body that takes the right along,  *)
(* and requests for it, have tests of their own), other rights than send.   *)
(*                                                                          *)
(* Planted faults below are put in place of a definition by their cfgs; the *)
(* cfg that ends in `_others` shows that all other claims let it pass.      *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

LOCAL Guarding ==
    \/ \E thread \in {"A1"}, task \in {"A"}, limited \in {FALSE}, queueLimit \in {0}, sendRight \in BOOLEAN,
          guarded \in BOOLEAN, strict \in BOOLEAN, immovable \in BOOLEAN, context \in {0, 1}, entry \in {"TRAP"} :
          MachPortConstruct(thread, task, limited, queueLimit, sendRight, guarded, strict, immovable, context, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, entry \in {"RPC"} :
          MachPortGetContext(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, context \in {0, 2}, entry \in {"RPC"} :
          MachPortSetContext(thread, task, name, context, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1}, guard \in {0, 1}, strict \in BOOLEAN,
          immovable \in BOOLEAN, entry \in {"TRAP"} :
          MachPortGuard(thread, task, name, guard, strict, immovable, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1}, guard \in {0, 1}, entry \in {"TRAP"} :
          MachPortUnguard(thread, task, name, guard, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1}, oldGuard \in {0, 1}, newGuard \in {0, 2},
          entry \in {"RPC"} :
          MachPortSwapGuard(thread, task, name, oldGuard, newGuard, entry)

LOCAL Meeting ==
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-2, -1, 0},
          entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, delta \in {-2, -1, 0, 1}, guard \in {0, 1},
          entry \in {"TRAP"} :
          MachPortDestruct(thread, task, name, delta, guard, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1, 2}, right \in {1}, disposition \in {"MOVE_RECEIVE"},
          entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {2}, right \in {1}, disposition \in {"MOVE_RECEIVE"},
          entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, disposition \in {"MOVE_RECEIVE"}, entry \in {"RPC"} :
          MachPortExtractRight(thread, task, name, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, flavor \in {"RECEIVE_STATUS"}, count \in {10},
          entry \in {"TRAP"} :
          MachPortGetAttributes(thread, task, name, flavor, count, entry)

Next == Guarding \/ Meeting

vars == <<kernel, outcome>>
Spec == Init /\ [][Next]_vars

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)

LOCAL Before(p) == GuardOf(kernel.ports[p])
LOCAL After(p)  == GuardOf(kernel'.ports[p])
LOCAL Lives(p)  == IsPort(kernel, p) /\ IsPort(kernel', p)

(* Of those who would destroy it only he ends a port that is guarded by a   *)
(* word who shows it.                                                       *)
LOCAL Destroys == {"ipc.destroy.6", "ipc.mod_refs.10", "ipc.mod_refs.11"}
GuardedPortsLive ==
    [][\A p \in PortIds : Before(p).guarded /\ Before(p).context # 0 =>
          IsPort(kernel', p) \/ outcome'.clause \notin Destroys]_vars

(* Showing another word ends nothing.                                       *)
GuardsAreShown ==
    [][\A p \in PortIds : Before(p).guarded /\ Before(p).context # 0 /\ ~IsPort(kernel', p) =>
          ~\E delta \in {-2, -1, 0, 1}, word \in {0, 1} \ {Before(p).context} :
              MachPortDestruct("A1", "A", 1, delta, word, "TRAP")]_vars

ImmovableRightsStay ==
    [][\A p \in PortIds : Lives(p) /\ Before(p).immovable =>
          kernel'.ports[p].receiver = kernel.ports[p].receiver]_vars

(* A strict guard is what it is until it is taken away; a context of zero   *)
(* is no guard against another.                                             *)
StrictGuardsStand ==
    [][\A p \in PortIds : Lives(p) /\ Before(p).strict /\ Before(p).context # 0 =>
          After(p).context = Before(p).context \/ ~After(p).guarded]_vars

GuardsStayBehind ==
    [][\A p \in PortIds : Lives(p) /\ kernel'.ports[p].receiver # kernel.ports[p].receiver =>
          After(p) = NoGuard]_vars

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
AnybodyDestroys(k, p)  == TRUE
AnyWordDestroys(k, p, word) == word # 0 \/ ~GuardOf(k.ports[p]).guarded \/ GuardOf(k.ports[p]).context = 0
AnyReceiveMoves(k, p)  == TRUE
StrictIsForgotten(guard) == TRUE
GuardTravels(port)     == port

(* Two in place of WithGuard: a port has a guard of nothing, and one that   *)
(* is strict and none.                                                      *)
GuardsByNothing(port, guard) == [f \in DOMAIN port \cup {"guard"} |-> IF f = "guard" THEN guard ELSE port[f]]
StaysStrict(port, guard) ==
    LET new == IF GuardOf(port).strict THEN [guard EXCEPT !.strict = TRUE] ELSE guard
    IN IF new = NoGuard THEN Unguarded(port) ELSE GuardsByNothing(port, new)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCGuards_xnu                                    102       5981      6      2.0
\*   MCGuards_AnybodyDestroys_xnu             violates GuardedPortsLive
\*   MCGuards_AnybodyDestroys_xnu_others             102       5981      6      2.0
\*   MCGuards_AnyWordDestroys_xnu             violates GuardsAreShown
\*   MCGuards_AnyWordDestroys_xnu_others             102       5981      6      2.0
\*   MCGuards_AnyReceiveMoves_xnu             violates ImmovableRightsStay
\*   MCGuards_AnyReceiveMoves_xnu_others             102       5981      6      2.0
\*   MCGuards_StrictIsForgotten_xnu           violates StrictGuardsStand
\*   MCGuards_StrictIsForgotten_xnu_others           116       6793      6      2.0
\*   MCGuards_GuardTravels_xnu                violates GuardsStayBehind
\*   MCGuards_GuardTravels_xnu_others                131       7663      6      2.0
\*   MCGuards_GuardsByNothing_xnu             violates StateTypeOK
\*   MCGuards_GuardsByNothing_xnu_others             105       6155      6      2.0
\*   MCGuards_StaysStrict_xnu                 violates StateTypeOK
\*   MCGuards_StaysStrict_xnu_others                 108       6329      6      2.0
=============================================================================
