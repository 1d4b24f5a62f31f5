------------------------------ MODULE MCExtraction ------------------------------
(****************************************************************************)
(* World: rights are taken out of another task's space, names are chosen    *)
(* and changed, reply ports made.  Left out: messages, and who waits while  *)
(* a receive right is taken away (MCBlocking has its move).                 *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

CONSTANTS
    Kinds,             \* of rights allocated
    Given,             \* names that calls are made with
    Chosen             \* names that calls ask for

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in Kinds,
          name \in Chosen, entry \in {"TRAP"} :
          MachPortAllocateName(thread, task, right, name, entry)
    \/ \E thread \in {"A1"} : MachReplyPort(thread)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Given, newName \in Chosen, entry \in {"TRAP"} :
          MachPortRename(thread, task, name, newName, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, entry \in {"RPC"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"B1"}, task \in {"A"}, name \in Given, disposition \in Dispositions \cup {"22"},
          entry \in {"RPC"} :
          MachPortExtractRight(thread, task, name, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in Names, disposition \in {"MOVE_RECEIVE", "MOVE_SEND"},
          entry \in {"RPC"} :
          MachPortExtractRight(thread, task, name, disposition, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsCounted    == RightsAreCounted(kernel)
RightsInOnePlace == ReceiveRightsAreInOnePlace(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExtraction_xnu                               3662      93133     34      4.0
\*   MCExtraction_classic                           1350      39913     26      4.0
\*   MCExtraction_xnu_full                         11700     510037     31     13.0
\*   MCExtraction_classic_full                      3206     139633     26      6.0
=============================================================================
