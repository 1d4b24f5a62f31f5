----------------------------- MODULE MCConstruction -----------------------------
(****************************************************************************)
(* World: ports made and unmade in one call, while others hold rights to    *)
(* them and messages wait.  Left out: requests for notification, guards.    *)
(****************************************************************************)
EXTENDS IpcCalls, IpcInvariants

(* By which user references change.                                         *)
LOCAL Deltas == {-2, -1, 0, 1}

Next ==
    \/ \E thread \in {"A1"}, task \in {"A"}, limited \in BOOLEAN, queueLimit \in {2, QueueLimitMax + 1},
          sendRight \in BOOLEAN, guarded \in {FALSE}, strict \in {FALSE}, immovable \in {FALSE}, context \in {0},
          entry \in {"TRAP"} :
          MachPortConstruct(thread, task, limited, queueLimit, sendRight, guarded, strict, immovable, context, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in {0} \cup Names, delta \in Deltas, guard \in {0},
          entry \in {"TRAP"} :
          MachPortDestruct(thread, task, name, delta, guard, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, right \in Names,
          disposition \in {"MAKE_SEND", "COPY_SEND", "MAKE_SEND_ONCE"}, entry \in {"TRAP"} :
          MachPortInsertRight(thread, task, name, right, disposition, entry)
    \/ \E thread \in {"A1"}, task \in {"A"}, name \in Names, entry \in {"TRAP"} :
          MachPortDeallocate(thread, task, name, entry)
    \/ \E thread \in {"A1"}, remote \in {1}, remoteDisposition \in {"COPY_SEND"},
          local \in {1}, localDisposition \in {"MAKE_SEND_ONCE"}, voucher \in {0}, voucherDisposition \in {"NONE"},
          id \in {1}, sendSize \in {24}, timeout \in {"POLL"} :
          MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                      sendSize, timeout)

Spec == Init /\ [][Next]_<<kernel, outcome>>

StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCConstruction_xnu                             1672      41193     12      4.0
\*   MCConstruction_classic                         1017      25012     10      3.0
=============================================================================
