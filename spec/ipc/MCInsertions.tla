----------------------------- MODULE MCInsertions -----------------------------
(****************************************************************************)
(* World: rights are put under names of one's choice, in a space that has a *)
(* slot more than it may have names, so that it is full before its slots    *)
(* are.  One task, names without generations; no messages but the call that *)
(* is none.                                                                 *)
(****************************************************************************)
EXTENDS IpcCalls

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "DEAD_NAME"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in Names,
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE", "MOVE_RECEIVE", "MOVE_SEND_ONCE"},
          entry \in {"TRAP", "RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"} : MachMsgNothing(thread)

Spec == Init /\ [][Next]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCInsertions_xnu                                586      41965     18      3.4
\*   MCInsertions_classic                            271      19339     14      3.0
=============================================================================
