---------------------------------- MODULE Exc ----------------------------------
(****************************************************************************)
(* The model: what threads in triage do by themselves, what handlers do     *)
(* with requests, and all calls, as actions on `kernel`.  `outcome` is the  *)
(* answer of the last step.                                                 *)
(*                                                                          *)
(* Handlers are the only environment.  They receive from exception ports,   *)
(* answer, drop, forward, die; the messages themselves are IPC's.  A caller *)
(* executes user instructions when it calls, held or not as long as it has  *)
(* not noticed.                                                             *)
(****************************************************************************)
EXTENDS ExcInfo, ExcSpecialPorts

VARIABLES
    kernel,            \* [tasks, threads, host, ports, replies]
    outcome            \* [ret, clause, out]

Is(a) == kernel' = a.kernel /\ outcome' = [ret |-> a.ret, clause |-> a.clause, out |-> a.out]

CanCall(k, t) == At(k, t, "User") /\ ~IsDue(k, t)

-----------------------------------------------------------------------------
(* What a thread does by itself.                                            *)

CheckReceiver(t) == At(kernel, t, "CheckReceiver") /\ Is(CheckReceiverStep(kernel, t))
LookUpHandler(t) == At(kernel, t, "LookUpHandler") /\ Is(LookUpHandlerStep(kernel, t))
SendRequest(t)   == At(kernel, t, "SendRequest")   /\ Is(SendRequestStep(kernel, t))
TakeReply(t)     == At(kernel, t, "TakeReply")     /\ Is(IfLetOn(kernel, t, TakeReplyStep(kernel, t)))
InstallState(t)  == At(kernel, t, "InstallState")  /\ Is(InstallStateStep(kernel, t))
NobodyHandled(t) == At(kernel, t, "NobodyHandled") /\ Is(NobodyHandledStep(kernel, t))
ReleaseRight(t)  == At(kernel, t, "ReleaseRight")  /\ Is(ReleaseRightStep(kernel, t))
AwaitStopped(t)  == IsStopped(kernel, t)           /\ Is(AwaitStoppedStep(kernel, t))
DestroySpace(t)  == At(kernel, t, "DestroySpace")  /\ Is(DestroySpaceStep(kernel, t))
CrossBorder(t)   == AtBorder(kernel, t)            /\ Is(CrossBorderStep(kernel, t))

ThreadStep(t) ==
    \/ CheckReceiver(t) \/ LookUpHandler(t) \/ SendRequest(t) \/ TakeReply(t) \/ InstallState(t) \/ NobodyHandled(t)
    \/ ReleaseRight(t) \/ AwaitStopped(t) \/ DestroySpace(t) \/ CrossBorder(t)

(* A user instruction: the next one faults.  The thread may have been held  *)
(* since it came here, and not have noticed.                                *)
RunUser(t) ==
    /\ CanCall(kernel, t) /\ kernel.threads[t].registers = "repaired"
    /\ Is(Answer([kernel EXCEPT !.threads[t].registers = "faulting"], "CONTINUE", "exceptions.border.3", NoOut))

RaiseException(t, exception) ==
    /\ CanCall(kernel, t) /\ kernel.threads[t].registers = "faulting"
    /\ Is(RaiseExceptionStep(kernel, t, exception))

(* Whatever call it was, and whatever counted.                              *)
ViolateGuard(t, flavor, name, guard) ==
    CanCall(kernel, t) /\ PortsAreMasked /\ Is(ViolateGuardStep(kernel, t, flavor, name, guard))
ExceedLimit(t, resource, flavor, limit, observed) ==
    CanCall(kernel, t) /\ PortsAreMasked /\ Is(ExceedLimitStep(kernel, t, resource, flavor, limit, observed))

-----------------------------------------------------------------------------
(* Handlers.                                                                *)

Receives(t, p)   == IsAlive(kernel, p) /\ kernel.ports[p].receiver = TaskOf[t]
HasRequest(t)    == kernel.threads[t].request # NoRequest
RequestHeld(t)   == kernel.threads[t].request
HandedOver(k, t) == [k EXCEPT !.threads[t].request = NoRequest]

Succeeds(k, clause) == Answer(k, "MACH_MSG_SUCCESS", clause, NoOut)

(* The right by which the request came is used up.                          *)
ReceiveRequest(t, p) ==
    /\ CanCall(kernel, t) /\ Receives(t, p) /\ ~HasRequest(t) /\ kernel.ports[p].queue # <<>>
    /\ Is(Succeeds([AddSendRights(kernel, p, -1) EXCEPT
                        !.threads[t].request = Head(kernel.ports[p].queue), !.ports[p].queue = Tail(@)],
                   "exceptions.handler.1"))

(* A reply of the form that the request asks for, but for what is said.     *)
HasNewState(m)     == m.registers # Nobody
WordsOf(m)         == IF HasNewState(m) THEN StateWords[m.flavor] ELSE 0
ProperSize(m)      == IF ~PortsAreMasked THEN SingleReplySize ELSE IF HasNewState(m) THEN 44 + 4 * WordsOf(m) ELSE ErrorReplySize
ReplyTo(m, ret, registers) ==
    [id |-> ReplyId(m.id), size |-> ProperSize(m), ret |-> ret, flavor |-> m.flavor,
     registers |-> IF HasNewState(m) THEN registers ELSE Nobody]

(* What handlers say, by what becomes of it.                                *)
ReplyOfKind(m, kind) ==
    CASE kind = "good"       -> ReplyTo(m, "KERN_SUCCESS", "repaired")
      [] kind = "failure"    -> ReplyTo(m, "KERN_FAILURE", "repaired")
      [] kind = "error"      -> [ReplyTo(m, "KERN_FAILURE", "repaired") EXCEPT !.size = ErrorReplySize]
      [] kind = "wrongId"    -> [ReplyTo(m, "KERN_SUCCESS", "repaired") EXCEPT !.id = m.id]
      [] kind = "wrongSize"  -> [ReplyTo(m, "KERN_SUCCESS", "repaired") EXCEPT !.size = @ + 4]
      [] kind = "portDied"   -> ReplyTo(m, "MACH_RCV_PORT_DIED", "repaired")
      [] kind = "impossible" -> ReplyTo(m, "KERN_SUCCESS", "impossible")

(* What becomes of a reply: who is refused keeps the name of what was the   *)
(* right.                                                                   *)
(*   Clauses  exceptions.wait.1 exceptions.wait.5                           *)
RepliesStep(k, t, message) ==
    LET request == k.threads[t].request
        arrived == ReplyArrives(HandedOver(k, t), request.reply, message)
    IN CASE IsAnswerable(k, request) -> Succeeds(arrived, "exceptions.wait.1")
         [] DeadReplyIsSwallowed     -> Succeeds(arrived, "exceptions.wait.5")
         [] OTHER                    -> Refuses(k, "MACH_SEND_INVALID_DEST", "exceptions.wait.5")

(* A handler that is refused gives up that name.                            *)
ReplyToRequest(t, kind) ==
    LET a == RepliesStep(kernel, t, ReplyOfKind(RequestHeld(t), kind))
    IN CanCall(kernel, t) /\ HasRequest(t) /\ Is([a EXCEPT !.kernel = HandedOver(@, t)])

DropRequest(t) ==
    /\ CanCall(kernel, t) /\ HasRequest(t)
    /\ Is(Succeeds(RequestDropped(kernel, t), "exceptions.wait.2"))

(* The request goes on to who was registered before, with its reply right.  *)
ForwardRequest(t, p) ==
    /\ CanCall(kernel, t) /\ HasRequest(t) /\ p \in kernel.tasks[TaskOf[t]].sends
    /\ Is(Succeeds([AddSendRights(HandedOver(kernel, t), p, 1) EXCEPT !.ports[p].queue = Append(@, RequestHeld(t))],
                   "exceptions.handler.2"))

DestroyPort(t, p) ==
    /\ CanCall(kernel, t) /\ Receives(t, p)
    /\ Is(Answer(PortDies(kernel, p), "KERN_SUCCESS", "exceptions.wait.4", NoOut))

MoveReceiveRight(t, p, task) ==
    /\ CanCall(kernel, t) /\ Receives(t, p) /\ IsActiveTask(kernel, task) /\ task # TaskOf[t]
    /\ Is(Succeeds([kernel EXCEPT !.ports[p].receiver = task], "exceptions.handler.3"))

-----------------------------------------------------------------------------
(* Calls.  A right that a call takes is copied or made for it.              *)

HasRightFor(t, port) == IsPort(port) => IsAlive(kernel, port) /\ (Receives(t, port) \/ port \in kernel.tasks[TaskOf[t]].sends)
WithArgument(port)   == AddSendRights(kernel, port, 1)
Target(level, of)    == [level |-> level, of |-> of]

SetExceptionPorts(t, target, mask, port, behavior, codes, flavor) ==
    /\ CanCall(kernel, t) /\ HasRightFor(t, port) /\ PortsAreMasked
    /\ Is(SetExceptionPortsStep(WithArgument(port), t, target, mask, port, behavior, codes, flavor))
GetExceptionPorts(t, target, mask, count) ==
    /\ CanCall(kernel, t) /\ PortsAreMasked
    /\ Is(GetExceptionPortsStep(kernel, t, target, mask, count))
SwapExceptionPorts(t, target, mask, port, behavior, codes, flavor, count) ==
    /\ CanCall(kernel, t) /\ HasRightFor(t, port) /\ PortsAreMasked
    /\ Is(SwapExceptionPortsStep(WithArgument(port), t, target, mask, port, behavior, codes, flavor, count))

SetSpecialPort(t, target, which, port) ==
    /\ CanCall(kernel, t) /\ HasRightFor(t, port)
    /\ Is(SetSpecialPortStep(WithArgument(port), t, target, which, port))
GetSpecialPort(t, target, which) == CanCall(kernel, t) /\ Is(GetSpecialPortStep(kernel, t, target, which))

MachTaskSelf(t)   == CanCall(kernel, t) /\ Is(MachTaskSelfStep(kernel, t))
MachThreadSelf(t) == CanCall(kernel, t) /\ Is(MachThreadSelfStep(kernel, t))
MachHostSelf(t)   == CanCall(kernel, t) /\ Is(MachHostSelfStep(kernel, t))

RECURSIVE WithArguments(_, _)
LOCAL WithArguments(k, ports) == IF ports = <<>> THEN k ELSE WithArguments(AddSendRights(k, Head(ports), 1), Tail(ports))

MachPortsRegister(t, task, ports) ==
    /\ CanCall(kernel, t) /\ \A i \in 1..Len(ports) : HasRightFor(t, ports[i])
    /\ Is(MachPortsRegisterStep(WithArguments(kernel, ports), t, task, ports))
MachPortsLookup(t, task) == CanCall(kernel, t) /\ Is(MachPortsLookupStep(kernel, t, task))

ThreadGetState(t, target, flavor) == CanCall(kernel, t) /\ Is(ThreadGetStateStep(kernel, t, target, flavor))
ThreadSetState(t, target, flavor, registers) ==
    CanCall(kernel, t) /\ Is(ThreadSetStateStep(kernel, t, target, flavor, registers))

TaskInfo(t, task, flavor, count)     == CanCall(kernel, t) /\ Is(TaskInfoStep(kernel, t, task, flavor, count))
ThreadInfo(t, target, flavor, count) == CanCall(kernel, t) /\ Is(ThreadInfoStep(kernel, t, target, flavor, count))

TaskCreate(t, parent, child)     == CanCall(kernel, t) /\ kernel.tasks[child].life = "NONE" /\ Is(TaskCreateStep(kernel, t, parent, child))
ThreadCreate(t, created)         == CanCall(kernel, t) /\ kernel.threads[created].life = "NONE" /\ Is(ThreadCreateStep(kernel, t, TaskOf[created], created))
ThreadCreateRunning(t, created, flavor, registers) ==
    /\ CanCall(kernel, t) /\ kernel.threads[created].life = "NONE"
    /\ Is(ThreadCreateRunningStep(kernel, t, TaskOf[created], created, flavor, registers))
ThreadSuspend(t, target)         == CanCall(kernel, t) /\ Is(ThreadSuspendStep(kernel, t, target))
ThreadResume(t, target)          == CanCall(kernel, t) /\ Is(ThreadResumeStep(kernel, t, target))
TaskSuspend(t, task)             == CanCall(kernel, t) /\ Is(TaskSuspendStep(kernel, t, task))
PidSuspend(t, task)              == CanCall(kernel, t) /\ PortsAreMasked /\ Is(PidSuspendStep(kernel, t, task))
PidResume(t, task)               == CanCall(kernel, t) /\ PortsAreMasked /\ Is(PidResumeStep(kernel, t, task))
TaskResume(t, task)              == CanCall(kernel, t) /\ Is(TaskResumeStep(kernel, t, task))
ThreadAbort(t, target)           == CanCall(kernel, t) /\ Is(ThreadAbortStep(kernel, t, target))
ThreadAbortSafely(t, target)     == CanCall(kernel, t) /\ Is(ThreadAbortSafelyStep(kernel, t, target))
ThreadTerminate(t, target)       == CanCall(kernel, t) /\ Is(ThreadTerminateStep(kernel, t, target))
TaskTerminate(t, task)           == CanCall(kernel, t) /\ Is(TaskTerminateStep(kernel, t, task))

-----------------------------------------------------------------------------
(* A kernel in which tasks live and threads execute user instructions, and  *)
(* ports are received, and nobody is registered.                            *)
InitialOutcome == [ret |-> "INIT", clause |-> "", out |-> NoOut]

KernelOf(tasks, threads, receivers) ==
    [tasks   |-> [task \in Tasks |-> IF task \in tasks THEN [NewTask EXCEPT !.life = "ACTIVE"] ELSE NewTask],
     threads |-> [t \in Threads |-> IF t \in threads
                                    THEN [NewThread EXCEPT !.life = "ACTIVE", !.started = TRUE, !.does = User]
                                    ELSE NewThread],
     host    |-> IF PortsAreMasked THEN EmptyTable ELSE NoTable,
     ports   |-> [p \in PortIds |-> IF p \in DOMAIN receivers
                                    THEN [NoPort EXCEPT !.life = "ALIVE", !.receiver = receivers[p]] ELSE NoPort],
     replies |-> [r \in ReplyIds |-> Nobody]]

(* Somebody has registered.                                                 *)
Registered(k, t, level, type, slot) ==
    LET counted == AddSendRights(k, slot.port, 1)
        Table(old) == [(IF old = NoTable THEN EmptyTable ELSE old) EXCEPT ![IF PortsAreMasked THEN type ELSE 0] = slot]
    IN IF slot = EmptySlot THEN k
       ELSE CASE level = "thread" -> [counted EXCEPT !.threads[t].slots = Table(@)]
              [] level = "task"   -> [counted EXCEPT !.tasks[TaskOf[t]].slots = Table(@)]
              [] level = "host"   -> [counted EXCEPT !.host = Table(@)]
=============================================================================
