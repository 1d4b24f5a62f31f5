------------------------------- MODULE MCExcTasks ------------------------------
(****************************************************************************)
(* World of claims: tasks and threads are created, held, aborted and ended  *)
(* by two callers at once, and what executes user instructions is what may. *)
(* V is the parent of C; H1 and G1 call.                                    *)
(****************************************************************************)
EXTENDS ExcInvariants

CONSTANTS
    Callers,
    HeldThreads, HeldTasks,    \* that are suspended and resumed
    MaxSuspends,
    EndedThreads, EndedTasks,
    Created,                   \* threads that are
    Children                   \* tasks that are

vars == <<kernel, outcome>>
ClaimView == kernel

TasksOfThreads == [t \in {"V1", "V2", "C1", "H1", "G1"} |->
    CASE t \in {"V1", "V2"} -> "V" [] t = "C1" -> "C" [] t = "H1" -> "H" [] OTHER -> "G"]

Alive == {"V", "H", "G"} \cap Tasks
Type  == CHOOSE type \in Types : TRUE
Slot  == [port |-> 1, behavior |-> EXCEPTION_DEFAULT, codes |-> FALSE, flavor |-> THREAD_STATE_NONE]

ClaimInit ==
    /\ kernel = Registered(Registered(KernelOf(Alive, Threads \ Created, [p \in PortIds |-> "H"]),
                                      "V1", "task", Type, Slot), "V1", "thread", Type, Slot)
    /\ outcome = InitialOutcome

Calls(t) ==
    \/ \E target \in HeldThreads :
        \/ kernel.threads[target].suspends < MaxSuspends /\ ThreadSuspend(t, target)
        \/ ThreadResume(t, target)
    \/ \E task \in HeldTasks :
        \/ kernel.tasks[task].suspends < MaxSuspends /\ TaskSuspend(t, task)
        \/ TaskResume(t, task)
    \/ \E target \in EndedThreads : ThreadTerminate(t, target) \/ ThreadAbort(t, target)
    \/ \E task \in EndedTasks : TaskTerminate(t, task)
    \/ \E created \in Created : ThreadCreate(t, created)
    \/ \E child \in Children : TaskCreate(t, "V", child)

ClaimNext == (\E t \in Callers : Calls(t)) \/ \E t \in Threads : ThreadStep(t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
RightsOwned == SlotsOwnRights(kernel)
NoneLeft    == NothingIsLeft(kernel)

(* S1 *)
BorderIsGuarded == [][\A t \in Threads : ComesToUser(kernel, kernel', t)]_vars

(* S2 *)
CountsDoNotFallBelowZero ==
    [][outcome'.clause \in {"exceptions.resume.3", "exceptions.resume.7"} /\ outcome'.ret = "KERN_FAILURE"
        => kernel' = kernel]_vars
OnlyResumesLower ==
    [][\A t \in Threads :
        IsActive(kernel', t) /\ IsActive(kernel, t) /\ kernel'.threads[t].suspends < kernel.threads[t].suspends
        => outcome'.clause = "exceptions.resume.4"]_vars

(* S3 *)
HoldsAreKept == HoldersWait(kernel)

(* In a task that has ended nobody is active, whenever it was created.      *)
NobodyOutlivesItsTask ==
    \A t \in Threads : IsActive(kernel, t) => kernel.tasks[TaskOf[t]].life = "ACTIVE"

(* A child has what its parent had.                                         *)
ChildrenInherit ==
    [][\A task \in Children : kernel.tasks[task].life = "NONE" /\ kernel'.tasks[task].life = "ACTIVE"
        => kernel'.tasks[task].slots = kernel.tasks["V"].slots /\ kernel'.tasks[task].suspends = 0]_vars

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE ExcTasks

SharesSlots(k, ports)           == k
ReturnsAtOnce(k, t, targets)    == TRUE
FallsBelowZero(k, t, target) ==
    IF IsActive(k, target) /\ k.threads[target].suspends = 0
    THEN Answer([k EXCEPT !.threads[target].started = ~@], "KERN_FAILURE", "exceptions.resume.3", NoOut)
    ELSE Real!ThreadResumeStep(k, t, target)
WakesHeld(k, t) == Real!AtBorder(k, t) \/ (At(k, t, "Parked") /\ IsActive(k, t))
RunsHeld(k, t) ==
    IF IsActive(k, t) /\ ~At(k, t, "User") THEN GoesOn(k, t, User, "exceptions.border.3") ELSE Real!CrossBorderStep(k, t)
CreatesInTheDead(k, t, task, created) ==
    IF k.tasks[task].life = "TERMINATED"
    THEN Answer([k EXCEPT !.threads[created] = [NewThread EXCEPT !.life = "ACTIVE", !.suspends = 1]], "KERN_SUCCESS", "exceptions.inherit.2", NoOut)
    ELSE Real!ThreadCreateStep(k, t, task, created)

-----------------------------------------------------------------------------
(* Witnesses: each of these is violated.                                    *)
NobodyIsWaitedFor     == \A t \in Threads : ~At(kernel, t, "AwaitStopped")
NoHeldThreadIsParked  == \A t \in Threads : ~(At(kernel, t, "Parked") /\ IsActive(kernel, t))
NoChildIsBorn         == \A task \in Children : kernel.tasks[task].life # "ACTIVE"
NoTaskGoes            == \A task \in Tasks : kernel.tasks[task].life # "GONE"
NoNewThreadRuns       == \A t \in Created : ~At(kernel, t, "User")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcTasksHeld_xnu                              119        446      8      2.6
\*   MCExcTasksBorn_xnu                              436       2237     14      3.6
\*   MCExcTasksBorn_classic                          436       2237     14     10.0
\*   MCExcTasksEnded_xnu                             300       1987      8      3.0
\*   MCExcTasks_SharesSlots_xnu               violates RightsOwned
\*   MCExcTasks_ReturnsAtOnce_xnu             violates HoldsAreKept
\*   MCExcTasks_RunsHeld_xnu                  violates BorderIsGuarded
\*   MCExcTasks_FallsBelowZero_xnu            violates CountsDoNotFallBelowZero
\*   MCExcTasks_CreatesInTheDead_xnu          violates NobodyOutlivesItsTask
\*   MCExcTasks_NobodyIsWaitedFor_xnu         violates NobodyIsWaitedFor
\*   MCExcTasks_NoHeldThreadIsParked_xnu      violates NoHeldThreadIsParked
\*   MCExcTasks_NoChildIsBorn_xnu             violates NoChildIsBorn
\*   MCExcTasks_NoTaskGoes_xnu                violates NoTaskGoes
\*   MCExcTasks_NoNewThreadRuns_xnu           violates NoNewThreadRuns
=============================================================================
