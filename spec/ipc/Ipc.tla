---------------------------------- MODULE Ipc ----------------------------------
(****************************************************************************)
(* Calls as their user sees them: the composition of their steps.  There is *)
(* one run queue.  The caller runs until it returns or waits, then each     *)
(* thread that was let go, in the order in which that happened, until it    *)
(* returns or waits; those that it lets go queue behind.                    *)
(*                                                                          *)
(* Worlds of calls use Call; worlds of steps use the operators of IpcRights *)
(* and IpcMessages, and Step.  That the two agree is checked in MCSteps.    *)
(****************************************************************************)
EXTENDS IpcQueries, IpcGuards, IpcNames, IpcTimers, IpcMembers, IpcTermination

(* What thread t's record says comes next.  Idle and waiting threads have   *)
(* no next step.                                                            *)
CanStep(k, t) == k.threads[t].at \notin {"Idle", "AwaitSlot", "AwaitMessage"}

Step(k, t) ==
    LET at == k.threads[t].at IN
    CASE at = "CopyinBody"        -> CopyinBodyStep(k, t)
      [] at = "Admit"             -> WaitsInVain(AdmitStep(k, t), t)
      [] at = "RequestAcceptance" -> RequestAcceptanceStep(k, t)
      [] at = "Post"              -> PostStep(k, t)
      [] at = "ReturnMessage"     -> ReturnMessageStep(k, t)
      [] at = "CopyinReceiveName" -> CopyinReceiveNameStep(k, t)
      [] at = "TakeMessage"       -> WaitsInVain(TakeMessageStep(k, t), t)
      [] at = "CopyoutHeader"     -> CopyoutHeaderStep(k, t)
      [] at = "CopyoutBody"       -> CopyoutBodyStep(k, t)
      [] at = "InsertRight"       -> InsertRightStep(k, t)
      [] at = "RequestNotification" -> RequestNotificationStep(k, t)
      [] at = "ReturnPrevious"    -> ReturnPreviousStep(k, t)
      [] at = "ReturnRight"       -> ReturnRightStep(k, t)
      [] at = "TearDown"          -> TearDownStep(k, t)
      [] at = "ReleaseRight"      -> ReleaseRightStep(k, t)
      [] at = "Resume"            -> ResumeStep(k, t)

(* Thread t runs on from answer a; `queue` are the threads let go so far.   *)
RECURSIVE RunOn(_, _, _)
RunOn(a, t, queue) ==
    IF a.ret = "CONTINUE" THEN RunOn(Step(a.kernel, t), t, queue \o a.woke)
    ELSE [answer |-> a, queue |-> queue \o a.woke]

(* The run queue is worked off; `ended` are the calls that ended so far.  A *)
(* thread whose task has ended returns to nobody, and is not told of.       *)
RECURSIVE RunQueue(_, _, _)
RunQueue(k, queue, ended) ==
    IF queue = <<>> THEN [kernel |-> k, ended |-> ended]
    ELSE LET t == Head(queue)
             r == RunOn(Step(k, t), t, Tail(queue))
             a == r.answer
         IN RunQueue(a.kernel, r.queue,
                     IF a.ret = "BLOCKED" \/ IsDead(a.kernel, TaskOf[t]) THEN ended
                     ELSE Append(ended, [thread |-> t, ret |-> a.ret, clause |-> a.clause, out |-> a.out]))

(* One thread goes before all others: `ready`, where it is, are the threads *)
(* that its calls have let go, in order, and that have not run since.       *)
IsHeld(k) == "ready" \in DOMAIN k

(* Those of queue run, unless one thread goes before them: then they stand  *)
(* behind those that are ready.                                             *)
LOCAL Let(a, queue) ==
    IF IsHeld(a.kernel) THEN [a EXCEPT !.kernel.ready = @ \o queue, !.woke = <<>>]
    ELSE LET all == RunQueue(a.kernel, queue, <<>>) IN [a EXCEPT !.kernel = all.kernel, !.woke = all.ended]

(* The call of thread t whose first step answered a, as a whole; its woke   *)
(* are the other calls that ended.                                          *)
Call(a, t) ==
    IF a.ret # "CONTINUE" /\ a.woke = <<>> THEN a
    ELSE LET own == RunOn(a, t, <<>>) IN Let(own.answer, own.queue)

(* An event as a whole: nobody's call goes on but those that it lets go.    *)
Event(a) == Let(a, a.woke)

(* Whom calls let go does not run from here on.                             *)
(*   Clause  ipc.hold_woken.1                                               *)
HoldWokenStep(k) ==
    Answer([spaces |-> k.spaces, ports |-> k.ports, threads |-> k.threads, dead |-> k.dead, ready |-> <<>>],
           "KERN_SUCCESS", "ipc.hold_woken.1", NoOut)

(* They run, in the order in which they were let go.                        *)
(*   Clause  ipc.run_woken.1                                                *)
RunWokenStep(k) ==
    [Answer([spaces |-> k.spaces, ports |-> k.ports, threads |-> k.threads, dead |-> k.dead],
            "KERN_SUCCESS", "ipc.run_woken.1", NoOut) EXCEPT !.woke = k.ready]

(* How an answer of a step is shown: the threads that it let go.            *)
Shown(a) ==
    [ret |-> a.ret, clause |-> a.clause, out |-> a.out,
     woke |-> [i \in 1..Len(a.woke) |->
                  [thread |-> a.woke[i], ret |-> "CONTINUE", clause |-> "", out |-> NoOut]]]

(* How an answer of a whole call is shown.                                  *)
Told(a) == [ret |-> a.ret, clause |-> a.clause, out |-> a.out, woke |-> a.woke]

InitialOutcome == [ret |-> "INIT", clause |-> "", out |-> NoOut, woke |-> <<>>]
=============================================================================
