------------------------------- MODULE MCRights -------------------------------
(****************************************************************************)
(* World: two tasks make, give, drop and destroy rights.  Every disposition *)
(* of insert_right, by trap and across tasks; counts small enough to be     *)
(* pegged, spaces small enough to be full.  Room has a third name, Makes    *)
(* counts two rights made besides, and Refs four references.                *)
(****************************************************************************)
EXTENDS IpcCalls

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in Names, entry \in {"RPC"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in Names, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in {1},
          disposition \in Dispositions, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in Names, right \in {1},
          disposition \in Dispositions, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"B1"}, task \in {"A"}, name \in Names, right \in Names,
          disposition \in {"MOVE_RECEIVE", "MOVE_SEND", "MOVE_SEND_ONCE", "COPY_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRights_xnu                                   5696     248464     22     12.4
\*   MCRights_classic                               2577     115913     19      8.5
\*   MCRights_xnu_full                             14227     642616     23      7.1
\*   MCRights_classic_full                          3345     150749     17      6.4
\*   MCRightsRoom_xnu_full                         37487    2959032     22     47.1
\*   MCRightsRoom_classic_full                     23440    1845696     22     30.0
\*   MCRightsMakes_xnu_full                       45847    3601024     22     51.0
\*   MCRightsMakes_classic_full                   28552    2237176     22     39.0
\*   MCRightsRefs_xnu_full                        82449    6523516     26    300.0
=============================================================================
