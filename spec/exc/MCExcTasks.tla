------------------------------- MODULE MCExcTasks ------------------------------
(****************************************************************************)
(* Worlds of claims: tasks and threads are created, held, aborted and ended *)
(* by two callers at once.  The steps refine TaskLife.  V is the parent of  *)
(* C; H1 and G1 call.                                                       *)
(*                                                                          *)
(* Ghosts: `did`, the call that was made last, and `aborted`, the threads   *)
(* that were since they last executed user instructions; both written down  *)
(* from what callers do, and from no field of the kernel's.                 *)
(****************************************************************************)
EXTENDS ExcInvariants

CONSTANTS
    Callers,
    HeldThreads, HeldTasks,    \* that are suspended and resumed
    MaxSuspends,
    EndedThreads, EndedTasks,
    Created,                   \* threads that are
    Children,                  \* tasks that are
    Faulting                   \* threads that fault, and are answered by nobody

VARIABLES did, aborted

vars == <<kernel, outcome, did, aborted>>
ClaimView == <<kernel, aborted>>

TasksOfThreads == [t \in {"V1", "V2", "C1", "H1", "G1"} |->
    CASE t \in {"V1", "V2"} -> "V" [] t = "C1" -> "C" [] t = "H1" -> "H" [] OTHER -> "G"]

Alive == {"V", "H", "G"} \cap Tasks
Type  == CHOOSE type \in Types : TRUE
Slot  == [port |-> 1, behavior |-> EXCEPTION_DEFAULT, codes |-> FALSE, flavor |-> THREAD_STATE_NONE]

WentOn == [what |-> "went on", of |-> Nobody, from |-> Nobody]

ClaimInit ==
    /\ kernel = Registered(Registered(KernelOf(Alive, Threads \ Created, [p \in PortIds |-> "H"]),
                                      "V1", "task", Type, Slot), "V1", "thread", Type, Slot)
    /\ outcome = InitialOutcome /\ did = WentOn /\ aborted = {}

-----------------------------------------------------------------------------
(* What callers and threads do, and what that is to the guarantee.          *)

Runs(t) == At(kernel, t, "User")

Asks(what, of, from) ==
    /\ did' = [what |-> IF outcome'.ret \in {"KERN_SUCCESS", "BLOCKED", "CONTINUE"} THEN what ELSE "failed",
               of |-> of, from |-> from]
    /\ aborted' = {t \in aborted \cup IF did'.what = "abort" THEN {of} ELSE {} : ~Runs(t)'}

OfItself(what, of) ==
    /\ did' = IF what = "unhandled" THEN [WentOn EXCEPT !.what = what, !.of = of] ELSE WentOn
    /\ aborted' = {t \in aborted : ~Runs(t)'}

(* Each an operator of its own, by which an edge is known.                  *)
SuspendsThread(t, target) ==
    kernel.threads[target].suspends < MaxSuspends /\ ThreadSuspend(t, target) /\ Asks("suspend", target, Nobody)
ResumesThread(t, target)    == ThreadResume(t, target) /\ Asks("resume", target, Nobody)
SuspendsTask(t, task) ==
    kernel.tasks[task].suspends < MaxSuspends /\ TaskSuspend(t, task) /\ Asks("suspend", task, Nobody)
ResumesTask(t, task)        == TaskResume(t, task) /\ Asks("resume", task, Nobody)
TerminatesThread(t, target) == ThreadTerminate(t, target) /\ Asks("terminate", target, Nobody)
AbortsThread(t, target)     == ThreadAbort(t, target) /\ Asks("abort", target, Nobody)
TerminatesTask(t, task)     == TaskTerminate(t, task) /\ Asks("terminate", task, Nobody)
CreatesThread(t, created)   == ThreadCreate(t, created) /\ Asks("create", created, TaskOf[created])
CreatesTask(t, parent, child) == TaskCreate(t, parent, child) /\ Asks("create", child, parent)

Calls(t) ==
    \/ \E target \in HeldThreads : SuspendsThread(t, target) \/ ResumesThread(t, target)
    \/ \E task \in HeldTasks : SuspendsTask(t, task) \/ ResumesTask(t, task)
    \/ \E target \in EndedThreads : TerminatesThread(t, target) \/ AbortsThread(t, target)
    \/ \E task \in EndedTasks : TerminatesTask(t, task)
    \/ \E created \in Created : CreatesThread(t, created)
    \/ \E child \in Children : CreatesTask(t, "V", child)

Fault == [type |-> Type, codes |-> <<Code(0, 1), Code(7, 4369)>>]

(* As long as there is a reply port for each level that is registered.      *)
Raises(t, exception) ==
    Cardinality(FreeReplies(kernel)) >= 2 /\ RaiseException(t, exception) /\ OfItself("", t)

Goes(t) == ThreadStep(t) /\ OfItself(IF At(kernel, t, "NobodyHandled") THEN "unhandled" ELSE "", TaskOf[t])

