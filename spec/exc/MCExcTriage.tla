------------------------------ MODULE MCExcTriage ------------------------------
(****************************************************************************)
(* World of claims: one thread faults, another handles, aborts and ends it. *)
(* The steps refine ExceptionTriage and keep the invariants.                *)
(*                                                                          *)
(* Ghosts: what the guarantee speaks of and no kernel keeps, `raised`,      *)
(* `asked`, `answer` and `ended`, written down from what threads do, not    *)
(* from what the kernel makes of it.                                        *)
(****************************************************************************)
EXTENDS ExcInvariants

CONSTANTS
    Nothing,           \* equal to nothing else
    Faulting,          \* threads that fault
    Handling,          \* threads that handle requests
    Receivers,         \* Receivers[p]: the task that receives from p
    Held,              \* ports to which the task H holds a right, as to handlers that were before it
    Behaviors,         \* who is registered: at the level of the thread
    TaskPorts,         \* at that of the task; 0: nobody
    HostPorts,         \* at that of the host
    Kinds,             \* of replies
    Doings             \* what else handlers do: "drop" "destroy" "abort" "terminate" "end" "forward" "moves" "hold"

VARIABLES raised, asked, answer, ended

ghosts == <<raised, asked, answer, ended>>
vars   == <<kernel, outcome, raised, asked, answer, ended>>
ClaimView == <<kernel, raised, asked, answer, ended>>

(* Values for TaskOf and Receivers.                                         *)
FaultsAndHandles == [t \in {"V1", "V2", "H1", "G1"} |-> IF t \in {"V1", "V2"} THEN "V" ELSE IF t = "H1" THEN "H" ELSE "G"]
ReceivedByH      == [p \in PortIds |-> "H"]
ReceivedByV      == [p \in PortIds |-> "V"]
ReceivedByBoth   == [p \in PortIds |-> IF p = 2 THEN "V" ELSE "H"]
ReceivedInTurn   == [p \in PortIds |-> IF p = 1 THEN "H" ELSE "G"]

