-------------------------------- MODULE MCExcInfo -------------------------------
(****************************************************************************)
(* World of claims: what is told of a task and of threads, while they are   *)
(* created, held by two callers, and ended.                                 *)
(*                                                                          *)
(* Ghost: `counted`, for each task and thread how often it was suspended    *)
(* and not resumed, from what callers were told.                            *)
(****************************************************************************)
EXTENDS MCExcTasks

VARIABLE counted

infoVars == <<vars, counted>>
InfoView == <<ClaimView, counted>>

InfoInit == ClaimInit /\ counted = [x \in Tasks \cup Threads |-> 0]

CountedIf(by)  == IF outcome'.ret \in {"KERN_SUCCESS", "BLOCKED"} THEN by ELSE 0
Counts(of, by) == counted' = [counted EXCEPT ![of] = @ + CountedIf(by)]

(* Each an operator of its own, by which an edge is known.                  *)
HoldsThread(t, target)    == SuspendsThread(t, target) /\ Counts(target, 1)
ReleasesThread(t, target) == ResumesThread(t, target) /\ Counts(target, -1)
HoldsTask(t, task)        == SuspendsTask(t, task) /\ Counts(task, 1)
ReleasesTask(t, task)     == ResumesTask(t, task) /\ Counts(task, -1)
EndsThread(t, target)     == TerminatesThread(t, target) /\ UNCHANGED counted
EndsTask(t, task)         == TerminatesTask(t, task) /\ UNCHANGED counted
BearsThread(t, created)   == CreatesThread(t, created) /\ Counts(created, 1)
Proceeds(t)               == Goes(t) /\ UNCHANGED counted

IsToldOfTask(t, task, flavor, count) ==
    TaskInfo(t, task, flavor, count) /\ Asks("info", task, Nobody) /\ UNCHANGED counted
IsToldOfThread(t, target, flavor, count) ==
    ThreadInfo(t, target, flavor, count) /\ Asks("info", target, Nobody) /\ UNCHANGED counted

NoFlavor == 99
Rooms(words) == {words - 1, words}

InfoNext ==
    \/ \E t \in Callers, target \in HeldThreads : HoldsThread(t, target) \/ ReleasesThread(t, target)
    \/ \E t \in Callers, task \in HeldTasks : HoldsTask(t, task) \/ ReleasesTask(t, task)
    \/ \E t \in Callers, target \in EndedThreads : EndsThread(t, target)
    \/ \E t \in Callers, task \in EndedTasks : EndsTask(t, task)
    \/ \E t \in Callers, created \in Created : BearsThread(t, created)
    \/ \E t \in Callers, task \in {"V", "H"}, flavor \in {TaskInfoFlavor, NoFlavor}, count \in Rooms(TaskInfoWords) :
          IsToldOfTask(t, task, flavor, count)
    \/ \E t \in Callers, target \in {"V1", "V2", "H1"} \cap Threads, flavor \in {ThreadInfoFlavor, NoFlavor},
          count \in Rooms(ThreadInfoWords) : IsToldOfThread(t, target, flavor, count)
    \/ \E t \in Threads : Proceeds(t)

InfoSpec == InfoInit /\ [][InfoNext]_infoVars

-----------------------------------------------------------------------------
(* What is told, and to whom it is.                                         *)
OfTask(Claim(_, _, _))   == \A t \in Callers, task \in {"V", "H"}, count \in Rooms(TaskInfoWords) :
                                did'.of = task /\ IsToldOfTask(t, task, TaskInfoFlavor, count) => Claim(task, TaskInfoWords, count)
OfThread(Claim(_, _, _)) == \A t \in Callers, target \in {"V1", "V2", "H1"} \cap Threads, count \in Rooms(ThreadInfoWords) :
                                did'.of = target /\ IsToldOfThread(t, target, ThreadInfoFlavor, count) => Claim(target, ThreadInfoWords, count)

AnswerIsTold == outcome'.ret = "KERN_SUCCESS"

CountIsTold(of, words, count)  == AnswerIsTold => outcome'.out.suspends = counted[of]
RoomIsNeeded(of, words, count) == count < words => ~AnswerIsTold
KernelStays(of, words, count)  == kernel' = kernel

CountsAreTold      == [][OfTask(CountIsTold) /\ OfThread(CountIsTold)]_infoVars
ShortRoomIsRefused == [][OfTask(RoomIsNeeded) /\ OfThread(RoomIsNeeded)]_infoVars
InfoChangesNothing == [][OfTask(KernelStays) /\ OfThread(KernelStays)]_infoVars

(* Who is told to be stopped is held; who executes instructions runs.       *)
StateIsRight(of, words, count) ==
    AnswerIsTold =>
        /\ outcome'.out.runs = "STOPPED" => counted[of] + counted[TaskOf[of]] > 0
        /\ Runs(of) => outcome'.out.runs = "RUNNING"
StatesAreRight == [][OfThread(StateIsRight)]_infoVars

-----------------------------------------------------------------------------
(* Planted faults, each in place of a definition.                           *)
Real == INSTANCE ExcInfo

TellsHolds(k, t, target, flavor, count) ==
    LET a == Real!ThreadInfoStep(k, t, target, flavor, count)
    IN IF a.ret = "KERN_SUCCESS" /\ IsHeld(k, target) THEN [a EXCEPT !.out.suspends = 1] ELSE a
TakesAnyRoom(k, t, task, flavor, count) == Real!TaskInfoStep(k, t, task, flavor, TaskInfoWords)
ParkedIsStopped(k, t) == IF At(k, t, "Parked") THEN "STOPPED" ELSE Real!RunStateOf(k, t)
InfoResumes(k, t, task, flavor, count) ==
    LET a == Real!TaskInfoStep(k, t, task, flavor, count)
    IN IF a.ret = "KERN_SUCCESS" THEN [a EXCEPT !.kernel.tasks[task].suspends = 0] ELSE a

(* Witness: it is violated.                                                 *)
NobodyIsToldToRunWhoIsParked == \A t \in Threads : ~(At(kernel, t, "Parked") /\ IsActive(kernel, t) /\ ~IsHeld(kernel, t))

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcInfo_xnu                             2158      38436     16      6.0
\*   MCExcInfo_classic                         2158      38436     16      6.0
\*   MCExcInfo_TellsHolds_xnu                 violates CountsAreTold
\*   MCExcInfo_TakesAnyRoom_xnu               violates ShortRoomIsRefused
\*   MCExcInfo_ParkedIsStopped_xnu            violates StatesAreRight
\*   MCExcInfo_InfoResumes_xnu                violates InfoChangesNothing
\*   MCExcInfo_NobodyIsToldToRunWhoIsParked_xnu violates NobodyIsToldToRunWhoIsParked
=============================================================================
