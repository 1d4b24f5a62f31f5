------------------------------ MODULE MCExcCorners -----------------------------
(****************************************************************************)
(* The corners that everybody gets wrong, each by its name: what the calls  *)
(* answer and the steps come to, from one state, nothing in between.        *)
(****************************************************************************)
EXTENDS ExcInvariants

FaultsAndHandles == [t \in {"V1", "V2", "H1"} |-> IF t = "H1" THEN "H" ELSE "V"]

ThreadV1 == Target("thread", "V1")
TaskV    == Target("task", "V")
Host     == Target("host", "host_priv")

Fresh == KernelOf({"V", "H"}, {"V1", "H1"}, [p \in PortIds |-> "H"])

CornerInit == kernel = Fresh /\ outcome = InitialOutcome
CornerNext == UNCHANGED <<kernel, outcome>>
CornerSpec == CornerInit /\ [][CornerNext]_<<kernel, outcome>>

-----------------------------------------------------------------------------
(* Steps of one thread until it waits, or is back where it may stay.        *)

StepOf(k, t) ==
    CASE At(k, t, "CheckReceiver") -> CheckReceiverStep(k, t)
      [] At(k, t, "LookUpHandler") -> LookUpHandlerStep(k, t)
      [] At(k, t, "SendRequest")   -> SendRequestStep(k, t)
      [] At(k, t, "TakeReply")     -> TakeReplyStep(k, t)
      [] At(k, t, "InstallState")  -> InstallStateStep(k, t)
      [] At(k, t, "NobodyHandled") -> NobodyHandledStep(k, t)
      [] At(k, t, "ReleaseRight")  -> ReleaseRightStep(k, t)
      [] At(k, t, "DestroySpace")  -> DestroySpaceStep(k, t)
      [] OTHER                     -> CrossBorderStep(k, t)

RECURSIVE Rest(_, _)
Rest(k, t) ==
    IF At(k, t, "AwaitReply") \/ (~AtBorder(k, t) /\ Does(k, t).at \in {"User", "Parked", "NotStarted", "AwaitStopped"})
    THEN k ELSE Rest(StepOf(k, t).kernel, t)

LOCAL Set(k, target, mask, p, behavior, codes, flavor) ==
    SetExceptionPortsStep(AddSendRights(k, p, 1), "H1", target, mask, p, behavior, codes, flavor)
LOCAL Does1(a)   == Rest(a.kernel, "H1")
LOCAL With(k, target, type, p, behavior, codes) ==
    Does1(Set(k, target, {type}, p, behavior, codes, IF HasState(behavior) THEN 1 ELSE 0))

LOCAL Faults(k, type) ==
    Rest(RaiseExceptionStep(k, "V1", [type |-> type, codes |-> <<Code(0, 1), Code(7, 4369)>>]).kernel, "V1")
LOCAL Asked(k, p) == k.ports[p].queue # <<>>
LOCAL Request(k, p) == k.ports[p].queue[Len(k.ports[p].queue)]
LOCAL Answers(k, p, kind) ==
    LET m     == Request(k, p)
        taken == [AddSendRights(k, p, -1) EXCEPT !.ports[p].queue = <<>>]
    IN Rest(ReplyArrives(taken, m.reply, ReplyOfKind(m, kind)), "V1")

LOCAL IsBack(k) == At(k, "V1", "User")
LOCAL Registers(k) == k.threads["V1"].registers

(* Handlers at the levels of the thread and the task, port 1 and 2.         *)
LOCAL Both(behavior) == With(With(kernel, ThreadV1, 1, 1, behavior, TRUE), TaskV, 1, 2, EXCEPTION_DEFAULT, TRUE)

-----------------------------------------------------------------------------
SlotZeroIsIllegal   == Set(kernel, TaskV, {0}, 1, 1, FALSE, 0).ret = "KERN_INVALID_ARGUMENT"
AnEmptyMaskSucceeds ==
    LET a == Set(kernel, TaskV, {}, 1, 1, FALSE, 0) IN a.ret = "KERN_SUCCESS" /\ Does1(a) = kernel
