------------------------------- MODULE MCRequests -------------------------------
(****************************************************************************)
(* World: a task asks for notifications of its own ports and of another's   *)
(* names for them, by one port, and then rights are given, moved, dropped   *)
(* and destroyed.  Not here: requests for the end of a port, and threads    *)
(* that wait.                                                               *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

CONSTANTS
    TrailerSize,
    Ids,               \* what is asked for
    Syncs,             \* and the sync of it
    Asked,             \* names of A's that it asks about by trap
    Notifies,          \* what A's send-once rights are made from, or moved from
    NotifyDispositions,
    NotifiesByMessage,
    DispositionsByMessage

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, right \in {1},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Asked, id \in Ids, sync \in Syncs,
          notifyPort \in Notifies, disposition \in NotifyDispositions, entry \in {"TRAP"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, id \in Ids, sync \in Syncs,
          notifyPort \in NotifiesByMessage, disposition \in DispositionsByMessage, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, entry \in {"RPC"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1, 2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, receiveName \in {2}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)

StateTypeOK   == TypeOK(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
NothingDead   == NothingIsOfTheDead(kernel)

Spec == Init /\ [][Next]_<<kernel, outcome>>

ReferencesKept == [][DeadNamesKeepReferences(kernel, kernel')]_<<kernel, outcome>>

(* Whose port dies by another's name for it keeps that something was asked. *)
AskedIsKept ==
    [][NothingIsCancelled => \A task \in Tasks, s \in SlotIds :
          LET e == kernel.spaces[task][s]
              after == kernel'.spaces[task][s]
          IN e.type \in {"SEND", "SEND_ONCE"} /\ e.request.index > 0 /\ after.type = "DEAD_NAME" => IsUnnoticed(after)
    ]_<<kernel, outcome>>

(* Faults, in place of DeadNameOf: a name whose port dies forgets that word *)
(* of it is on its way; it stays what it was.  In place of Unnoticed: it    *)
(* forgets that something was asked.                                        *)
ForgetsTheWord(e) == AsDeadName(e)
StaysAlive(e)     == e
NothingWasAsked(e) == e

(* In place of LessOneRef: all of them go.                                  *)
LessAllRefs(e) == [e EXCEPT !.userRefs = 0]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRequests_xnu                                 3070      47641     23      6.0
\*   MCRequests_classic                             7702      56187     24      6.0
\*   MCRequestsSenders_xnu                          2864      32599     25      6.0
\*   MCRequestsSenders_classic                      3030      25369     25      6.0
\*   MCRequestsSenders_LessAllRefs_xnu        violates StateTypeOK
\*   MCRequestsSenders_LessAllRefs_xnu_others       4494      50869     27      3.0
\*   MCRequests_ForgetsTheWord_xnu            violates ReferencesKept
\*   MCRequests_StaysAlive_xnu                violates NothingDead
\*   MCRequestsAsked_xnu                            2924      28373     23      4.0
\*   MCRequestsAsked_NothingWasAsked_xnu      violates AskedIsKept
\*   MCRequests_xnu_full                           16744     294647     25     25.0
\*   MCRequests_classic_full                       10390     168985     24     15.0
=============================================================================
