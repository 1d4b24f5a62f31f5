------------------------------ MODULE MCRefusals ------------------------------
(****************************************************************************)
(* World: requests for notification, and names of one's choice, as they are *)
(* refused: names, rights, dispositions and ids that do not fit, in a space *)
(* that has a slot more than it may have names.  One task; nobody receives, *)
(* so that what is told stays in its queue.                                 *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE", "PORT_SET", "DEAD_NAME"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, name \in {0, 3}, entry \in {"TRAP"} :
          MachPortAllocateName(thread, task, right, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, newName \in {0}, entry \in {"TRAP"} :
          MachPortRename(thread, task, name, newName, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0, 1, 2}, id \in {"NO_SENDERS", "DEAD_NAME", "99"},
          sync \in {0, 1}, notifyPort \in {0, 1, 2}, disposition \in {"MAKE_SEND_ONCE", "MAKE_SEND", "MOVE_SEND_ONCE"},
          entry \in {"TRAP", "RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)
NothingDead   == NothingIsOfTheDead(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRefusals_xnu                                   95      28432     12      2.2
\*   MCRefusals_classic                               85      23764     11      2.3
=============================================================================
