--------------------------- MODULE MCExcTasksMutants ---------------------------
(****************************************************************************)
(* Planted faults.  Each is put in place of a definition by its cfg, and    *)
(* breaks one conjunct of TaskLife; the cfg that ends in `_others` shows    *)
(* that all others let it pass.                                             *)
(****************************************************************************)
EXTENDS MCExcTasks

Real == INSTANCE ExcTasks

Succeeded(a) == a.ret = "KERN_SUCCESS"

(* Its identity is nobody's at once.                                        *)
LeavesNoTrace(k, t) == [Real!ThreadGoes(k, t) EXCEPT !.threads[t].life = "NONE"]
KeepsItsSlots(k, t) == [Real!ThreadGoes(k, t) EXCEPT !.threads[t].slots = k.threads[t].slots]

(* Creation.                                                                *)
BornWithAThread(k, t, parent, child) ==
    LET a == Real!TaskCreateStep(k, t, parent, child)
    IN IF ~Succeeded(a) THEN a
       ELSE [a EXCEPT !.kernel.threads["C1"] = [NewThread EXCEPT !.life = "ACTIVE", !.suspends = 1]]
BornFree(k, t, task, created) ==
    LET a == Real!ThreadCreateStep(k, t, task, created)
    IN IF Succeeded(a) THEN [a EXCEPT !.kernel.threads[created].suspends = 0] ELSE a
StartsEmpty(k, t, parent, child) ==
    IF IsActiveTask(k, parent)
    THEN Answer([k EXCEPT !.tasks[child] = [NewTask EXCEPT !.life = "ACTIVE"]], "KERN_SUCCESS", "exceptions.inherit.1", NoOut)
    ELSE Real!TaskCreateStep(k, t, parent, child)
BornHeld(k, t, parent, child) ==
    LET a == Real!TaskCreateStep(k, t, parent, child)
    IN IF Succeeded(a) THEN [a EXCEPT !.kernel.tasks[child].suspends = k.tasks[parent].suspends] ELSE a
CreatesInTheDead(k, t, task, created) ==
    IF k.tasks[task].life = "TERMINATED"
    THEN Answer([k EXCEPT !.threads[created] = [NewThread EXCEPT !.life = "ACTIVE", !.suspends = 1]], "KERN_SUCCESS", "exceptions.inherit.2", NoOut)
    ELSE Real!ThreadCreateStep(k, t, task, created)
SharesSlots(k, ports) == k

(* Holds.                                                                   *)
FallsBelowZero(k, t, target) ==
    IF IsActive(k, target) /\ k.threads[target].suspends = 0
    THEN Answer([k EXCEPT !.threads[target].suspends = -1], "KERN_SUCCESS", "exceptions.resume.4", NoOut)
    ELSE IF IsActive(k, target) /\ k.threads[target].suspends < 0 THEN Refuses(k, "KERN_FAILURE", "exceptions.resume.3")
    ELSE Real!ThreadResumeStep(k, t, target)
TaskFallsBelowZero(k, t, task) ==
    IF IsActiveTask(k, task) /\ k.tasks[task].suspends = 0
    THEN Answer([k EXCEPT !.tasks[task].suspends = -1], "KERN_SUCCESS", "exceptions.resume.8", NoOut)
    ELSE IF IsActiveTask(k, task) /\ k.tasks[task].suspends < 0 THEN Refuses(k, "KERN_FAILURE", "exceptions.resume.7")
    ELSE Real!TaskResumeStep(k, t, task)
ResumesItsThreads(k, t, task) ==
    LET a == Real!TaskResumeStep(k, t, task)
    IN IF ~Succeeded(a) THEN a
       ELSE [a EXCEPT !.kernel.threads = [u \in Threads |->
                IF u \in ThreadsOf(task) /\ @[u].suspends > 0 THEN [@[u] EXCEPT !.suspends = @ - 1] ELSE @[u]]]
ResumesItsTask(k, t, target) ==
    LET a == Real!ThreadResumeStep(k, t, target)
    IN IF Succeeded(a) /\ k.tasks[TaskOf[target]].suspends > 0
       THEN [a EXCEPT !.kernel.tasks[TaskOf[target]].suspends = @ - 1] ELSE a
BeginsWithItsFirst(k, t, target) ==
    LET a == Real!ThreadResumeStep(k, t, target) IN IF Succeeded(a) THEN [a EXCEPT !.kernel.threads[target].started = TRUE] ELSE a
CountsTheDead(k, t, target) ==
    LET a == Real!ThreadSuspendStep(k, t, target)
    IN IF a.ret = "KERN_TERMINATED" THEN [a EXCEPT !.kernel.threads[target].suspends = @ + 1] ELSE a
ReturnsAtOnce(k, t, targets) == TRUE
WakesHeld(k, t) == Real!AtBorder(k, t) \/ (At(k, t, "Parked") /\ IsActive(k, t))
RunsHeld(k, t) ==
    IF IsActive(k, t) /\ ~At(k, t, "User") THEN GoesOn(k, t, User, "exceptions.border.3") ELSE Real!CrossBorderStep(k, t)
HoldsBreakWaits(k, t, target) ==
    LET a == Real!ThreadSuspendStep(k, t, target)
    IN IF a.ret \in {"KERN_SUCCESS", "BLOCKED"} THEN [a EXCEPT !.kernel = WaitBroken(@, target, TRUE)] ELSE a

(* Ends and aborts.                                                         *)
EndsItsTask(k, t, target) ==
    LET a == Real!ThreadTerminateStep(k, t, target)
    IN IF Succeeded(a) /\ IsActiveTask(k, TaskOf[target])
       THEN Answer(Real!TaskEnds(a.kernel, t, TaskOf[target]), "CONTINUE", "exceptions.terminate.6", NoOut) ELSE a
EndsWithoutWaking(k, t, target) ==
    IF IsThread(k, target) /\ IsActive(k, target)
    THEN Answer([k EXCEPT !.threads[target].life = "TERMINATED", !.threads[target].aborted = "YES"], "KERN_SUCCESS", "exceptions.terminate.3", NoOut)
    ELSE Real!ThreadTerminateStep(k, t, target)
AbortsTheNextOnly(k, t, target) ==
    LET a == Real!ThreadAbortStep(k, t, target)
    IN IF Succeeded(a) THEN [a EXCEPT !.kernel.threads[target].does = Does(k, target), !.kernel.replies = k.replies] ELSE a
AbortsOnce(k, t, target) ==
    LET a == Real!ThreadAbortStep(k, t, target)
    IN IF Succeeded(a) THEN [a EXCEPT !.kernel.threads[target].aborted = "NO"] ELSE a

(* A parked thread is not told that it may go on; nor that it is to end.    *)
ParksForGood(k, t) == Real!AtBorder(k, t) /\ ~(At(k, t, "Parked") /\ IsActive(k, t))
ParksPastItsEnd(k, t) == Real!AtBorder(k, t) /\ ~(At(k, t, "Parked") /\ k.threads[t].life = "TERMINATED")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcTasksMutants_LeavesNoTrace_xnu      violates LivesGoOneWay
\*   MCExcTasksMutants_LeavesNoTrace_xnu_others     426       2873     10      2.5
\*   MCExcTasksMutants_BornWithAThread_xnu    violates CreationIsAsked
\*   MCExcTasksMutants_BornWithAThread_xnu_others    22         83      6      1.6
\*   MCExcTasksMutants_EndsItsTask_xnu        violates EndsAreAsked
\*   MCExcTasksMutants_EndsItsTask_xnu_others       310       1839     10      3.4
\*   MCExcTasksMutants_BornFree_xnu           violates NewThreadsAreHeld
\*   MCExcTasksMutants_BornFree_xnu_others          458       2381     15      2.7
\*   MCExcTasksMutants_StartsEmpty_xnu        violates ChildrenInherit
\*   MCExcTasksMutants_StartsEmpty_xnu_others       436       2237     14      2.6
\*   MCExcTasksMutants_BornHeld_xnu           violates ChildrenInherit
\*   MCExcTasksMutants_BornHeld_xnu_others           72        219      8      2.3
\*   MCExcTasksMutants_ResumesItsThreads_xnu  violates CountsAreKept
\*   MCExcTasksMutants_ResumesItsThreads_xnu_others 119 446 8 2.0
\*   MCExcTasksMutants_ResumesItsTask_xnu     violates CountsAreKept
\*   MCExcTasksMutants_ResumesItsTask_xnu_others    119        446      8      1.9
\*   MCExcTasksMutants_FallsBelowZero_xnu     violates NoCountIsNegative
\*   MCExcTasksMutants_FallsBelowZero_xnu_others    167        643      8      2.0
\*   MCExcTasksMutants_TaskFallsBelowZero_xnu violates NoCountIsNegative
\*   MCExcTasksMutants_TaskFallsBelowZero_xnu_others 167 643 8 1.8
\*   MCExcTasksMutants_BeginsWithItsFirst_xnu violates ThreadsBeginWithTheirLastResume
\*   MCExcTasksMutants_BeginsWithItsFirst_xnu_others 40 117 10 1.9
\*   MCExcTasksMutants_CountsTheDead_xnu      violates FailuresChangeNothing
\*   MCExcTasksMutants_CountsTheDead_xnu_others     438       2937     10      2.7
\*   MCExcTasksMutants_RunsHeld_xnu           violates OnlyWhoMayRuns
\*   MCExcTasksMutants_ReturnsAtOnce_xnu      violates HeldThreadsStop
\*   MCExcTasksMutants_ReturnsAtOnce_xnu_others      18        134      6      2.0
\*   MCExcTasksMutants_CreatesInTheDead_xnu   violates ThreadsEndWithTheirTask
\*   MCExcTasksMutants_CreatesInTheDead_xnu_others 640 3151 14 2.6
\*   MCExcTasksMutants_AbortsTheNextOnly_xnu  violates TheAbortedDoNotWait
\*   MCExcTasksMutants_AbortsTheNextOnly_xnu_others 416 2580 15 2.4
\*   MCExcTasksMutants_AbortsOnce_xnu         violates TheAbortedDoNotWait
\*   MCExcTasksMutants_AbortsOnce_xnu_others        426       2632     16      2.5
\*   MCExcTasksMutants_EndsWithoutWaking_xnu  violates TheEndingDoNotWait
\*   MCExcTasksMutants_EndsWithoutWaking_xnu_others 416 2584 15 2.5
\*   MCExcTasksMutants_HoldsBreakWaits_xnu    violates HoldsEndNoWait
\*   MCExcTasksMutants_HoldsBreakWaits_xnu_others   556       3478     18      2.8
\*   MCExcTasksMutants_KeepsItsSlots_xnu      violates TheGoneHaveNothing
\*   MCExcTasksMutants_KeepsItsSlots_xnu_others     426       2873     10      2.1
\*   MCExcTasksMutants_SharesSlots_xnu        violates RightsOwned
\*   MCExcTasksMutants_SharesSlots_xnu_others       436       2237     14      2.3
\*   MCExcTasksMutants_ParksForGood_xnu       violates WhoMayRunRuns
\*   MCExcTasksMutants_ParksPastItsEnd_xnu    violates TheEndingGo
=============================================================================