NullNeedsNoBehavior ==
    /\ Set(kernel, TaskV, {1}, NullPort, 99, FALSE, 0).ret = "KERN_SUCCESS"
    /\ Set(kernel, TaskV, {1}, DeadPort, 99, FALSE, 0).ret = "KERN_SUCCESS"
    /\ Set(kernel, TaskV, {1}, 1, 99, FALSE, 0).ret = "KERN_INVALID_ARGUMENT"
FlavorsAreTheMachines == Set(kernel, ThreadV1, {1}, 1, 1, FALSE, 9999).ret = "KERN_INVALID_ARGUMENT"
TheInactiveFail ==
    LET ended == ThreadTerminateStep(kernel, "H1", "V1").kernel
    IN /\ Set(ended, ThreadV1, {1}, 1, 1, FALSE, 0).ret = "KERN_FAILURE"
       /\ Set(Rest(ended, "V1"), ThreadV1, {1}, 1, 1, FALSE, 0).ret = "KERN_INVALID_ARGUMENT"
FreshTasksHaveOneGroup ==
    /\ GetExceptionPortsStep(kernel, "H1", TaskV, AcceptedTypes \cap Types, 32).out.groups = <<[slot |-> EmptySlot, mask |-> Types]>>
    /\ GetExceptionPortsStep(kernel, "H1", ThreadV1, Types, 32).out.groups = <<>>
    /\ Len(GetExceptionPortsStep(Does1(Set(kernel, ThreadV1, {}, NullPort, 0, FALSE, 0)), "H1", ThreadV1, Types, 32).out.groups) = 1
SwapStopsAtItsCount ==
    LET two == With(With(kernel, TaskV, 1, 1, 1, FALSE), TaskV, 3, 1, 1, TRUE)
        a   == SwapExceptionPortsStep(AddSendRights(two, 2, 1), "H1", TaskV, {1, 3}, 2, 1, FALSE, 0, 1)
    IN /\ a.out.groups = <<[slot |-> two.tasks["V"].slots[1], mask |-> {1}]>>
       /\ Does1(a).tasks["V"].slots[1].port = 2 /\ Does1(a).tasks["V"].slots[3].port = 1
HostSwapKnowsNoCodes ==
    /\ SwapExceptionPortsStep(AddSendRights(kernel, 1, 1), "H1", Host, {1}, 1, 1, TRUE, 0, 32).ret = "KERN_INVALID_ARGUMENT"
    /\ Set(kernel, Host, {1}, 1, 1, TRUE, 0).ret = "KERN_SUCCESS"
    /\ Set(kernel, Target("host", "host"), {1}, 1, 1, TRUE, 0).ret = "KERN_INVALID_ARGUMENT"

TheTaskHandlesWhatTheThreadDidNot ==
    LET host    == With(Both(EXCEPTION_DEFAULT), Host, 1, 3, EXCEPTION_DEFAULT, TRUE)
        faulted == Faults(host, 1)
        failed  == Answers(faulted, 1, "failure")
        handled == Answers(failed, 2, "good")
    IN /\ Asked(faulted, 1) /\ ~Asked(faulted, 2)
       /\ Asked(failed, 2) /\ ~IsBack(failed)
       /\ IsBack(handled) /\ ~Asked(handled, 3)
ARequestsIdIsNoReplys == LET k == Answers(Faults(Both(EXCEPTION_DEFAULT), 1), 1, "wrongId") IN ~IsBack(k) /\ Asked(k, 2)
ImpossibleStateIsNotHandled ==
    LET k == Answers(Faults(Both(EXCEPTION_STATE), 1), 1, "impossible") IN ~IsBack(k) /\ Asked(k, 2) /\ Registers(k) = "faulting"
PortDiedAsCodeIsHandled ==
    LET k == Answers(Faults(Both(EXCEPTION_STATE), 1), 1, "portDied") IN IsBack(k) /\ Registers(k) = "faulting"
AStateIsInstalled ==
    LET k == Answers(Faults(Both(EXCEPTION_STATE_IDENTITY), 1), 1, "good") IN IsBack(k) /\ Registers(k) = "repaired"