(* The order that is promised, whatever the model's is.                     *)
PromisedLevels == IF PortsAreMasked THEN <<"thread", "task", "host">> ELSE <<"thread", "task">>

-----------------------------------------------------------------------------
(* Beginnings.                                                              *)

SlotOf(p, behavior) ==
    [port |-> p, behavior |-> behavior, codes |-> PortsAreMasked, flavor |-> IF HasState(behavior) THEN 1 ELSE 0]

AtThread == {EmptySlot} \cup {SlotOf(1, b) : b \in Behaviors}
AtTask   == {IF p = 0 THEN EmptySlot ELSE SlotOf(p, EXCEPTION_DEFAULT) : p \in TaskPorts}
AtHost   == IF PortsAreMasked THEN {IF p = 0 THEN EmptySlot ELSE SlotOf(p, EXCEPTION_DEFAULT) : p \in HostPorts}
            ELSE {EmptySlot}

Type == CHOOSE type \in Types : TRUE

Begun ==
    LET nobody == KernelOf(Tasks, Threads, Receivers)
    IN [nobody EXCEPT
            !.tasks = [task \in Tasks |-> [@[task] EXCEPT !.sends = IF task = "H" THEN Held ELSE {}]],
            !.ports = [p \in PortIds |-> [@[p] EXCEPT !.sendRights = IF p \in Held THEN 1 ELSE 0]]]

ClaimInit ==
    /\ \E a \in AtThread, b \in AtTask, c \in AtHost :
        kernel = Registered(Registered(Registered(Begun, "V1", "thread", Type, a), "V1", "task", Type, b),
                            "V1", "host", Type, c)
    /\ outcome = InitialOutcome
    /\ raised = [t \in Faulting |-> Nothing] /\ asked = [t \in Faulting |-> <<>>]
    /\ answer = [t \in Faulting |-> Nothing] /\ ended = [t \in Faulting |-> "none"]

-----------------------------------------------------------------------------
(* Ghosts.                                                                  *)

Fault == [type |-> Type, codes |-> <<Code(0, 1), Code(7, 4369)>>]

(* As long as there are reply ports for all levels.                         *)
Raises(t, exception) ==
    /\ raised[t] = Nothing /\ Cardinality(FreeReplies(kernel)) >= Len(PromisedLevels)
    /\ RaiseException(t, exception)
    /\ raised' = [raised EXCEPT ![t] = exception] /\ asked' = [asked EXCEPT ![t] = <<>>]
    /\ answer' = [answer EXCEPT ![t] = Nothing] /\ ended' = [ended EXCEPT ![t] = "none"]

LevelOf(t) == Levels[Does(kernel, t).level]

Asks(t, handler) ==
    /\ asked'  = [asked EXCEPT ![t] = Append(@, [level |-> LevelOf(t), handler |-> handler])]
    /\ answer' = [answer EXCEPT ![t] = Nothing]
    /\ UNCHANGED <<raised, ended>>

Handled(registers) == [handles |-> TRUE, registers |-> registers]
NotHandled         == [handles |-> FALSE, registers |-> Nothing]

(* An abort, where the death of the reply port counts as handled.           *)
MeansOfAbort == IF AbortedWaitResult = "MACH_RCV_PORT_DIED" THEN Handled(Nothing) ELSE NotHandled

Settles(t, how) ==
    /\ raised' = [raised EXCEPT ![t] = Nothing] /\ ended' = [ended EXCEPT ![t] = how]
    /\ UNCHANGED <<asked, answer>>

GoesAway(t)    == kernel'.threads[t].does.at \in {"Return", "DestroySpace"}
IsCutShort(t)  == Does(kernel, t).message = Interrupted /\ ~IsActive(kernel, t)

(* What a step of a thread in triage is to the guarantee.                   *)
Notes(t) ==
    CASE t \notin Faulting -> UNCHANGED ghosts
      [] At(kernel, t, "CheckReceiver") -> IF kernel'.threads[t].does.at = "LookUpHandler" THEN UNCHANGED ghosts ELSE Asks(t, Nothing)
      [] At(kernel, t, "LookUpHandler") ->
            IF kernel'.threads[t].does.at = "SendRequest" THEN Asks(t, kernel'.threads[t].does.slot.port)
            ELSE IF GoesAway(t) THEN Settles(t, "gone") ELSE Asks(t, Nothing)
      [] At(kernel, t, "SendRequest") /\ kernel'.threads[t].does.at = "TakeReply" ->
            answer' = [answer EXCEPT ![t] = MeansOfAbort] /\ UNCHANGED <<raised, asked, ended>>
      [] At(kernel, t, "TakeReply") /\ GoesAway(t)    -> Settles(t, IF IsCutShort(t) THEN "gone" ELSE "handled")
      [] At(kernel, t, "InstallState") /\ GoesAway(t) -> Settles(t, "state")
      [] At(kernel, t, "NobodyHandled") ->
            Settles(t, CASE kernel'.threads[t].does.at = "DestroySpace" -> "terminated"
                         [] ~IsActiveTask(kernel, TaskOf[t])            -> "gone"
                         [] IsTold(raised[t].type)                      -> "told"
                         [] OTHER                                       -> "unhandled")
      [] OTHER -> UNCHANGED ghosts

(* Who waits for what comes by the reply right r.                           *)
Waiting(r) == {t \in Faulting : At(kernel, t, "AwaitReply") /\ Does(kernel, t).reply = r}

Says(r, says) == answer' = [t \in Faulting |-> IF t \in Waiting(r) THEN says ELSE answer[t]]
MeansOf(m, kind) ==
    CASE kind = "good"     -> Handled(IF m.registers = Nobody THEN Nothing ELSE "repaired")
      [] kind = "portDied" -> Handled(Nothing)
      [] kind = "impossible" /\ m.registers = Nobody -> Handled(Nothing)
      [] OTHER             -> NotHandled

-----------------------------------------------------------------------------
(* What threads do: each an operator of its own, by which an edge is known. *)

ReceivesRequest(t, p) == ReceiveRequest(t, p) /\ UNCHANGED ghosts
RepliesToRequest(t, kind) ==
    /\ ReplyToRequest(t, kind)
    /\ Says(RequestHeld(t).reply, MeansOf(RequestHeld(t), kind)) /\ UNCHANGED <<raised, asked, ended>>

