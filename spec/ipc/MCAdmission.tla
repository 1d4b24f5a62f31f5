------------------------------ MODULE MCAdmission ------------------------------
(****************************************************************************)
(* World of claims: two threads send to one port, one critical section at a *)
(* time and in any order, and wait for room, while a third receives, sends  *)
(* past the limit by send-once rights, raises it, and lowers it beneath     *)
(* what is queued.                                                          *)
(*                                                                          *)
(* Planted faults below are put in place of a definition by their cfgs; the *)
(* cfg that ends in `_others` shows that all other claims let it pass.      *)
(****************************************************************************)
EXTENDS IpcSteps, IpcChanges

CONSTANTS TrailerSize

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, right \in {"RECEIVE"}, entry \in {"TRAP"} :
          MachPortAllocate(thread, task, right, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, right \in {1}, disposition \in {"MAKE_SEND"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {1}, flavor \in {"LIMITS"}, queueLimit \in {0, 1, 2},
          count \in {1}, entry \in {"RPC"} :
          MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry)
    \/ \E thread \in Threads, remote \in {1}, local \in {0}, localDisposition \in {"NONE"}, voucher \in {0},
          voucherDisposition \in {"NONE"}, id \in {1}, sendSize \in {24}, timeout \in {"FOREVER"} :
          \E remoteDisposition \in IF thread = "A1" THEN {"MAKE_SEND_ONCE"} ELSE {"COPY_SEND"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)
    \/ \E thread \in {"A1"}, receiveName \in {1}, receiveSize \in {52}, large \in {FALSE},
          trailerSize \in {TrailerSize}, timeout \in {"POLL"} :
          MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout)
    \/ \E t \in Threads : AnyStep(t)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK      == TypeOK(kernel)
SpacesAgree      == SpacesAgreeWithPorts(kernel)
RightsCounted    == RightsAreCounted(kernel)
MessagesCounted  == MessagesAreCounted(kernel)
WaitersListed    == WaitersAreListed(kernel)
NoSenderStranded == NoSenderIsStranded(kernel)

AdmittedBelowLimit == [][AdmittedBelowTheLimit(kernel, kernel', outcome'.clause)]_<<kernel, outcome>>

(* In place of IsAlways: everybody was let past the limit beforehand.      *)
LetsAllPast(c) == TRUE

(* In place of ReleaseSlot: whoever waits is given the place that is free,  *)
(* though the queue is over its limit still.                                *)
LOCAL Real == INSTANCE IpcQueue
GivesEveryPlace(k, p) ==
    LET freed == Real!ReleaseSlot([k EXCEPT !.ports[p].queueLimit = QueueLimitMax], p)
    IN [freed EXCEPT !.kernel.ports[p].queueLimit = k.ports[p].queueLimit]

(* And: nobody is let go.                                                   *)
LetsNobodyGo(k, p) == [kernel |-> [k EXCEPT !.ports[p].messageCount = @ - 1], woke |-> <<>>]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCAdmission_xnu                             1953       5994     22      2.2
\*   MCAdmission_classic                         2383       7972     22      2.3
\*   MCAdmission_LetsAllPast_xnu              violates AdmittedBelowLimit
\*   MCAdmission_LetsAllPast_xnu_others          1105       3646     19      2.5
\*   MCAdmission_GivesEveryPlace_xnu          violates AdmittedBelowLimit
\*   MCAdmission_GivesEveryPlace_xnu_others      2085       6310     21      2.9
\*   MCAdmission_LetsNobodyGo_xnu             violates NoSenderStranded
\*   MCAdmission_LetsNobodyGo_xnu_others            2173       6738     22      3.0
=============================================================================
