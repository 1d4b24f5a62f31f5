----------------------------- MODULE MCRequestsEnd -----------------------------
(****************************************************************************)
(* World of claims: the steps of calls that ask for notifications, and of   *)
(* those that end the requests, refine RequestsEnd.  Two threads of one     *)
(* task ask, give rights away, drop and destroy them, and receive.          *)
(*                                                                          *)
(* `seen` is the abstract state that the kernel's stands for.               *)
(*                                                                          *)
(* Planted faults below are put in place of a definition by their cfgs; the *)
(* cfg that ends in `_others` shows that all other conjuncts let it pass.   *)
(****************************************************************************)
EXTENDS IpcSteps, IpcInvariants

CONSTANTS TrailerSize, Ids, Syncs, In, By, Destroyed, Deallocated

VARIABLE seen

vars == <<kernel, outcome, seen>>
ClaimView == kernel

-----------------------------------------------------------------------------
(* The abstract state.                                                      *)

LOCAL To(rights, p) == Len(SelectSeq(rights, LAMBDA r : r.type = "SEND_ONCE" /\ r.port = p))

RECURSIVE All(_, _)
LOCAL All(of, threads) ==
    IF threads = {} THEN <<>>
    ELSE LET t == CHOOSE t \in threads : TRUE IN of[t] \o All(of, threads \ {t})

LOCAL Doomed(c)  == IF c.at = "ReleaseRight" THEN c.doomed ELSE <<>>
LOCAL Last(c)    == IF c.at = "ReleaseRight" THEN c.then ELSE c
LOCAL Notices(c) == SelectSeq(Doomed(c), IsNotice)
LOCAL Plain(c)   == SelectSeq(Doomed(c), LAMBDA r : ~IsNotice(r))
LOCAL Back(c)    == Plain(c) \o (IF Last(c).at = "ReturnPrevious" THEN <<Last(c).right>> ELSE <<>>)
LOCAL Asking(c)  == IF Last(c).at = "RequestNotification" THEN <<Last(c).right>> ELSE <<>>

LOCAL IsNotification(m) == m.id \in {MACH_NOTIFY_PORT_DELETED, MACH_NOTIFY_SEND_POSSIBLE, MACH_NOTIFY_PORT_DESTROYED,
                                     MACH_NOTIFY_NO_SENDERS, MACH_NOTIFY_DEAD_NAME}
LOCAL Arrived(k, p) ==
    Len(SelectSeq(k.ports[p].queue, IsNotification))
    + Cardinality({t \in Threads : IF Last(k.threads[t]).at = "CopyoutHeader"
                                   THEN LET m == Last(k.threads[t]).message
                                        IN IsNotification(m) /\ m.destination.port = p ELSE FALSE})

Seen(k) ==
    LET stored  == StoredRights(k)
        asking  == All([t \in Threads |-> Asking(k.threads[t])], Threads)
        notices == All([t \in Threads |-> Notices(k.threads[t])], Threads)
        back    == All([t \in Threads |-> Back(k.threads[t])], Threads)
    IN [alive   |-> [p \in PortIds |-> IsPort(k, p)],
        full    |-> [p \in PortIds |-> IsFullForKernel(k.ports[p])],
        kept    |-> [p \in PortIds |-> To(stored, p)],
        asking  |-> [p \in PortIds \cup {0} |-> IF p = 0 THEN Len(asking) ELSE To(asking, p)],
        due     |-> [p \in PortIds |-> To(notices, p)],
        back    |-> [p \in PortIds |-> To(back, p)],
        arrived |-> [p \in PortIds |-> Arrived(k, p)],
        senders |-> [p \in PortIds |-> k.ports[p].sendRights],
        awaited |-> [p \in PortIds |-> k.ports[p].requests.noSenders.type # "NONE"]]

-----------------------------------------------------------------------------
LOCAL Does(a) == Is(a) /\ seen' = Seen(kernel')

LOCAL FirstStep(t) ==
    \/ /\ t = "A1"
       /\ \/ FreePorts(kernel) # {} /\ Does(MachPortAllocateStep(kernel, t, "A", "RECEIVE"))
          \/ \E task \in Tasks : Does(MachPortInsertRightStep(kernel, t, task, 1, 1, "MAKE_SEND", "RPC"))
          \/ \E task \in Deallocated : Does(MachPortDeallocateStep(kernel, t, task, 1))
          \/ \E task \in In, id \in Ids, sync \in Syncs, n \in By :
                Does(MachPortRequestNotificationStep(kernel, t, task, 1, id, sync, n, "MAKE_SEND_ONCE", "RPC"))
    \/ /\ t = "A2"
       /\ \/ \E n \in Destroyed : Does(MachPortDestroyStep(kernel, t, "A", n))
          \/ Does(BeginReceiveStep(kernel, t, Receive(2, 52, FALSE, TrailerSize, "POLL")))

ClaimInit == Init /\ seen = Seen(kernel)

ClaimNext ==
    \E t \in Threads :
        \/ IsIdle(kernel, t) /\ FirstStep(t)
        \/ CanStep(kernel, t) /\ Does(Step(kernel, t))

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
(* Refinement.                                                              *)

End == INSTANCE RequestsEnd WITH
    Ports <- PortIds, alive <- seen.alive, full <- seen.full, kept <- seen.kept, asking <- seen.asking,
    due <- seen.due, back <- seen.back, arrived <- seen.arrived, senders <- seen.senders, awaited <- seen.awaited

RefinesRequestsEnd == End!Spec

(* Conjunct by conjunct, for mutants.                                       *)
RequestsBecomeRights       == [][End!RequestsBecomeRights]_vars
NotificationsWereAskedFor  == [][End!NotificationsWereAskedFor]_vars
DueNotificationsArrive     == [][End!DueNotificationsArrive]_vars
OnlyDueNotificationsArrive == [][End!OnlyDueNotificationsArrive]_vars
LastSenderIsTold           == [][End!LastSenderIsTold]_vars
NoSenderIsOverlooked       == [][End!NoSenderIsOverlooked]_vars

(* Invariants of the state.                                                 *)
StateTypeOK   == TypeOK(kernel)
SpacesAgree   == SpacesAgreeWithPorts(kernel)
RightsCounted == RightsAreCounted(kernel)
RequestsLegal == RequestsAreLegal(kernel)

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE IpcRequests

LOCAL Asked(e) == e.request.right.port

ForgetsTheName(k, task, name, e) ==
    LET gone == Real!NameGoes(k, task, name, e)
    IN [kernel |-> IF Asked(e) > 0 THEN AddSendOnceRights(gone.kernel, Asked(e), -1) ELSE gone.kernel, doomed |-> <<>>]

TellsTheNameTwice(k, task, name, e) ==
    LET gone == Real!NameGoes(k, task, name, e)
    IN [kernel |-> IF Asked(e) > 0 THEN AddSendOnceRights(gone.kernel, Asked(e), 1) ELSE gone.kernel,
        doomed |-> gone.doomed \o gone.doomed]

LosesTheNotice(k, r) ==
    IF IsNotice(r)
    THEN [kernel |-> AddSendOnceRights(k, r.port, -1), doomed |-> <<>>, woke |-> <<>>, clause |-> "ipc.release.4"]
    ELSE LET d == Deliver(Counts(k, r.port), r.port, NotificationOf(r), <<>>)
         IN [kernel |-> d.kernel, doomed |-> <<>>, woke |-> d.woke, clause |-> "ipc.release.2"]

TellsTwice(k, r) ==
    LET once  == Deliver(Counts(k, r.port), r.port, NotificationOf(r), <<>>)
        twice == Deliver(Counts(once.kernel, r.port), r.port, NotificationOf(r), once.woke)
        last  == IF IsNotice(r) THEN [twice EXCEPT !.kernel = AddSendOnceRights(@, r.port, 1)] ELSE once
    IN [kernel |-> last.kernel, doomed |-> <<>>, woke |-> last.woke, clause |-> "ipc.release.2"]

NeverTellsOfSenders(k, p) == [kernel |-> AddSendRights(k, p, -1), doomed |-> <<>>]

TellsTooEarly(k, p) ==
    LET left == AddSendRights(k, p, -1)
        port == left.ports[p]
    IN IF port.sendRights > 1 THEN [kernel |-> left, doomed |-> <<>>]
       ELSE [kernel |-> [left EXCEPT !.ports[p].requests.noSenders = NullRight],
             doomed |-> Notice(port.requests.noSenders, MACH_NOTIFY_NO_SENDERS, NotifiedCount(port.makeSendCount))]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCRequestsEnd_xnu                              2037       4631     33      4.0
\*   MCRequestsEnd_classic                          1972       4474     33      4.0
\*   MCRequestsEndSenders_xnu                        304        729     21      3.0
\*   MCRequestsEnd_ForgetsTheName_xnu         violates RequestsBecomeRights
\*   MCRequestsEnd_ForgetsTheName_xnu_others        1561       3661     33      4.0
\*   MCRequestsEnd_TellsTheNameTwice_xnu      violates NotificationsWereAskedFor
\*   MCRequestsEnd_TellsTheNameTwice_xnu_others       5390      12364     42      4.0
\*   MCRequestsEnd_LosesTheNotice_xnu         violates DueNotificationsArrive
\*   MCRequestsEnd_LosesTheNotice_xnu_others        1352       3570     32      4.0
\*   MCRequestsEnd_TellsTwice_xnu             violates OnlyDueNotificationsArrive
\*   MCRequestsEnd_TellsTwice_xnu_others            2962       6514     33      4.0
\*   MCRequestsEnd_NeverTellsOfSenders_xnu    violates LastSenderIsTold
\*   MCRequestsEnd_NeverTellsOfSenders_xnu_others        362        866     21      4.0
\*   MCRequestsEnd_TellsTooEarly_xnu          violates NoSenderIsOverlooked
\*   MCRequestsEnd_TellsTooEarly_xnu_others         1245       2971     24      4.0
=============================================================================