Handles(h) ==
    \/ \E p \in PortIds : ReceivesRequest(h, p)
    \/ \E kind \in Kinds : RepliesToRequest(h, kind)

DropsRequest(t)       == "drop" \in Doings /\ DropRequest(t) /\ UNCHANGED ghosts
ForwardsRequest(t, p) == "forward" \in Doings /\ ForwardRequest(t, p) /\ UNCHANGED ghosts

(* These only where somebody faults, as nothing else is of interest.        *)
DestroysPort(t, p, target) ==
    "destroy" \in Doings /\ IsInTriage(kernel, target) /\ DestroyPort(t, p) /\ UNCHANGED ghosts
AbortsThread(t, target) ==
    /\ "abort" \in Doings /\ IsInTriage(kernel, target) /\ kernel.threads[target].aborted = "NO"
    /\ ThreadAbort(t, target)
    /\ answer' = (IF kernel'.threads[target].does # Does(kernel, target) THEN [answer EXCEPT ![target] = MeansOfAbort] ELSE answer)
    /\ UNCHANGED <<raised, asked, ended>>
MovesRight(t, p, task, target) ==
    "moves" \in Doings /\ IsInTriage(kernel, target) /\ MoveReceiveRight(t, p, task) /\ UNCHANGED ghosts
SuspendsThread(t, target) ==
    "hold" \in Doings /\ kernel.threads[target].suspends = 0 /\ ThreadSuspend(t, target) /\ UNCHANGED ghosts
ResumesThread(t, target) ==
    "hold" \in Doings /\ kernel.threads[target].suspends = 1 /\ ThreadResume(t, target) /\ UNCHANGED ghosts
TerminatesThread(t, target) == "terminate" \in Doings /\ ThreadTerminate(t, target) /\ UNCHANGED ghosts
TerminatesTask(t, task)     == "end" \in Doings /\ TaskTerminate(t, task) /\ UNCHANGED ghosts

Disturbs(h, t) ==
    \/ DropsRequest(h)
    \/ \E p \in PortIds : ForwardsRequest(h, p) \/ DestroysPort(h, p, t)
    \/ AbortsThread(h, t)
    \/ \E p \in PortIds, task \in Tasks : MovesRight(h, p, task, t)
    \/ SuspendsThread(h, t) \/ ResumesThread(h, t)
    \/ TerminatesThread(h, t)
    \/ TerminatesTask(h, TaskOf[t])

Goes(t) == ThreadStep(t) /\ Notes(t)
RunsUser(t) == RunUser(t) /\ UNCHANGED ghosts
Runs(t)     == RunsUser(t) \/ Raises(t, Fault)

ClaimNext ==
    \/ \E t \in Threads : Goes(t)
    \/ \E t \in Faulting : Runs(t)
    \/ \E h \in Handling : Handles(h) \/ \E t \in Faulting : Disturbs(h, t)

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

(* Whose handlers answer what they receive, and threads go on.              *)
FairSpec ==
    /\ ClaimSpec
    /\ \A t \in Threads : WF_vars(Goes(t))
    /\ \A h \in Handling : WF_vars(Handles(h))

-----------------------------------------------------------------------------
(* Refinement.                                                              *)

PromisedTable(t, level) ==
    CASE level = "thread" -> kernel.threads[t].slots
      [] level = "task"   -> kernel.tasks[TaskOf[t]].slots
      [] level = "host"   -> kernel.host

HandlerAt(t, level) ==
    IF raised[t] = Nothing THEN Nothing
    ELSE LET table == PromisedTable(t, level)
             p     == IF table = NoTable THEN NullPort ELSE SlotFor(table, raised[t].type).port
         IN IF ~IsAlive(kernel, p) \/ (At(kernel, t, "CheckReceiver") /\ kernel.ports[p].receiver = TaskOf[t])
            THEN Nothing ELSE p

