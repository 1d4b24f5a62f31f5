------------------------------- MODULE ExcTasks --------------------------------
(****************************************************************************)
(* Tasks and threads as far as exceptions meet them: creation with what is  *)
(* inherited, holds, aborts, ends, and the border to user instructions at   *)
(* which they take effect.                                                  *)
(****************************************************************************)
EXTENDS ExcDue

(* A thread has one hold for its own suspend count and one for its task's.  *)
LOCAL IsOffCpu(k, t) == ~At(k, t, "User")

-----------------------------------------------------------------------------
(* The border to user instructions: first the end, then holds.              *)
(*   Clauses  exceptions.border.1 - exceptions.border.4                     *)

(* A thread's table goes with it, and each slot's right.                    *)
LOCAL PortsOf(ports) ==
    LET RECURSIVE PortsIn(_)
        PortsIn(keys) ==
            IF keys = {} THEN <<>>
            ELSE LET key == CHOOSE key \in keys : TRUE IN <<ports[key]>> \o PortsIn(keys \ {key})
    IN PortsIn(DOMAIN ports)

LOCAL RightsOfTable(table) == PortsOf([key \in DOMAIN table |-> table[key].port])

(* What a task hands on to its child, and what both give up in the end.     *)
LOCAL RightsOfThread(it) == RightsOfTable(it.slots) \o PortsOf(it.special)
LOCAL RightsOfTask(it)   == RightsOfTable(it.slots) \o PortsOf(it.special) \o it.registered

ThreadGoes(k, t) ==
    LET released == Released(k, LiveOf(k, RightsOfThread(k.threads[t])))
    IN [released EXCEPT !.threads[t].life = "GONE", !.threads[t].slots = NewTable, !.threads[t].suspends = 0,
                        !.threads[t].aborted = "NO", !.threads[t].due = NothingDue, !.threads[t].special = FirstPorts(ThreadPortNumbers)]

AtBorder(k, t) ==
    \/ At(k, t, "Return")
    \/ At(k, t, "User")       /\ k.threads[t].life = "TERMINATED"
    \/ At(k, t, "User")       /\ IsActive(k, t) /\ (IsHeld(k, t) \/ IsDue(k, t))
    \/ At(k, t, "Parked")     /\ (k.threads[t].life = "TERMINATED" \/ MayRun(k, t))
    \/ At(k, t, "NotStarted") /\ (k.threads[t].life = "TERMINATED" \/ MayRun(k, t))

CrossBorderStep(k, t) ==
    CASE k.threads[t].life = "TERMINATED" -> GoesOn(ThreadGoes(k, t), t, Parked, "exceptions.border.1")
      [] IsHeld(k, t)                     -> GoesOn(k, t, Parked, "exceptions.border.2")
      [] IsDue(k, t)                      -> RaiseDueStep(k, t)
      [] OTHER                            -> GoesOn([k EXCEPT !.threads[t].aborted = "NO"], t, User, "exceptions.border.3")

-----------------------------------------------------------------------------
(* Creation.                                                                *)

NewThread == [life |-> "NONE", started |-> FALSE, suspends |-> 0, aborted |-> "NO", registers |-> FirstRegisters, due |-> NothingDue,
              slots |-> NewTable, special |-> FirstPorts(ThreadPortNumbers), request |-> NoRequest,
              does |-> [at |-> "NotStarted"]]
NewTask   == [life |-> "NONE", suspends |-> 0, pidHeld |-> FALSE, slots |-> EmptyTable, special |-> FirstPorts(TaskPortNumbers),
              registered |-> NobodyRegistered, sends |-> {}]

(* The child's slots, special and registered ports are its parent's, each   *)
(* with a right of its own; only its own port is its own.                   *)
RECURSIVE Cloned(_, _)
Cloned(k, ports) == IF ports = <<>> THEN k ELSE Cloned(AddSendRights(k, Head(ports), 1), Tail(ports))

(*   Clauses  exceptions.inherit.1 exceptions.inherit.2 exceptions.create.1 *)
TaskCreateStep(k, t, parent, child) ==
    IF ~IsActiveTask(k, parent) THEN
        Refuses(k, IF ~IsTask(k, parent) THEN GoneCode ELSE IF EndedIsSeen THEN "KERN_FAILURE" ELSE "KERN_INVALID_TASK",
                "exceptions.create.1")
    ELSE LET heir == [k.tasks[parent] EXCEPT !.suspends = 0, !.pidHeld = FALSE, !.sends = {}, !.special[KERNEL_PORT] = OwnPort]
         IN Answer([Cloned(k, LiveOf(k, RightsOfTask(heir))) EXCEPT !.tasks[child] = heir],
                   "KERN_SUCCESS", "exceptions.inherit.1", [port |-> OwnPort])

(* A new thread is held, once, and has no exception ports.                  *)
(*   Clauses  exceptions.create.2 exceptions.create.3 exceptions.inherit.2  *)
ThreadCreateStep(k, t, task, created) ==
    CASE ~IsTask(k, task)       -> Refuses(k, GoneCode, "exceptions.create.2")
      [] ~IsActiveTask(k, task) -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.create.3")
      [] OTHER ->
            Answer([k EXCEPT !.threads[created] = [NewThread EXCEPT !.life = "ACTIVE", !.suspends = 1]],
                   "KERN_SUCCESS", "exceptions.inherit.2", [port |-> OwnPort])

(* One that is to run at once has registers, and is not held.               *)
(*   Clauses  exceptions.create.2 - exceptions.create.5                     *)
ThreadCreateRunningStep(k, t, task, created, flavor, registers) ==
    CASE ~IsTask(k, task)       -> Refuses(k, GoneCode, "exceptions.create.2")
      [] ~IsActiveTask(k, task) -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.create.3")
      [] ~ArePossible(flavor, registers) -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.create.4")
      [] OTHER ->
            Answer([k EXCEPT !.threads[created] =
                        [NewThread EXCEPT !.life = "ACTIVE", !.started = TRUE, !.registers = Loaded(@, flavor, registers)]],
                   "KERN_SUCCESS", "exceptions.create.5", [port |-> OwnPort])

-----------------------------------------------------------------------------
(* Holds.  Who holds another waits until it is off the processor.           *)

IsOff(k, t, targets) ==
    \A u \in targets : u = t \/ IsOffCpu(k, u) \/ k.threads[u].life # "ACTIVE" \/ ~IsHeld(k, u)

(* Who holds itself goes to the border by itself.                           *)
EndsStopped(k, t, targets, clause) ==
    IF IsOff(k, t, targets)
    THEN Answer(IF t \in targets THEN Continue(k, t, Return) ELSE k, "KERN_SUCCESS", clause, NoOut)
    ELSE Blocks(k, t, [at |-> "AwaitStopped", targets |-> targets, clause |-> clause], clause)

AwaitStoppedStep(k, t) == Answer(Continue(k, t, Return), "KERN_SUCCESS", Does(k, t).clause, NoOut)
IsStopped(k, t)        == At(k, t, "AwaitStopped") /\ IsOff(k, t, Does(k, t).targets)

(*   Clauses  exceptions.suspend.1 - exceptions.suspend.3                   *)
ThreadSuspendStep(k, t, target) ==
    CASE ~IsThread(k, target)  -> Refuses(k, GoneCode, "exceptions.suspend.1")
      [] ~IsActive(k, target)  -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.suspend.2")
      [] OTHER -> EndsStopped([k EXCEPT !.threads[target].suspends = @ + 1], t, {target}, "exceptions.suspend.3")

(*   Clauses  exceptions.resume.1 - exceptions.resume.4                     *)
ThreadResumeStep(k, t, target) ==
    CASE ~IsThread(k, target)                 -> Refuses(k, GoneCode, "exceptions.resume.1")
      [] ~IsActive(k, target)                 -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.resume.2")
      [] k.threads[target].suspends = 0       -> Refuses(k, "KERN_FAILURE", "exceptions.resume.3")
      [] OTHER ->
            Answer([k EXCEPT !.threads[target].suspends = @ - 1,
                             !.threads[target].started = @ \/ k.threads[target].suspends = 1],
                   "KERN_SUCCESS", "exceptions.resume.4", NoOut)

(*   Clauses  exceptions.suspend.4 - exceptions.suspend.6                   *)
LOCAL ThreadsIn(k, task) == {u \in ThreadsOf(task) : k.threads[u].life # "NONE"}

TaskSuspendStep(k, t, task) ==
    CASE ~IsTask(k, task)       -> Refuses(k, GoneCode, "exceptions.suspend.4")
      [] ~IsActiveTask(k, task) -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.suspend.5")
      [] OTHER -> EndsStopped([k EXCEPT !.tasks[task].suspends = @ + 1], t, ThreadsIn(k, task), "exceptions.suspend.6")

(* One of its suspensions may be its process's, which is not the caller's   *)
(* to end.                                                                  *)
LOCAL Reserved(k, task) == IF k.tasks[task].pidHeld THEN 1 ELSE 0

(*   Clauses  exceptions.resume.5 - exceptions.resume.8                     *)
TaskResumeStep(k, t, task) ==
    CASE ~IsTask(k, task)           -> Refuses(k, GoneCode, "exceptions.resume.5")
      [] ~IsActiveTask(k, task)     -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.resume.6")
      [] k.tasks[task].suspends <= Reserved(k, task) -> Refuses(k, "KERN_FAILURE", "exceptions.resume.7")
      [] OTHER -> Answer([k EXCEPT !.tasks[task].suspends = @ - 1], "KERN_SUCCESS", "exceptions.resume.8", NoOut)

(* A process is suspended, or it is not: one suspension of its task's.      *)
(*   Clauses  exceptions.pid.1 - exceptions.pid.6                           *)
PidSuspendStep(k, t, task) ==
    CASE ~IsTask(k, task)        -> Refuses(k, GoneCode, "exceptions.pid.1")
      [] ~IsActiveTask(k, task) \/ k.tasks[task].pidHeld -> Refuses(k, "KERN_FAILURE", "exceptions.pid.2")
      [] OTHER -> EndsStopped([k EXCEPT !.tasks[task].suspends = @ + 1, !.tasks[task].pidHeld = TRUE], t, ThreadsIn(k, task),
                              "exceptions.pid.3")

PidResumeStep(k, t, task) ==
    CASE ~IsTask(k, task)        -> Refuses(k, GoneCode, "exceptions.pid.4")
      [] ~IsActiveTask(k, task) \/ ~k.tasks[task].pidHeld -> Refuses(k, "KERN_FAILURE", "exceptions.pid.5")
      [] OTHER -> Answer([k EXCEPT !.tasks[task].suspends = @ - 1, !.tasks[task].pidHeld = FALSE],
                         "KERN_SUCCESS", "exceptions.pid.6", NoOut)

-----------------------------------------------------------------------------
(* Aborts: a wait that is under way breaks at once, and so does every       *)
(* further one until the thread is back at its instructions.  The wait for  *)
(* a reply is not one that is safe to break.                                *)
(*   Clauses  exceptions.abort.1 - exceptions.abort.5                       *)
ThreadAbortStep(k, t, target) ==
    CASE ~IsThread(k, target)             -> Refuses(k, GoneCode, "exceptions.abort.1")
      [] t = target /\ ~SelfIsAborted     -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.abort.2")
      [] ~IsActive(k, target)             -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.abort.3")
      [] t = target                       -> Answer(k, "KERN_SUCCESS", "exceptions.abort.4", NoOut)
      [] OTHER ->
            Answer([WaitBroken(k, target, TRUE) EXCEPT !.threads[target].aborted = IF IsOffCpu(k, target) THEN "YES" ELSE @],
                   "KERN_SUCCESS", "exceptions.abort.4", NoOut)

ThreadAbortSafelyStep(k, t, target) ==
    CASE ~IsThread(k, target) -> Refuses(k, GoneCode, "exceptions.abort.1")
      [] ~IsActive(k, target) -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.abort.3")
      [] OTHER                -> Answer(k, "KERN_SUCCESS", "exceptions.abort.5", NoOut)

-----------------------------------------------------------------------------
(* Registers are told and set all at once, in a flavor, of a thread that is *)
(* off the processor or will not notice.                                    *)
(*   Clauses  exceptions.registers.1 - exceptions.registers.6               *)

LOCAL RefusesRegisters(k, t, target, flavor) ==
    CASE ~IsThread(k, target)               -> <<GoneCode, "exceptions.registers.1">>
      [] t = target /\ ~SelfStateIsTold     -> <<"KERN_INVALID_ARGUMENT", "exceptions.registers.2">>
      [] ~IsActive(k, target)               -> <<EndedCode("KERN_TERMINATED"), "exceptions.registers.3">>
      [] ~IsFlavor(flavor)                  -> <<"KERN_INVALID_ARGUMENT", "exceptions.registers.4">>
      [] OTHER                              -> <<"", "">>

ThreadGetStateStep(k, t, target, flavor) ==
    LET refusal == RefusesRegisters(k, t, target, flavor)
    IN IF refusal[1] # "" THEN Refuses(k, refusal[1], refusal[2])
       ELSE Answer(k, "KERN_SUCCESS", "exceptions.registers.6", [registers |-> ToldIn(flavor, k.threads[target].registers)])

ThreadSetStateStep(k, t, target, flavor, registers) ==
    LET refusal == RefusesRegisters(k, t, target, flavor)
    IN CASE refusal[1] # ""           -> Refuses(k, refusal[1], refusal[2])
         [] ~ArePossible(flavor, registers) -> Refuses(k, "KERN_INVALID_ARGUMENT", "exceptions.registers.5")
         [] OTHER -> Answer([k EXCEPT !.threads[target].registers = Loaded(@, flavor, registers)],
                            "KERN_SUCCESS", "exceptions.registers.6", NoOut)

-----------------------------------------------------------------------------
(* Ends.                                                                    *)

LOCAL ThreadEnds(k, t) ==
    IF k.threads[t].life # "ACTIVE" THEN k
    ELSE [WaitBroken(k, t, ReplyPortDiesWithWait) EXCEPT !.threads[t].life = "TERMINATED", !.threads[t].aborted = "YES"]

RECURSIVE ThreadsEnd(_, _)
LOCAL ThreadsEnd(k, threads) ==
    IF threads = {} THEN k
    ELSE LET t == CHOOSE t \in threads : TRUE IN ThreadsEnd(ThreadEnds(k, t), threads \ {t})

(*   Clauses  exceptions.terminate.1 - exceptions.terminate.3               *)
ThreadTerminateStep(k, t, target) ==
    CASE ~IsThread(k, target) -> Refuses(k, GoneCode, "exceptions.terminate.1")
      [] ~IsActive(k, target) -> Refuses(k, EndedCode("KERN_TERMINATED"), "exceptions.terminate.2")
      [] OTHER                -> Answer(ThreadEnds(k, target), "KERN_SUCCESS", "exceptions.terminate.3", NoOut)

(* The task is told to end, and with it its threads; the caller goes on to  *)
(* take its space apart.                                                    *)
TaskEnds(k, t, task) ==
    Continue([ThreadsEnd(k, ThreadsOf(task)) EXCEPT !.tasks[task].life = "TERMINATED"], t,
             [at |-> "DestroySpace", task |-> task])

(*   Clauses  exceptions.terminate.4 - exceptions.terminate.6               *)
TaskTerminateStep(k, t, task) ==
    CASE ~IsTask(k, task)       -> Refuses(k, GoneCode, "exceptions.terminate.4")
      [] ~IsActiveTask(k, task) -> Refuses(k, EndedCode("KERN_FAILURE"), "exceptions.terminate.5")
      [] OTHER                  -> Answer(TaskEnds(k, t, task), "CONTINUE", "exceptions.terminate.6", NoOut)

(* A port dies: the reply rights of its requests are given up.              *)
RECURSIVE RightsDropped(_, _)
LOCAL RightsDropped(k, replies) ==
    IF replies = <<>> THEN k ELSE RightsDropped(ReplyRightDropped(k, Head(replies)), Tail(replies))

(*   Clauses  exceptions.wait.4                                             *)
PortDies(k, p) ==
    LET queue == k.ports[p].queue
        gone  == [k EXCEPT !.ports[p] = [life |-> "DEAD", receiver |-> Nobody, sendRights |-> 0, queue |-> <<>>],
                           !.tasks = [task \in Tasks |-> [@[task] EXCEPT !.sends = @ \ {p}]]]
    IN RightsDropped(gone, [i \in 1..Len(queue) |-> queue[i].reply])

RECURSIVE PortsDie(_, _)
LOCAL PortsDie(k, ports) ==
    IF ports = {} THEN k ELSE LET p == CHOOSE p \in ports : TRUE IN PortsDie(PortDies(k, p), ports \ {p})

(* A request in a thread's hands is a right in its task's space.            *)
RequestDropped(k, t) ==
    IF k.threads[t].request = NoRequest THEN k
    ELSE ReplyRightDropped([k EXCEPT !.threads[t].request = NoRequest], k.threads[t].request.reply)

RECURSIVE RequestsDropped(_, _)
LOCAL RequestsDropped(k, threads) ==
    IF threads = {} THEN k
    ELSE LET t == CHOOSE t \in threads : TRUE IN RequestsDropped(RequestDropped(k, t), threads \ {t})

RECURSIVE SendsReleased(_, _)
LOCAL SendsReleased(k, ports) ==
    IF ports = {} THEN k
    ELSE LET p == CHOOSE p \in ports : TRUE IN SendsReleased(AddSendRights(k, p, -1), ports \ {p})

(* What a task is registered with, and has registered, goes with it.        *)
(*   Clauses  exceptions.terminate.7                                        *)
DestroySpaceStep(k, t) ==
    LET task     == Does(k, t).task
        released == Released(SendsReleased(k, k.tasks[task].sends), LiveOf(k, RightsOfTask(k.tasks[task])))
        emptied  == [released EXCEPT !.tasks[task] = [NewTask EXCEPT !.life = "GONE"]]
        mine     == {p \in PortIds : IsAlive(emptied, p) /\ emptied.ports[p].receiver = task}
    IN Answer(Continue(RequestsDropped(PortsDie(emptied, mine), ThreadsOf(task)), t, Return),
              "KERN_SUCCESS", "exceptions.terminate.7", NoOut)

-----------------------------------------------------------------------------
(* Nobody handled the exception.                                            *)
(*   Clauses  exceptions.triage.3 - exceptions.triage.5                     *)
NobodyHandledStep(k, t) ==
    LET c == Does(k, t)
    IN CASE IsTold(c.exception.type) -> GoesOn(k, t, Return, "exceptions.triage.3")
         [] ~UnhandledTerminates     -> GoesOn(k, t, Return, "exceptions.triage.4")
         [] ~IsActiveTask(k, TaskOf[t]) -> GoesOn(k, t, Return, "exceptions.terminate.5")
         [] OTHER -> Answer(TaskEnds(k, t, TaskOf[t]), "CONTINUE", "exceptions.triage.5", NoOut)
=============================================================================