CodesAreCut ==
    LET narrow == Request(Faults(With(kernel, ThreadV1, 1, 1, EXCEPTION_DEFAULT, FALSE), 1), 1)
        wide   == Request(Faults(With(kernel, ThreadV1, 1, 1, EXCEPTION_DEFAULT, TRUE), 1), 1)
    IN /\ narrow.id = 2401 /\ narrow.size = 76 /\ narrow.codes[2] = Code(0, 4369)
       /\ wide.id = 2405 /\ wide.size = 84 /\ wide.codes[2] = Code(7, 4369)
StatesHaveTheirSizes ==
    LET narrow == Request(Faults(With(kernel, ThreadV1, 1, 1, EXCEPTION_STATE, FALSE), 1), 1)
        wide   == Request(Faults(With(kernel, ThreadV1, 1, 1, EXCEPTION_STATE_IDENTITY, TRUE), 1), 1)
    IN /\ narrow.id = 2402 /\ narrow.size = 72 /\ narrow.thread = Nobody
       /\ wide.id = 2407 /\ wide.size = 108 /\ wide.thread = "V1"

ACrashDoesNotComeHome ==
    LET own  == [kernel EXCEPT !.ports[2].receiver = "V"]
        k    == With(With(own, TaskV, EXC_CRASH, 2, 1, TRUE), Host, EXC_CRASH, 3, 1, TRUE)
        c    == Faults(k, EXC_CRASH)
    IN ~Asked(c, 2) /\ Asked(c, 3) /\ Asked(Faults(With(own, TaskV, 1, 2, 1, TRUE), 1), 2)
NobodyAtAll ==
    LET k == Faults(kernel, 1) IN k.tasks["V"].life = "GONE" /\ k.threads["V1"].life = "GONE"

NewThreadsAreResumedOnce ==
    LET made  == ThreadCreateStep(kernel, "H1", "V", "V2").kernel
        once  == ThreadResumeStep(made, "H1", "V2")
        twice == ThreadResumeStep(once.kernel, "H1", "V2")
    IN /\ ~MayRun(made, "V2") /\ once.ret = "KERN_SUCCESS" /\ MayRun(once.kernel, "V2") /\ twice.ret = "KERN_FAILURE"
TasksAreResumedAsOften ==
    LET Resume(a)  == TaskResumeStep(Continue(a.kernel, "H1", User), "H1", "V")
        Suspend(k) == TaskSuspendStep(k, "H1", "V")
        held       == Suspend(Continue(Suspend(kernel).kernel, "H1", User))
    IN /\ ~MayRun(Resume(held).kernel, "V1") /\ MayRun(Resume(Resume(held)).kernel, "V1")
       /\ Resume(Resume(Resume(held))).ret = "KERN_FAILURE"
BothHoldsCount ==
    LET held == ThreadSuspendStep(Continue(TaskSuspendStep(kernel, "H1", "V").kernel, "H1", User), "H1", "V1").kernel
        half == TaskResumeStep(Continue(held, "H1", User), "H1", "V").kernel
    IN ~MayRun(half, "V1") /\ MayRun(ThreadResumeStep(half, "H1", "V1").kernel, "V1")
HoldsDoNotEndWaits ==
    LET waits == Faults(Both(EXCEPTION_DEFAULT), 1)
        held  == ThreadSuspendStep(waits, "H1", "V1")
        back  == Answers(held.kernel, 1, "good")
    IN held.ret = "KERN_SUCCESS" /\ At(held.kernel, "V1", "AwaitReply") /\ At(back, "V1", "Parked")
AbortAsksTheNext ==
    LET aborted == Rest(ThreadAbortStep(Faults(Both(EXCEPTION_DEFAULT), 1), "H1", "V1").kernel, "V1")
        safely  == ThreadAbortSafelyStep(Faults(Both(EXCEPTION_DEFAULT), 1), "H1", "V1").kernel
    IN Asked(aborted, 2) /\ At(safely, "V1", "AwaitReply")

-----------------------------------------------------------------------------
(* Planted faults.                                                          *)
CutsNothing(code)        == code
AnySizeWillDo(b, words)  == 36

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcCorners_xnu                                  1          2      1      3.1
\*   MCExcCorners_CutsNothing_xnu             violates CodesAreCut
\*   MCExcCorners_AnySizeWillDo_xnu           violates AStateIsInstalled
=============================================================================