Promised == INSTANCE ExceptionTriage WITH
    Threads <- Faulting, Levels <- PromisedLevels, outcome <- ended,
    registers  <- [t \in Faulting |-> kernel.threads[t].registers],
    running    <- [t \in Faulting |-> At(kernel, t, "User")],
    active     <- [t \in Faulting |-> IsActive(kernel, t)],
    registered <- [t \in Faulting |-> [level \in {PromisedLevels[i] : i \in 1..Len(PromisedLevels)} |-> HandlerAt(t, level)]]

RefinesExceptionTriage == Promised!Spec
EveryFaultIsAnswered   == Promised!EveryFaultIsAnswered

(* Conjunct by conjunct, for mutants.                                       *)
LevelsAreAskedInOrder == Promised!LevelsAreAskedInOrder
NoLevelIsAskedTwice   == Promised!NoLevelIsAskedTwice
FaultingThreadsStop   == Promised!FaultingThreadsStop
TheRegisteredAreAsked == [][Promised!TheRegisteredAreAsked]_vars
OneAnswerIsEnough     == [][Promised!OneAnswerIsEnough]_vars
TheDeadAskNobody      == [][Promised!TheDeadAskNobody]_vars
OutcomesAreEarned     == [][Promised!OutcomesAreEarned]_vars
UnhandledByAll        == [][Promised!UnhandledByAll]_vars
RegistersAreAnswered  == [][Promised!RegistersAreAnswered]_vars

-----------------------------------------------------------------------------
(* Invariants of the state, and what is true of all steps.                  *)

StateTypeOK     == TypeOK(kernel)
RightsOwned     == SlotsOwnRights(kernel)
RepliesDie      == NoReplyPortLeaks(kernel)
NoneStranded    == NobodyIsStranded(kernel)
NoneLeft        == NothingIsLeft(kernel)
HoldsAreKept    == HoldersWait(kernel)
(* Nobody cuts short who tells of a crash, a violated guard or a corpse.     *)
CrashesAreHeard ==
    \A t \in Faulting : raised[t] # Nothing /\ raised[t].type \in {10, 12, 13} =>
        ~(At(kernel, t, "TakeReply") /\ Does(kernel, t).message = Interrupted)
BorderIsGuarded == [][\A t \in Threads : ComesToUser(kernel, kernel', t)]_vars
(* E5: a crash is not sent to a port that its own task received from when   *)
(* that was looked at.                                                      *)
LOCAL ReceivesItself(t) ==
    LET table == PromisedTable(t, LevelOf(t))
    IN table # NoTable /\ LET p == SlotFor(table, Type).port IN IsAlive(kernel, p) /\ kernel.ports[p].receiver = TaskOf[t]
CrashIsNotAsked ==
    [][\A t \in Faulting : At(kernel, t, "CheckReceiver") /\ kernel'.threads[t].does.at = "LookUpHandler"
            => ~ReceivesItself(t)]_vars

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcTriage_xnu                                3588       7914     21     10.3
\*   MCExcTriage_classic                             361        651     16      4.8
\*   MCExcTriageEnds_xnu                            5193      16166     22      9.9
\*   MCExcTriageHeld_xnu                            301        836     16      1.0
\*   MCExcTriageHeld_classic                         790       2242     42      5.2
\*   MCExcTriageEnds_classic                        2190       6788     40      9.2
\*   MCExcNested_xnu                                 777       1553     25      5.9
\*   MCExcNested_classic                             281        520     19      4.6
\*   MCExcNestedAborted_xnu                         7762      25238     34      9.0
\*   MCExcNestedAborted_classic                    11700      43381     78     16.0
\*   MCExcComposed_xnu                            30938     157330     35     15.6
\*   MCExcComposed_classic                         10210      44112     50      8.0
\*   MCExcCrash_xnu                                 1684       5416     26      6.2
\*   MCExcCrashAborted_xnu                        1172       3118     25      6.0
\*   MCExcRefault_xnu                                109        235     31      4.1
\*   MCExcAnswered_xnu                              5150      11154     21     18.3
\*   MCExcAnswered_classic                           468        795     16      4.5
\*   MCExcAnswered_Alone_xnu                  violates EveryFaultIsAnswered
=============================================================================
