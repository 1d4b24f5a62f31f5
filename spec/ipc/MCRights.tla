------------------------------- MODULE MCRights -------------------------------
(****************************************************************************)
(* World: two tasks make, give, drop and destroy rights.  Every disposition *)
(* of insert_right, by trap and across tasks; counts small enough to be     *)
(* pegged, spaces small enough to be full.                                  *)
(****************************************************************************)
EXTENDS IpcCalls

OwnThread == [task \in {"A", "B"} |-> IF task = "A" THEN "A1" ELSE "B1"]
NamesAndNull == Names \cup {MACH_PORT_NULL, MACH_PORT_DEAD}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET", "DEAD_NAME", "SEND"},
          entry \in {"TRAP"} : MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, right \in {"RECEIVE"},
          entry \in {"TRAP"} : MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in NamesAndNull, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in NamesAndNull, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"B"}, name \in Names, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in NamesAndNull, right \in NamesAndNull,
          disposition \in Dispositions \cup {"22"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in NamesAndNull, right \in NamesAndNull,
          disposition \in Dispositions \cup {"22"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"B1"}, task \in {"A"}, name \in Names, right \in Names,
          disposition \in Dispositions, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
Spec == Init /\ [][Next]_<<kernel, outcome>>
=============================================================================