ClaimNext == (\E t \in Callers : Calls(t)) \/ (\E t \in Faulting : Raises(t, Fault)) \/ \E t \in Threads : Goes(t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars
FairSpec  == ClaimSpec /\ \A t \in Threads : WF_vars(Goes(t))

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
RightsOwned == SlotsOwnRights(kernel)
NoneLeft    == NothingIsLeft(kernel)
RepliesDie   == NoReplyPortLeaks(kernel)
NoneStranded == NobodyIsStranded(kernel)

LifeOf(life) == CASE life = "NONE" -> "none" [] life = "ACTIVE" -> "active" [] life = "TERMINATED" -> "ending" [] life = "GONE" -> "gone"
Being(x)     == IF x \in Tasks THEN kernel.tasks[x] ELSE kernel.threads[x]
Registers(table) == IF \A key \in DOMAIN table : table[key] = EmptySlot THEN NoTable ELSE table

Promised == INSTANCE TaskLife WITH
    Nothing  <- NoTable,
    life     <- [x \in Tasks \cup Threads |-> LifeOf(Being(x).life)],
    suspends <- [x \in Tasks \cup Threads |-> Being(x).suspends],
    slots    <- [x \in Tasks \cup Threads |-> Registers(Being(x).slots)],
    begun    <- [t \in Threads |-> kernel.threads[t].started],
    running  <- [t \in Threads |-> Runs(t)],
    waiting  <- [t \in Threads |-> Does(kernel, t).at \in {"AwaitReply", "AwaitStopped"}],
    awaited  <- UNION {Does(kernel, t).targets : t \in {u \in Threads : At(kernel, u, "AwaitStopped")}}

RefinesTaskLife == Promised!Spec
TheEndingGo     == Promised!TheEndingGo
WhoMayRunRuns   == Promised!WhoMayRunRuns

(* Conjunct by conjunct, for mutants.                                       *)
NoCountIsNegative       == Promised!NoCountIsNegative
HeldThreadsStop         == Promised!HeldThreadsStop
ThreadsEndWithTheirTask == Promised!ThreadsEndWithTheirTask
TheAbortedDoNotWait     == Promised!TheAbortedDoNotWait
TheEndingDoNotWait      == Promised!TheEndingDoNotWait
TheGoneHaveNothing      == Promised!TheGoneHaveNothing
LivesGoOneWay           == [][Promised!LivesGoOneWay]_vars
CreationIsAsked         == [][Promised!CreationIsAsked]_vars
EndsAreAsked            == [][Promised!EndsAreAsked]_vars
NewThreadsAreHeld       == [][Promised!NewThreadsAreHeld]_vars
ChildrenInherit         == [][Promised!ChildrenInherit]_vars
CountsAreKept           == [][Promised!CountsAreKept]_vars
ThreadsBeginWithTheirLastResume == [][Promised!ThreadsBeginWithTheirLastResume]_vars
FailuresChangeNothing   == [][Promised!FailuresChangeNothing]_vars
OnlyWhoMayRuns          == [][Promised!OnlyWhoMayRuns]_vars
HoldsEndNoWait          == [][Promised!HoldsEndNoWait]_vars

-----------------------------------------------------------------------------
(* Witnesses: each of these is violated.                                    *)
NobodyIsWaitedFor     == \A t \in Threads : ~At(kernel, t, "AwaitStopped")
NoHeldThreadIsParked  == \A t \in Threads : ~(At(kernel, t, "Parked") /\ IsActive(kernel, t))
NoChildIsBorn         == \A task \in Children : kernel.tasks[task].life # "ACTIVE"
NoTaskGoes            == \A task \in Tasks : kernel.tasks[task].life # "GONE"
NoNewThreadRuns       == \A t \in Created : ~Runs(t)
NoWaitIsBroken        == [][~\E t \in Faulting : At(kernel, t, "AwaitReply") /\ did'.what = "abort"]_vars
NobodyWaitsWhenHeld   == \A t \in Faulting : ~(At(kernel, t, "AwaitReply") /\ IsHeld(kernel, t))

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcTasksHeld_xnu                             119        446      8      1.0
\*   MCExcTasksHeld_classic                          119        446      8      2.0
\*   MCExcTasksBorn_xnu                             436       2237     14      1.5
\*   MCExcTasksBorn_classic                         436       2237     14      1.5
\*   MCExcTasksEnded_xnu                            426       2873     10      1.5
\*   MCExcTasksEnded_classic                         426       2873     10      2.7
\*   MCExcTasksAborted_xnu                          406       2528     15      1.4
\*   MCExcTasksAborted_classic                      355       2143     13      1.3
\*   MCExcTasksRefault_xnu                          836       5142     29      1.8
\*   MCExcTasksGo_Aborted_xnu                      1880      12115     16     13.3
\*   MCExcTasksGo_Held_xnu                          385       1750      9      2.3
\*   MCExcTasksGo_Born_xnu                          142        454     14      3.6
\*   MCExcTasks_NobodyIsWaitedFor_xnu         violates NobodyIsWaitedFor
\*   MCExcTasks_NoHeldThreadIsParked_xnu      violates NoHeldThreadIsParked
\*   MCExcTasks_NoChildIsBorn_xnu             violates NoChildIsBorn
\*   MCExcTasks_NoTaskGoes_xnu                violates NoTaskGoes
\*   MCExcTasks_NoNewThreadRuns_xnu           violates NoNewThreadRuns
\*   MCExcTasks_NoWaitIsBroken_xnu            violates NoWaitIsBroken
\*   MCExcTasks_NobodyWaitsWhenHeld_xnu       violates NobodyWaitsWhenHeld
=============================================================================
