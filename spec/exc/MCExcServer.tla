------------------------------- MODULE MCExcServer -----------------------------
(****************************************************************************)
(* World of claims: a task and a thread are called by messages beside the   *)
(* calls themselves, with good and bad ids and arguments, on objects of     *)
(* both kinds; H1 calls, also of itself.  A thread is created that runs.    *)
(****************************************************************************)
EXTENDS ExcInvariants, ExcServer

CONSTANTS
    Ids,               \* of requests
    MaxSuspends

vars == <<kernel, outcome>>
ClaimView == kernel

TasksOfThreads == [t \in {"V1", "V2", "H1"} |-> IF t = "H1" THEN "H" ELSE "V"]

Objects == {Target("thread", "V1"), Target("task", "V"), Target("thread", "H1")}
Forms   == {"proper", "long"}

ClaimInit ==
    /\ kernel = KernelOf({"V", "H"}, {"V1", "H1"}, [p \in PortIds |-> "H"])
    /\ outcome = InitialOutcome

MayBeHeld(k) ==
    (\A t \in Threads : k.threads[t].suspends <= MaxSuspends) /\ \A task \in Tasks : k.tasks[task].suspends <= MaxSuspends

EndsNot(t, object, id) == object.of = t => RoutineOf(id) # "ThreadTerminate"

(* Each an operator of its own, by which an edge is known.                  *)
AsksKernel(t, object, id, form, replies) ==
    EndsNot(t, object, id) /\ MachMsgToKernel(t, object, id, form, replies) /\ MayBeHeld(kernel')
SuspendsThread(t, target) == ThreadSuspend(t, target) /\ MayBeHeld(kernel')
SuspendsTask(t, task)     == TaskSuspend(t, task) /\ MayBeHeld(kernel')

Calls(t) ==
    \/ \E object \in Objects, id \in Ids, form \in Forms, replies \in BOOLEAN : AsksKernel(t, object, id, form, replies)
    \/ SuspendsThread(t, "V1")
    \/ ThreadResume(t, "V1")
    \/ SuspendsTask(t, "V")
    \/ TaskResume(t, "V")
    \/ \E flavor \in {1, 9}, registers \in {"repaired", "impossible"} : ThreadCreateRunning(t, "V2", flavor, registers)

ClaimNext == Calls("H1") \/ \E t \in Threads : ThreadStep(t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

-----------------------------------------------------------------------------
StateTypeOK == TypeOK(kernel)
NoneLeft    == NothingIsLeft(kernel)

Replied == outcome' # outcome /\ "id" \in DOMAIN outcome'.out

(* A request that fails changes nothing.                                    *)
FailuresChangeNothing == [][Replied /\ outcome'.out.ret # "KERN_SUCCESS" /\ outcome'.out.ret # "CONTINUE" => kernel' = kernel]_vars

(* No routine is called by an id that is another's, or nobody's.            *)
NobodyElseIsServed ==
    \A object \in Objects, id \in Ids :
        RoutineOf(id) = "" \/ LevelFor(RoutineOf(id)) # object.level =>
            MachMsgToKernelStep(kernel, "H1", object, id, "proper", TRUE).kernel = kernel

(* Whether somebody wants to know matters to nobody else.                   *)
RepliesMatterNot ==
    \A object \in Objects, id \in Ids :
        MachMsgToKernelStep(kernel, "H1", object, id, "proper", TRUE).kernel
            = MachMsgToKernelStep(kernel, "H1", object, id, "proper", FALSE).kernel

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE ExcServer

PerformsWhatIsIllFormed(k, t, object, id, form) ==
    IF Real!RoutineOf(id) # "" /\ form # "proper" /\ IsConverted(k, object, Real!RoutineOf(id))
    THEN [Real!ServedStep(k, t, object, id, "proper") EXCEPT !.ret = MIG_BAD_ARGUMENTS]
    ELSE Real!ServedStep(k, t, object, id, form)
TakesAnyKind(k, object, routine) == TRUE
PerformsForReplies(k, t, object, id, form, replies) ==
    IF replies THEN Real!MachMsgToKernelStep(k, t, object, id, form, TRUE)
    ELSE Answer(k, "MACH_MSG_SUCCESS", "exceptions.server.5", NoOut)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcServer_xnu                               328      15505     14      7.1
\*   MCExcServer_classic                           328      15505     14      7.1
\*   MCExcServer_PerformsWhatIsIllFormed_xnu  violates FailuresChangeNothing
\*   MCExcServer_TakesAnyKind_xnu             violates NobodyElseIsServed
\*   MCExcServer_PerformsForReplies_xnu       violates RepliesMatterNot
=============================================================================
