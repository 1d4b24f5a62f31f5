------------------------------- MODULE ExcState --------------------------------
(****************************************************************************)
(* The state of what exceptions need of tasks, threads, host and ports, as  *)
(* one value, and the small moves on it that all operations share.          *)
(*                                                                          *)
(* IPC is here by its guarantees alone: a port has a count of send rights,  *)
(* a queue and a receiver (PortRights, FifoDelivery), a reply right becomes *)
(* one message (SendOnce).  Names and user references are IPC's own care: a *)
(* task holds a send right or it does not.                                  *)
(****************************************************************************)
EXTENDS ExceptionRules

CONSTANTS
    Tasks, Threads,    \* strings; all that there ever are
    TaskOf,            \* TaskOf[t]: the thread's task
    Ports,             \* exception ports are 1..Ports
    Replies,           \* reply ports are 1..Replies
    Types              \* types of exception that are raised, or named in masks

PortIds  == 1..Ports
ReplyIds == 1..Replies
Nobody   == "none"

ThreadsOf(task) == {t \in Threads : TaskOf[t] = task}

-----------------------------------------------------------------------------
(* Slots and their tables.  A task always has a table, a thread one from    *)
(* the first time on that a port is set.                                    *)
(*   Clauses  exceptions.slot.1 - exceptions.slot.3                         *)

EmptySlot == [port |-> NullPort, behavior |-> 0, codes |-> FALSE, flavor |-> THREAD_STATE_NONE]

SlotKeys   == IF PortsAreMasked THEN Types ELSE {0}
NoTable    == <<>>
EmptyTable == [key \in SlotKeys |-> EmptySlot]
NewTable   == IF PortsAreMasked THEN NoTable ELSE EmptyTable

SlotFor(table, type) == table[IF PortsAreMasked THEN type ELSE 0]

TableAt(k, t, level) ==
    CASE level = "thread" -> k.threads[t].slots
      [] level = "task"   -> k.tasks[TaskOf[t]].slots
      [] level = "host"   -> k.host

-----------------------------------------------------------------------------
(* Special ports, by number, and the ports that a task registers.  At first *)
(* they are ports of the kernel's own, which nobody counts here, or none.   *)
(*   Clauses  exceptions.special.6 exceptions.register.4                    *)

OwnPort  == -2    \* that of the task or thread itself
HostPort == -3
NamePort == -4    \* by which the task is known, and not controlled

KERNEL_PORT         == 1
TASK_HOST_PORT      == 2
TASK_NAME_PORT      == 3
TASK_BOOTSTRAP_PORT == 4
TASK_SEATBELT_PORT  == 7
TASK_ACCESS_PORT    == 9

FirstPort(which) ==
    CASE which = KERNEL_PORT -> OwnPort [] which = TASK_HOST_PORT -> HostPort [] OTHER -> NullPort

TaskPortNumbers ==
    IF ManySpecialPorts
    THEN {KERNEL_PORT, TASK_HOST_PORT, TASK_BOOTSTRAP_PORT, TASK_SEATBELT_PORT, TASK_ACCESS_PORT}
    ELSE {KERNEL_PORT, TASK_BOOTSTRAP_PORT}
ThreadPortNumbers == {KERNEL_PORT}

FirstPorts(numbers) == [which \in numbers |-> FirstPort(which)]
NobodyRegistered    == [i \in 1..RegisteredMax |-> NullPort]

-----------------------------------------------------------------------------
(* Ports and rights to them.  NONE: not yet allocated.                      *)

NoPort == [life |-> "NONE", receiver |-> Nobody, sendRights |-> 0, queue |-> <<>>]

IsPort(p)     == p > 0
IsAlive(k, p) == IsPort(p) /\ k.ports[p].life = "ALIVE"

(* To a port that is not, or has died, nothing is counted.                  *)
AddSendRights(k, p, n) == IF IsAlive(k, p) THEN [k EXCEPT !.ports[p].sendRights = @ + n] ELSE k

RECURSIVE Released(_, _)
Released(k, ports) ==
    IF ports = <<>> THEN k ELSE Released(AddSendRights(k, Head(ports), -1), Tail(ports))

LiveOf(k, ports) == SelectSeq(ports, LAMBDA p : IsAlive(k, p))

(* The task comes to hold a send right that somebody gave up for it: one    *)
(* it held before takes it in, and a space that is gone takes none.         *)
GivenTo(k, task, p) ==
    IF ~IsAlive(k, p) THEN k
    ELSE IF p \in k.tasks[task].sends \/ k.tasks[task].life = "GONE" THEN AddSendRights(k, p, -1)
    ELSE [k EXCEPT !.tasks[task].sends = @ \cup {p}]

-----------------------------------------------------------------------------
(* Registers, of a flavor told and set all at once.  In a world they are a  *)
(* few, known by what comes of them; where a run tells their words, these   *)
(* are the machine's (ExcTrace).                                            *)
(*   Clauses  exceptions.registers.5 exceptions.registers.6                 *)

FirstRegisters                 == "faulting"
ArePossible(flavor, registers) == IsFlavor(flavor) /\ registers # "impossible"
ToldIn(flavor, registers)      == registers
Loaded(old, flavor, registers) == registers

-----------------------------------------------------------------------------
(* Threads: what one does is a continuation, named for the step that comes  *)
(* next.                                                                    *)

NoRequest  == [none |-> TRUE]
NothingDue == [none |-> TRUE]

User   == [at |-> "User"]          \* executes user instructions
Parked == [at |-> "Parked"]        \* at the border to them, held
Return == [at |-> "Return"]        \* on its way to that border

InTriage == {"CheckReceiver", "LookUpHandler", "SendRequest", "AwaitReply", "TakeReply", "InstallState", "NobodyHandled"}

Does(k, t)            == k.threads[t].does
At(k, t, where)       == Does(k, t).at = where
Continue(k, t, c)     == [k EXCEPT !.threads[t].does = c]
IsInTriage(k, t)      == Does(k, t).at \in InTriage

(* NONE: not yet created; TERMINATED: it has been told to end; GONE.        *)
IsActive(k, t)        == k.threads[t].life = "ACTIVE"
IsActiveTask(k, task) == k.tasks[task].life = "ACTIVE"

(* What a port of the kernel's stands for, till it converts no more.        *)
IsThread(k, t)   == t \in Threads /\ k.threads[t].life \in {"ACTIVE", "TERMINATED"}
IsTask(k, task)  == task \in Tasks /\ k.tasks[task].life \in {"ACTIVE", "TERMINATED"}

(*   Clauses  exceptions.hold.1                                             *)
IsHeld(k, t) == k.threads[t].suspends > 0 \/ k.tasks[TaskOf[t]].suspends > 0

(* The kernel has an exception to raise before its next instruction.        *)
IsDue(k, t)  == k.threads[t].due # NothingDue
MayRun(k, t) == IsActive(k, t) /\ k.threads[t].started /\ ~IsHeld(k, t)

(* Who is held where it waits for room or a message stays there when that   *)
(* comes, until it is let on.                                               *)
(*   Clauses  exceptions.hold.2                                             *)
StaysWhereItWaits(k, t) ==
    WaitOfTheHeldLasts /\ IsActive(k, t) /\ IsHeld(k, t) /\ k.threads[t].aborted = "NO"

-----------------------------------------------------------------------------
(* Reply ports: who waits for a message there, while the port lives.        *)

LOCAL RepliesOf(queue) == {queue[i].reply : i \in 1..Len(queue)}

HeldReplies(k) ==
    UNION {RepliesOf(k.ports[p].queue) : p \in PortIds}
    \cup {k.threads[t].request.reply : t \in {u \in Threads : k.threads[u].request # NoRequest}}

(* Nobody can answer a request whose reply port has died.                   *)
IsAnswerable(k, request) == k.replies[request.reply] # Nobody

(* An identity is used again when nobody has a right to it.                 *)
FreeReplies(k) == {r \in ReplyIds : k.replies[r] = Nobody /\ r \notin HeldReplies(k)}
NewReply(k)    == CHOOSE r \in FreeReplies(k) : \A s \in FreeReplies(k) : r <= s

-----------------------------------------------------------------------------
(* Answers, as IpcState has them.                                           *)

NoOut == [none |-> TRUE]

Answer(k, ret, clause, out)      == [kernel |-> k, ret |-> ret, clause |-> clause, out |-> out]
Refuses(k, ret, clause)          == Answer(k, ret, clause, NoOut)
(* The step that follows a wait.                                            *)
IfLetOn(k, t, a) == IF StaysWhereItWaits(k, t) THEN Answer(k, "BLOCKED", "exceptions.hold.2", NoOut) ELSE a
GoesOn(k, t, c, clause)          == Answer(Continue(k, t, c), "CONTINUE", clause, NoOut)
Blocks(k, t, c, clause)          == Answer(Continue(k, t, c), "BLOCKED", clause, NoOut)

(* The call of t has done what it was asked to, and goes on to give up      *)
(* rights, one a step; its thread is back at its instructions after.        *)
EndsReleasing(k, t, ports, ret, clause, out) ==
    LET doomed == LiveOf(k, ports)
    IN IF doomed = <<>> THEN Answer(k, ret, clause, out)
       ELSE Answer(Continue(k, t, [at |-> "ReleaseRight", doomed |-> doomed]), ret, clause, out)
=============================================================================
