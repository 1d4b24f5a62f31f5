--------------------------------- MODULE MCRefs ---------------------------------
(****************************************************************************)
(* World: one task's names, of every kind and with every count, under every *)
(* argument of mod_refs, get_refs, type and insert_right, by trap and rpc.  *)
(****************************************************************************)
EXTENDS IpcCalls

AnyName == Names \cup {MACH_PORT_NULL, MACH_PORT_DEAD}
AnyRight == KnownRights \cup {"5", "6"}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in AnyRight, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in {1},
          disposition \in {"MAKE_SEND", "MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, right \in AnyName \ {1},
          disposition \in {"22", "COPY_SEND"}, entry \in {"TRAP", "RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, right \in AnyRight,
          delta \in {-UserRefsMax - 1, -UserRefsMax, -2, -1, 0, 1, UserRefsMax + 1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, right \in AnyRight, entry \in {"TRAP"} :
          MachPortGetRefs(thread, task, name, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, entry \in {"TRAP"} :
          MachPortType(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, entry \in {"RPC"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in AnyName, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

(* Witnesses: what must happen.                                             *)
NoCountIsPegged  == \A s \in SlotIds : kernel.spaces["A"][s].userRefs # UserRefsMax
NoCountOverflows == outcome.ret # "KERN_UREFS_OVERFLOW"
NoSpaceIsFull    == outcome.ret # "KERN_NO_SPACE"

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRefs_xnu                                      199      58208     13      2.6
\*   MCRefs_classic                                  156      45653     12      2.8
\*   MCRefs_NoCountIsPegged_xnu               violates NoCountIsPegged
\*   MCRefs_NoSpaceIsFull_xnu                 violates NoSpaceIsFull
\*   MCRefs_NoCountOverflows_classic          violates NoCountOverflows
\*   MCRefs_xnu_full                                1571     603484     16      9.9
\*   MCRefs_classic_full                            1008     387413     15      8.2
=============================================================================
