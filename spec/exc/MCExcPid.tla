-------------------------------- MODULE MCExcPid --------------------------------
(****************************************************************************)
(* World of claims: a process is suspended and resumed, and its task with   *)
(* it, by two callers.  The steps refine TaskLife as MCExcTasks' do, for a  *)
(* process that is suspended is one suspension of its task.                 *)
(*                                                                          *)
(* Ghost: `held`, for each task how often it was suspended as a process and *)
(* not resumed, from what callers were told.                                *)
(****************************************************************************)
EXTENDS MCExcTasks

CONSTANT Processes         \* tasks that are suspended so

VARIABLE held

pidVars == <<vars, held>>
PidView == <<ClaimView, held>>

PidInit == ClaimInit /\ held = [task \in Tasks |-> 0]

Counts(task, by) ==
    held' = [held EXCEPT ![task] = @ + IF outcome'.ret \in {"KERN_SUCCESS", "BLOCKED"} THEN by ELSE 0]

(* Each an operator of its own, by which an edge is known.                  *)
SuspendsProcess(t, task) == PidSuspend(t, task) /\ Asks("suspend", task, Nobody) /\ Counts(task, 1)
ResumesProcess(t, task)  == PidResume(t, task) /\ Asks("resume", task, Nobody) /\ Counts(task, -1)

HoldsTask(t, task)       == SuspendsTask(t, task) /\ UNCHANGED held
ReleasesTask(t, task)    == ResumesTask(t, task) /\ UNCHANGED held
EndsTask(t, task)        == TerminatesTask(t, task) /\ UNCHANGED held
Proceeds(t)              == Goes(t) /\ UNCHANGED held

PidNext ==
    \/ \E t \in Callers, task \in Processes : SuspendsProcess(t, task) \/ ResumesProcess(t, task)
    \/ \E t \in Callers, task \in HeldTasks : HoldsTask(t, task) \/ ReleasesTask(t, task)
    \/ \E t \in Callers, task \in EndedTasks : EndsTask(t, task)
    \/ \E t \in Threads : Proceeds(t)

PidSpec == PidInit /\ [][PidNext]_pidVars

-----------------------------------------------------------------------------
(* A process is suspended once or not at all, and as long as it is so is    *)
(* its task, whoever resumes that.                                          *)
NobodyIsHeldTwice == \A task \in Tasks : held[task] \in {0, 1}
TheHeldAreSuspended ==
    \A task \in Tasks : IsActiveTask(kernel, task) /\ held[task] = 1 => kernel.tasks[task].suspends > 0

(* What may be is not refused.                                              *)
ProcessesMay ==
    [][\A t \in Callers, task \in Processes :
        /\ IsActiveTask(kernel, task) /\ held[task] = 0 /\ SuspendsProcess(t, task) => did'.what = "suspend"
        /\ IsActiveTask(kernel, task) /\ held[task] = 1 /\ ResumesProcess(t, task) => held'[task] = 0]_pidVars

-----------------------------------------------------------------------------
(* Planted faults, each in place of a definition.                           *)
Real == INSTANCE ExcTasks

ResumesTheProcess(k, t, task) == Real!TaskResumeStep([k EXCEPT !.tasks[task].pidHeld = FALSE], t, task)
HoldsTwice(k, t, task)  == Real!PidSuspendStep([k EXCEPT !.tasks[task].pidHeld = FALSE], t, task)
ReleasesTheFree(k, t, task) ==
    Real!PidResumeStep(IF k.tasks[task].suspends > 0 THEN [k EXCEPT !.tasks[task].pidHeld = TRUE] ELSE k, t, task)
NeverResumes(k, t, task) == Refuses(k, "KERN_FAILURE", "exceptions.pid.5")

(* Witness: it is violated.                                                 *)
NobodyIsSuspendedBothWays == \A task \in Tasks : ~(held[task] = 1 /\ kernel.tasks[task].suspends = 2)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcPid_xnu                                  277       1313      9      3.0
\*   MCExcPid_ResumesTheProcess_xnu           violates TheHeldAreSuspended
\*   MCExcPid_HoldsTwice_xnu                  violates NobodyIsHeldTwice
\*   MCExcPid_ReleasesTheFree_xnu             violates NobodyIsHeldTwice
\*   MCExcPid_NeverResumes_xnu                violates ProcessesMay
\*   MCExcPid_NobodyIsSuspendedBothWays_xnu   violates NobodyIsSuspendedBothWays
=============================================================================
