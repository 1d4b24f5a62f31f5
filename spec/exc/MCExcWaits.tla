------------------------------- MODULE MCExcWaits ------------------------------
(****************************************************************************)
(* World of claims: V1, which waits for room in the queue of port 1 or for  *)
(* a message of port 2, is held, aborted and let on; H1 holds it, makes     *)
(* room and sends; G1 takes room before V1 can.  H1 and G1 wait for nothing.*)
(****************************************************************************)
EXTENDS ExcWaits, ExcInvariants

vars == <<kernel, outcome>>
WaitsView == kernel

TasksOfThreads == [V1 |-> "V", H1 |-> "H", G1 |-> "G"]

Begun == KernelOf(Tasks, Threads, [p \in PortIds |-> IF p = 1 THEN "H" ELSE "V"])
Gives(k, task, p) == [AddSendRights(k, p, 1) EXCEPT !.tasks[task].sends = @ \cup {p}]

WaitsInit ==
    /\ kernel = Gives(Gives(Gives(Begun, "V", 1), "G", 1), "H", 2)
    /\ outcome = InitialOutcome

(* Each an operator of its own, by which an edge is known.                  *)
SendsOne(t, p, polls)     == kernel.ports[p].queue = <<>> /\ SendMessage(t, p, polls)
HoldsThread(t, target)    == kernel.threads[target].suspends = 0 /\ ThreadSuspend(t, target)
ReleasesThread(t, target) == kernel.threads[target].suspends = 1 /\ ThreadResume(t, target)
HoldsTask(t, task)        == kernel.tasks[task].suspends = 0 /\ TaskSuspend(t, task)
ReleasesTask(t, task)     == kernel.tasks[task].suspends = 1 /\ TaskResume(t, task)
Goes(t)                   == ThreadStep(t) \/ GoesOnFromWait(t)

WaitsNext ==
    \/ SendMessage("V1", 1, FALSE) \/ ReceiveMessage("V1", 2, FALSE)
    \/ SendMessage("G1", 1, TRUE) \/ ReceiveMessage("H1", 1, TRUE)
    \/ SendsOne("H1", 2, TRUE)
    \/ HoldsThread("H1", "V1") \/ ReleasesThread("H1", "V1")
    \/ HoldsTask("H1", "V") \/ ReleasesTask("H1", "V")
    \/ AbortWaiting("H1", "V1")
    \/ \E t \in Threads : Goes(t)

WaitsSpec == WaitsInit /\ [][WaitsNext]_vars

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
RightsOwned == SlotsOwnRights(kernel)

(* Who is held where it waits is in its call until it is let on; nothing of *)
(* its is queued, and what came to it is not taken.                         *)
IsWaiting(t) == Does(kernel, t).at \in {"AwaitSlot", "Admit", "AwaitMessage", "CopyoutHeader"}
TheHeldStay ==
    [][\A t \in Threads :
        IsWaiting(t) /\ IsHeld(kernel, t) /\ kernel.threads[t].aborted = "NO" => IsWaiting(t)' \/ Does(kernel', t).at \in {"ReturnMessage", "Resume"}]_vars

(* Who waits for what is there does so because it has not gone on yet.      *)
NobodyWaitsForWhatIsThere ==
    \A t \in Threads :
        /\ At(kernel, t, "AwaitSlot")    => Len(kernel.ports[1].queue) = QueueLimit
        /\ At(kernel, t, "AwaitMessage") => kernel.ports[2].queue = <<>>

LimitIsKept == \A p \in PortIds : Len(kernel.ports[p].queue) <= QueueLimit

(* Faults, in place of IfLetOn, HasRoom, RoomAt, Posted, MessageWaitBroken. *)
GoesOnHeld(k, t, a)        == a
ForgetsThePromised(k, p)   == Len(k.ports[p].queue) < QueueLimit
TellsNobodyOfRoom(k, p)    == k
QueuesPastTheReceiver(k, p) == [k EXCEPT !.ports[p].queue = Append(@, PlainMessage)]
AbortLosesTheMessage(k, t) ==
    IF Does(k, t).at \in {"AwaitSlot", "AwaitMessage"} THEN Continue(k, t, [at |-> "Resume"]) ELSE k

(* Witnesses: each of these is violated.                                    *)
NobodyIsOvertaken == [][~(At(kernel, "V1", "Admit") /\ At(kernel', "V1", "AwaitSlot"))]_vars
TheHeldDoNotPost  == ~(At(kernel, "V1", "Post") /\ IsHeld(kernel, "V1"))

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcWaits_xnu                                612       3479     16      2.2
\*   MCExcWaits_classic                            628       3583     16      2.2
\*   MCExcWaits_GoesOnHeld_classic            violates TheHeldStay
\*   MCExcWaits_ForgetsThePromised_xnu        violates LimitIsKept
\*   MCExcWaits_TellsNobodyOfRoom_classic     violates NobodyWaitsForWhatIsThere
\*   MCExcWaits_QueuesPastTheReceiver_classic violates NobodyWaitsForWhatIsThere
\*   MCExcWaits_AbortLosesTheMessage_classic  violates RightsOwned
\*   MCExcWaits_NobodyIsOvertaken_classic     violates NobodyIsOvertaken
\*   MCExcWaits_TheHeldDoNotPost_xnu          violates TheHeldDoNotPost
=============================================================================
