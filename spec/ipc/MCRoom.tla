--------------------------------- MODULE MCRoom ---------------------------------
(****************************************************************************)
(* World: a task fills the queue of its port and empties it, and asks for   *)
(* word of room by its own name and, in the larger one, by another task's,  *)
(* so that requests fire, keep their places, and end in every other way.    *)
(****************************************************************************)
EXTENDS IpcCalls, IpcChanges

CONSTANTS
    TrailerSize,
    AskedIn            \* the tasks by whose name the port is asked about

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A", "B"}, name \in {1}, right \in {1},
          disposition \in {"MAKE_SEND"}, entry \in {"RPC"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in AskedIn, name \in {1}, id \in {"SEND_POSSIBLE"}, sync \in {0, 1},
          notifyPort \in {2}, disposition \in {"MAKE_SEND_ONCE"}, entry \in {"RPC"} :
          MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"MAKE_SEND_ONCE", "COPY_SEND"}, local \in {0},
          localDisposition \in {"NONE"}, voucher \in {0}, voucherDisposition \in {"NONE"}, id \in {1},
          sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1, 2}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {"RECEIVE"}, delta \in {-1}, entry \in {"TRAP"} :
          MachPortModRefs(thread, task, name, right, delta, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {2}, entry \in {"TRAP"} :
          MachPortDestroy(thread, task, name, entry)
    \/ \E thread \in {"A1"}, task \in {"B"}, name \in {1}, entry \in {"RPC"} :
          MachPortDeallocate(thread, task, name, entry)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)
NothingDead   == NothingIsOfTheDead(kernel)

ReferencesKept == [][DeadNamesKeepReferences(kernel, kernel')]_<<kernel, outcome>>

(* Faults, in place of SendPartOf and of DeadNameOf: a name that had word   *)
(* of room, or has yet to have it, counts none when its port dies.          *)
ForgetsTheFired(k, e) == [e EXCEPT !.type = "SEND"]
ForgetsTheWord(e)     == AsDeadName(e)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRoom_xnu                                     4352      30711     20      4.0
\*   MCRoom_xnu_full                               22831     168723     24     12.0
\*   MCRoom_ForgetsTheFired_xnu               violates ReferencesKept
\*   MCRoom_ForgetsTheFired_xnu_others              4352      30711     20      4.0
\*   MCRoom_ForgetsTheWord_xnu                violates ReferencesKept
\*   MCRoom_ForgetsTheWord_xnu_others               4368      30859     20      4.0
=============================================================================
