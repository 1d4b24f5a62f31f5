------------------------------- MODULE ExcTrace -------------------------------
(****************************************************************************)
(* Recorded runs of tasks, threads and exceptions put to the model by TLC:  *)
(* how far do its actions answer as each of them says?  An event is an      *)
(* action; then every thread takes the steps that it has to take, one after *)
(* the other, the caller first, and what the run says has to be so.         *)
(*                                                                          *)
(* A run is [tasks, threads, receiver, events, told, judged]: who is there   *)
(* at first, the task that receives from all ports, its events, after how   *)
(* many of them the model's own state is told, and whether what was seen    *)
(* has to be so or the model is only asked.  An event is [does, by, ...] with    *)
(* the arguments of the action that it does, and those of ret, told,        *)
(* groups, words, request, tasks and acts that were seen.  "Nothing" is what IPC alone     *)
(* speaks of.                                                               *)
(****************************************************************************)
EXTENDS Exc, TLC

CONSTANT Runs

LOCAL Kept == Runs

VARIABLES
    run,               \* which run
    at,                \* how many of its events were begun
    caller,            \* who made the last of them
    answer             \* what it came to: [ret, clause, out]

vars == <<kernel, outcome, run, at, caller, answer>>

(* A call has not ended that goes on, or waits.                             *)
LOCAL IsOpen(ret) == ret \in {"CONTINUE", "BLOCKED"}

-----------------------------------------------------------------------------
(* Registers as the machine has them, in place of a world's: a flavor is    *)
(* the first of them, and an instruction begins at the first word.  Where a *)
(* thread begins that was told nothing, and its stack, is this machine's.   *)

Alignment == 4

FirstWords                  == <<4096, 2147418112, 0, 0>>
WordsArePossible(flavor, words) ==
    IsFlavor(flavor) /\ Len(words) >= StateWords[flavor] /\ words[1] % Alignment = 0
WordsToldIn(flavor, words) == SubSeq(words, 1, StateWords[flavor])
WordsLoaded(old, flavor, words) ==
    [i \in 1..Len(old) |-> IF i <= StateWords[flavor] THEN words[i] ELSE old[i]]

-----------------------------------------------------------------------------
(* Steps that threads take by themselves.                                   *)

LOCAL HasStep(t) ==
    \/ Does(kernel, t).at \in {"CheckReceiver", "LookUpHandler", "SendRequest", "InstallState", "NobodyHandled",
                               "ReleaseRight", "DestroySpace"}
    \/ At(kernel, t, "TakeReply") /\ ~StaysWhereItWaits(kernel, t)
    \/ IsStopped(kernel, t)
    \/ AtBorder(kernel, t)

LOCAL Going == {t \in Threads : HasStep(t)}

LOCAL Goes ==
    LET t == IF caller \in Going THEN caller ELSE CHOOSE t \in Going : TRUE
    IN /\ ThreadStep(t)
       /\ answer' = IF t = caller /\ IsOpen(answer.ret) THEN [answer EXCEPT !.ret = outcome'.ret, !.clause = outcome'.clause]
                   ELSE answer
       /\ UNCHANGED <<run, at, caller>>

-----------------------------------------------------------------------------
(* What runs tell of that no world has as an action of its own.             *)

(* Nobody waits for a request.                                              *)
LOCAL ReceivesAtOnce(e) ==
    IF kernel.ports[e.port].queue = <<>> THEN Is(Refuses(kernel, "MACH_RCV_TIMED_OUT", ""))
    ELSE ReceiveRequest(e.by, e.port)

(* As whoever receives it is told.                                          *)
LOCAL Received(e) ==
    LET request == Head(kernel.ports[e.port].queue)
    IN [id |-> request.id, size |-> request.size, thread |-> request.thread, type |-> request.type, codes |-> request.codes,
        answerable |-> IsAnswerable(kernel, request)]

(* By a right that lived when it came: by one that did not nobody replies.  *)
LOCAL Answers(e) == HasRequest(e.by) /\ Is(RepliesStep(kernel, e.by, e.message))

(* Which instruction faults is the run's to say.                            *)
LOCAL Raises(e) == At(kernel, e.by, "User") /\ Is(RaiseExceptionStep(kernel, e.by, e.exception))

(* The name that a guard stands at is the run's, and none of the model's.   *)
LOCAL NoName == 0

LOCAL Performs(e) ==
    \/ e.does = "Nothing"         /\ Is(Answer(kernel, "", "", NoOut))
    \/ e.does = "ReceiveRequest"  /\ ReceivesAtOnce(e)
    \/ e.does = "Reply"           /\ Answers(e)
    \/ e.does = "DropRequest"     /\ HasRequest(e.by) /\ DropRequest(e.by)
    \/ e.does = "DestroyPort"     /\ DestroyPort(e.by, e.port)
    \/ e.does = "RaiseException"  /\ Raises(e)
    \/ e.does = "TaskCreate"      /\ TaskCreate(e.by, e.task, e.child)
    \/ e.does = "TaskSuspend"     /\ TaskSuspend(e.by, e.task)
    \/ e.does = "TaskResume"      /\ TaskResume(e.by, e.task)
    \/ e.does = "PidSuspend"      /\ PidSuspend(e.by, e.task)
    \/ e.does = "PidResume"       /\ PidResume(e.by, e.task)
    \/ e.does = "TaskTerminate"   /\ TaskTerminate(e.by, e.task)
    \/ e.does = "ThreadCreate"    /\ ThreadCreate(e.by, e.target)
    \/ e.does = "ThreadCreateRunning" /\ ThreadCreateRunning(e.by, e.target, e.flavor, e.registers)
    \/ e.does = "ThreadGetState"  /\ ThreadGetState(e.by, e.target, e.flavor)
    \/ e.does = "ThreadSetState"  /\ ThreadSetState(e.by, e.target, e.flavor, e.registers)
    \/ e.does = "ThreadSuspend"   /\ ThreadSuspend(e.by, e.target)
    \/ e.does = "ThreadResume"    /\ ThreadResume(e.by, e.target)
    \/ e.does = "ThreadAbort"     /\ ThreadAbort(e.by, e.target)
    \/ e.does = "ThreadAbortSafely" /\ ThreadAbortSafely(e.by, e.target)
    \/ e.does = "ThreadTerminate" /\ ThreadTerminate(e.by, e.target)
    \/ e.does = "SetSpecialPort"  /\ SetSpecialPort(e.by, Target(e.level, e.of), e.which, e.port)
    \/ e.does = "GetSpecialPort"  /\ GetSpecialPort(e.by, Target(e.level, e.of), e.which)
    \/ e.does = "SetExceptionPorts"
            /\ SetExceptionPorts(e.by, Target(e.level, e.of), e.mask, e.port, e.behavior, e.codes, e.flavor)
    \/ e.does = "GetExceptionPorts" /\ GetExceptionPorts(e.by, Target(e.level, e.of), e.mask, e.count)
    \/ e.does = "SwapExceptionPorts"
            /\ SwapExceptionPorts(e.by, Target(e.level, e.of), e.mask, e.port, e.behavior, e.codes, e.flavor, e.count)
    \/ e.does = "ViolateGuard"    /\ ViolateGuard(e.by, e.flavor, NoName, e.guard)
    \/ e.does = "ExceedLimit"     /\ ExceedLimit(e.by, e.resource, e.flavor, e.limit, e.observed)

-----------------------------------------------------------------------------
(* What the run says is so.                                                 *)

LOCAL Says(seen, field, have) == field \in DOMAIN seen => seen[field] = have

LOCAL PortOf(table) ==
    LET port == table[0].port IN IF IsPort(port) /\ ~IsAlive(kernel, port) THEN DeadPort ELSE port

LOCAL RunState(t) ==
    CASE At(kernel, t, "User")                                        -> "RUNNING"
      [] IsHeld(kernel, t) \/ Does(kernel, t).at \in {"Parked", "NotStarted"} -> "STOPPED"
      [] OTHER                                                        -> "WAITING"

LOCAL TaskFits(seen) ==
    LET it == kernel.tasks[seen.task]
    IN /\ seen.life = it.life
       /\ it.life # "GONE" =>
            /\ Says(seen, "suspends", it.suspends)
            /\ PortsAreMasked \/ Says(seen, "port", PortOf(it.slots))
            /\ Says(seen, "threads", {t \in ThreadsOf(seen.task) : kernel.threads[t].life \in {"ACTIVE", "TERMINATED"}})

LOCAL ActFits(seen) ==
    LET it == kernel.threads[seen.thread]
    IN /\ seen.life = it.life
       /\ it.life # "GONE" =>
            /\ Says(seen, "suspends", it.suspends)
            /\ PortsAreMasked \/ Says(seen, "port", PortOf(it.slots))
            /\ Says(seen, "runs", RunState(seen.thread))

LOCAL RequestFits(seen) ==
    LET told == answer.out.request
    IN /\ Says(seen, "id", told.id) /\ Says(seen, "size", told.size) /\ Says(seen, "thread", told.thread)
       /\ "type" \in DOMAIN seen => seen.type = told.type /\ seen.codes = told.codes
       /\ seen.answerable = told.answerable

LOCAL Agrees(e) ==
    /\ Says(e, "ret", answer.ret)
    /\ "request" \in DOMAIN e => RequestFits(e.request)
    /\ "told" \in DOMAIN e => answer.out = [port |-> e.told]
    /\ "groups" \in DOMAIN e => answer.out = [groups |-> e.groups]
    /\ "words" \in DOMAIN e => answer.out = [registers |-> e.words]
    /\ "tasks" \in DOMAIN e => \A i \in 1..Len(e.tasks) : TaskFits(e.tasks[i])
    /\ "acts" \in DOMAIN e => \A i \in 1..Len(e.acts) : ActFits(e.acts[i])

-----------------------------------------------------------------------------
(* What the model has, told as a run tells it, but for the threads of the   *)
(* task that receives.                                                      *)

LOCAL Life(it, rest) == IF it.life = "GONE" THEN [life |-> it.life] ELSE rest

LOCAL TaskTold(task) ==
    LET it == kernel.tasks[task]
    IN Life(it, [life |-> it.life, suspends |-> it.suspends, port |-> IF PortsAreMasked THEN NullPort ELSE PortOf(it.slots),
                 threads |-> IF task = Kept[run].receiver THEN {}
                             ELSE {t \in ThreadsOf(task) : kernel.threads[t].life \in {"ACTIVE", "TERMINATED"}}])

LOCAL ActTold(t) ==
    LET it == kernel.threads[t]
    IN Life(it, [life |-> it.life, suspends |-> it.suspends, port |-> IF PortsAreMasked THEN NullPort ELSE PortOf(it.slots),
                 runs |-> RunState(t)])

LOCAL Has ==
    [answer |-> answer,
     tasks  |-> {<<task, TaskTold(task)>> : task \in {one \in Tasks : kernel.tasks[one].life # "NONE"}},
     acts   |-> {<<t, ActTold(t)>> : t \in {one \in Threads : /\ kernel.threads[one].life # "NONE"
                                                              /\ TaskOf[one] # Kept[run].receiver}}]

-----------------------------------------------------------------------------
Init ==
    /\ run \in 1..Len(Kept) /\ at = 0 /\ caller = Nobody /\ answer = [ret |-> "", clause |-> "", out |-> NoOut]
    /\ kernel = KernelOf(Kept[run].tasks, Kept[run].threads, [p \in PortIds |-> Kept[run].receiver])
    /\ outcome = InitialOutcome

LOCAL Begins ==
    LET e == Kept[run].events[at + 1]
    IN /\ Performs(e)
       /\ at' = at + 1 /\ caller' = e.by /\ run' = run
       /\ answer' = [ret |-> outcome'.ret, clause |-> outcome'.clause,
                     out |-> IF e.does = "ReceiveRequest" /\ kernel.ports[e.port].queue # <<>>
                             THEN [request |-> Received(e)] ELSE outcome'.out]

(* The run is told of before each event, and at its end; the last is where  *)
(* it came to.  What is compared is a condition, of which there is one way  *)
(* to hold: as an action it would be taken in as many as its implications.  *)
LOCAL IsAsSaid == IF at = 0 \/ ~Kept[run].judged THEN TRUE ELSE Agrees(Kept[run].events[at])

Next ==
    IF Going # {} THEN Goes
    ELSE /\ IF at \in Kept[run].told THEN PrintT(<<"has", run, at, Has>>) ELSE TRUE
         /\ IF IsAsSaid THEN PrintT(<<"came to", run, at>>) ELSE FALSE
         /\ at < Len(Kept[run].events)
         /\ Begins
=============================================================================
