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

(* Of a request that is refused it does not matter by what it is answered.  *)
Asked ==
    ({"proper"} \X ReplyRights) \cup ({"long", "rights"} \X {"none", "sendOnce"})

ClaimInit ==
    /\ kernel = KernelOf({"V", "H"}, {"V1", "H1"}, [p \in PortIds |-> "H"])
    /\ outcome = InitialOutcome

MayBeHeld(k) ==
    (\A t \in Threads : k.threads[t].suspends <= MaxSuspends) /\ \A task \in Tasks : k.tasks[task].suspends <= MaxSuspends

EndsNot(t, object, id) == object.of = t => RoutineOf(id) # "ThreadTerminate"

(* Each an operator of its own, by which an edge is known.                  *)
AsksKernel(t, object, id, form, by) ==
    EndsNot(t, object, id) /\ MachMsgToKernel(t, object, id, form, by) /\ MayBeHeld(kernel')
SuspendsThread(t, target) == ThreadSuspend(t, target) /\ MayBeHeld(kernel')
SuspendsTask(t, task)     == TaskSuspend(t, task) /\ MayBeHeld(kernel')

Calls(t) ==
    \/ \E object \in Objects, id \in Ids, asked \in Asked : AsksKernel(t, object, id, asked[1], asked[2])
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
            MachMsgToKernelStep(kernel, "H1", object, id, "proper", "sendOnce").kernel = kernel

(* Whether somebody wants to know matters to nobody else.                   *)
RepliesMatterNot ==
    \A object \in Objects, id \in Ids, by \in ReplyRights :
        MachMsgToKernelStep(kernel, "H1", object, id, "proper", by).kernel
            = MachMsgToKernelStep(kernel, "H1", object, id, "proper", "none").kernel

(* The caller's mach_msg never fails for what becomes of the reply.         *)
RepliesFailNobody ==
    \A object \in Objects, id \in Ids, by \in ReplyRights :
        MachMsgToKernelStep(kernel, "H1", object, id, "proper", by).ret
            = MachMsgToKernelStep(kernel, "H1", object, id, "proper", "sendOnce").ret

(* What has been told to end is to a message what it is to a call.          *)
EndedAreAlike ==
    \A object \in Objects, id \in Ids :
        LET routine == RoutineOf(id)
        IN /\ routine # "" /\ LevelFor(routine) = object.level
           /\ HasPort(kernel, object) /\ ~IsActiveTarget(kernel, object)
           => ServedStep(kernel, "H1", object, id, "proper").ret
                  = CallOf(kernel, "H1", routine, object.of).ret

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
Real == INSTANCE ExcServer

PerformsWhatIsIllFormed(k, t, object, id, form) ==
    IF Real!RoutineOf(id) # "" /\ form # "proper" /\ IsConverted(k, object, Real!RoutineOf(id))
    THEN [Real!ServedStep(k, t, object, id, "proper") EXCEPT !.ret = MIG_BAD_ARGUMENTS]
    ELSE Real!ServedStep(k, t, object, id, form)
TakesAnyKind(k, object, routine) == TRUE
SeesWhatEnded(code) == code
PerformsForReplies(k, t, object, id, form, by) ==
    IF by # "none" THEN Real!MachMsgToKernelStep(k, t, object, id, form, by)
    ELSE Answer(k, "MACH_MSG_SUCCESS", "exceptions.server.5", NoOut)
FailsAtFullQueues(k, t, object, id, form, by) ==
    IF by = "full" THEN [Real!MachMsgToKernelStep(k, t, object, id, form, by) EXCEPT !.ret = "MACH_SEND_TIMED_OUT"]
    ELSE Real!MachMsgToKernelStep(k, t, object, id, form, by)

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcServer_xnu                               328      36833     14     17.0
\*   MCExcServer_classic                           328      36833     14     17.0
\*   MCExcServer_PerformsWhatIsIllFormed_xnu  violates FailuresChangeNothing
\*   MCExcServer_TakesAnyKind_xnu             violates NobodyElseIsServed
\*   MCExcServer_PerformsForReplies_xnu       violates RepliesMatterNot
\*   MCExcServer_FailsAtFullQueues_xnu        violates RepliesFailNobody
\*   MCExcServer_SeesWhatEnded_classic        violates EndedAreAlike
=============================================================================
