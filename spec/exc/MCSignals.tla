------------------------------- MODULE MCSignals -------------------------------
(****************************************************************************)
(* World of claims, exhaustive over its inputs: each exception, with each   *)
(* code of which the table speaks and others, and addresses at the edges of *)
(* the stack's window; whatever a process does about signals; or a signal   *)
(* that somebody posts without exception.  Then the thread comes to the     *)
(* border, and the process may end.                                         *)
(*                                                                          *)
(* What is promised is written down here a second time, as a table.         *)
(****************************************************************************)
EXTENDS Signals

CONSTANTS StackTop, Machines       \* {TRUE}: x86; {FALSE}: another

VARIABLES
    kernel,
    outcome            \* [ret, clause] of the last step

vars == <<kernel, outcome>>
input   == kernel.input       \* what happens; never changes
process == kernel.process
threads == kernel.threads
at      == kernel.at          \* "Faults" "Border", then "Instruction" "Handler" "Tracer" "Exits"; "Told", "Corpse", "Gone"
answer  == kernel.answer      \* of the handler, or "NONE"
raised  == kernel.raised      \* exceptions raised so far, in order: [type, code0]
crash   == kernel.crash       \* what came of the crash, or "NONE"

-----------------------------------------------------------------------------
(* Inputs.                                                                  *)

CodesOf(type) ==
    CASE type = EXC_BAD_ACCESS -> {KERN_INVALID_ADDRESS, KERN_PROTECTION_FAILURE, 10, EXC_I386_GPFLT}
      [] type = EXC_SOFTWARE   -> {EXC_I386_BOUND, EXC_UNIX_BAD_SYSCALL, EXC_UNIX_BAD_PIPE, EXC_UNIX_ABORT, EXC_SOFT_SIGNAL, 65540}
      [] type = EXC_ARITHMETIC -> {1, 1048578}
      [] OTHER                 -> {1}
AddressesOf(type) ==
    IF type = EXC_BAD_ACCESS
    THEN {StackTop - StackSizeMax - 1, StackTop - StackSizeMax, StackTop - 1, StackTop} ELSE {0}

Exceptions ==
    UNION {{[type |-> type, code |-> code, address |-> address] : code \in CodesOf(type), address \in AddressesOf(type)}
           : type \in HandledTypes}
NoException == [type |-> 0, code |-> 0, address |-> 0]

Some(yes) == IF yes THEN AllSignals \ {"SIGKILL"} ELSE {}

(* What the process does about all signals that it can do something about.  *)
Actions == {"default", "ignored", "caught"}

FaultInputs ==
    [of : Exceptions, signal : {NoSignal}, x86 : Machines, sigsys : {SendsSigsys}, action : Actions, masked : BOOLEAN, awaited : BOOLEAN,
     onStack : BOOLEAN, traced : BOOLEAN, behavior : {EXCEPTION_DEFAULT}, known : {TRUE}, exists : {TRUE}, badlySigned : {FALSE}]
RefusedInputs ==
    [of : {[type |-> 1, code |-> 1, address |-> 0]}, signal : {NoSignal}, x86 : Machines, sigsys : {SendsSigsys}, action : {"default"}, masked : {FALSE},
     awaited : {FALSE}, onStack : {FALSE}, traced : {FALSE}, behavior : {EXCEPTION_DEFAULT, EXCEPTION_STATE, EXCEPTION_STATE_IDENTITY},
     known : BOOLEAN, exists : BOOLEAN, badlySigned : {FALSE}]
PostedInputs ==
    [of : {NoException}, signal : AllSignals, x86 : Machines, sigsys : {SendsSigsys}, action : Actions, masked : BOOLEAN, awaited : {FALSE},
     onStack : {FALSE}, traced : BOOLEAN, behavior : {EXCEPTION_DEFAULT}, known : {TRUE}, exists : {TRUE}, badlySigned : BOOLEAN]

BegunWith(i) ==
    [input   |-> i,
     process |-> [exists |-> i.exists, ignored |-> Some(i.action = "ignored"), caught |-> Some(i.action = "caught"),
                  onStack |-> Some(i.onStack), traced |-> i.traced, stackTop |-> StackTop],
     threads |-> [t \in {"V1", "V2"} |-> [masked |-> Some(i.masked), awaited |-> Some(i.awaited), pending |-> {}]],
     at |-> "Faults", answer |-> "NONE", raised |-> <<>>, crash |-> "NONE"]

Init ==
    /\ kernel \in {BegunWith(i) : i \in FaultInputs \cup RefusedInputs \cup PostedInputs}
    /\ outcome = [ret |-> "INIT", clause |-> ""]

-----------------------------------------------------------------------------
IsPosted == input.signal # NoSignal

Comes(k, ret, clause) == kernel' = k /\ outcome' = [ret |-> ret, clause |-> clause]
GoesOn(k, clause)     == Comes(k, "CONTINUE", clause)
Raising(k, type, code0) == [k EXCEPT !.raised = Append(@, [type |-> type, code0 |-> code0])]

AtTheBorder(a) == [kernel EXCEPT !.process = a.process, !.threads = a.threads, !.answer = a.ret, !.at = "Border"]

HandleException ==
    /\ at = "Faults" /\ ~IsPosted
    /\ LET a == HandleExceptionStep(process, threads, IF input.known THEN "V1" ELSE "none", input.x86, input.behavior,
                                    input.of.type, input.of.code, input.of.address)
       IN Comes(Raising(AtTheBorder(a), input.of.type, input.of.code), a.ret, a.clause)

PostSignal ==
    /\ at = "Faults" /\ IsPosted
    /\ LET a == PostSignalStep(process, threads, "V1", input.signal)
       IN Comes([AtTheBorder(a) EXCEPT !.raised = @ \o RaisedBefore(input.signal)], a.ret, a.clause)

Next1  == AtBorderOf(process, threads["V1"])
Places == [instruction |-> "Instruction", handler |-> "Handler", tracer |-> "Tracer", exit |-> "Exits"]
CrossBorder ==
    /\ at = "Border"
    /\ GoesOn([kernel EXCEPT !.at = Places[Next1.then]],
              CASE Next1.then = "tracer" -> "exceptions.signal.15" [] Next1.then # "instruction" -> "exceptions.signal.16"
                [] OTHER -> IF threads["V1"].pending = {} THEN "exceptions.border.3" ELSE "exceptions.signal.14")

Exit ==
    /\ at = "Exits"
    /\ GoesOn(IF RaisesCrash(Next1.signal, input.badlySigned)
              THEN [Raising(kernel, EXC_CRASH, CrashCode(Next1.signal, input.of.type, input.of.code)) EXCEPT !.at = "Told"]
              ELSE [kernel EXCEPT !.at = "Gone"],
              "exceptions.crash.1")

(* Who was asked has handled the crash, or nobody was.                      *)
CrashAnswered(result) ==
    /\ at = "Told"
    /\ GoesOn(IF LeavesCorpse(result)
              THEN [Raising(kernel, EXC_CORPSE_NOTIFY, 0) EXCEPT !.crash = result, !.at = "Corpse"]
              ELSE [kernel EXCEPT !.crash = result, !.at = "Gone"],
              "exceptions.crash.3")

Next ==
    \/ HandleException \/ PostSignal \/ CrossBorder \/ Exit
    \/ \E result \in {"KERN_SUCCESS", "KERN_FAILURE"} : CrashAnswered(result)
Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Promises.                                                                *)

Answered  == at # "Faults"
IsServed  == Answered /\ ~IsPosted /\ answer = "KERN_SUCCESS"
Pending   == threads["V1"].pending
Row       == <<input.of.type, input.of.code>>

(* The handler speaks one behaviour, of threads that are, in processes that *)
(* are; and is content otherwise, signal or none.                           *)
TheHandlersAnswers ==
    Answered /\ ~IsPosted =>
        answer = IF input.behavior # EXCEPTION_DEFAULT \/ ~input.known THEN "KERN_INVALID_ARGUMENT"
                     ELSE IF ~input.exists THEN "KERN_FAILURE" ELSE "KERN_SUCCESS"

Overflows == Row = <<1, 2>> /\ input.of.address \in {StackTop - StackSizeMax, StackTop - 1}

(* What the thread is posted, and if it were not ignored.                   *)
Expected ==
    CASE IsPosted                                     -> input.signal
      [] Overflows                                    -> "SIGSEGV"
      [] Row = <<1, 1>> \/ (Row = <<1, 13>> /\ input.x86) -> "SIGSEGV"
      [] input.of.type = 1                            -> "SIGBUS"
      [] Row = <<5, 65536>>                           -> "SIGSYS"
      [] Row = <<5, 65537>>                           -> "SIGPIPE"
      [] Row = <<5, 65538>>                           -> "SIGABRT"
      [] Row = <<5, 65539>>                           -> "SIGKILL"
      [] Row = <<5, 7>> /\ input.x86                  -> "SIGTRAP"
      [] input.of.type = 2                            -> "SIGILL"
      [] input.of.type = 3                            -> "SIGFPE"
      [] input.of.type = 4                            -> "SIGEMT"
      [] input.of.type = 6                            -> "SIGTRAP"
      [] input.of.type = 7 /\ SendsSigsys              -> "SIGSYS"
      [] OTHER                                        -> NoSignal
EachHasItsSignal == Answered /\ (IsPosted \/ IsServed) => Pending \subseteq {Expected}

(* None is lost but one that is ignored and that no tracer wants; the end   *)
(* of the stack is not ignored.                                             *)
IsIgnored == input.action = "ignored" /\ ~input.traced /\ ~Overflows /\ Expected # "SIGKILL"
OnlyTheIgnoredAreDropped ==
    Answered /\ (IsPosted \/ IsServed) /\ Expected # NoSignal => (Pending = {} <=> IsIgnored)

OnlyTheFaultingThreadIsTold == threads["V2"].pending = {}

(* A masked signal waits, and the thread meets its instruction again.       *)
MaskedSignalsWait ==
    at \in {"Handler", "Tracer", "Exits"} /\ input.masked => Overflows \/ Expected = "SIGKILL"
WhatIsNotMaskedComes ==
    at = "Instruction" => Pending = {} \/ (input.masked /\ ~Overflows /\ Expected # "SIGKILL")

(* Nobody runs a handler for the end of the stack on that stack, and it is  *)
(* not put off.                                                             *)
StackOverflowsCome == Overflows /\ IsServed => at # "Instruction" /\ (at = "Handler" => input.onStack)
OthersAreLeftAlone ==
    LET But(signals) == IF Overflows THEN signals \ {"SIGSEGV"} ELSE signals
    IN /\ But(process.caught) = But(Some(input.action = "caught"))
       /\ But(process.ignored) = But(Some(input.action = "ignored"))
       /\ But(threads["V1"].masked) = But(Some(input.masked))

(* A tracer sees all signals but the one that nobody sees.                  *)
TracersSeeFirst == at \in {"Handler", "Exits"} /\ input.traced => Expected = "SIGKILL"
HandlersAreCalled ==
    at = "Exits" /\ input.action = "caught" =>
        Expected = "SIGKILL" \/ (Overflows /\ (~input.onStack \/ input.masked \/ input.awaited))

(* What is raised in the end is the exception, unless a signal was posted;  *)
(* then a crash, then the word of the corpse, and nothing else.             *)
PostedSignalsRaiseNothing ==
    LET own == IF Answered /\ ~IsPosted THEN <<input.of.type>> ELSE <<>>
        end == IF at = "Told" \/ crash = "KERN_SUCCESS" THEN <<10>> ELSE IF at = "Corpse" THEN <<10, 13>> ELSE <<>>
    IN [i \in 1..Len(raised) |-> raised[i].type] = own \o end

IsOver == at \in {"Told", "Corpse", "Gone"}
Crashes == \E i \in 1..Len(raised) : raised[i].type = EXC_CRASH
OnlyCoresCrash ==
    IsOver => (Crashes <=> Expected \notin {"SIGKILL", "SIGPIPE"} \/ (Expected = "SIGKILL" /\ input.badlySigned))

(* The first word of a crash tells signal, exception and code, of which it  *)
(* has 20 bits.                                                             *)
NumberOf ==
    [SIGILL |-> 4, SIGTRAP |-> 5, SIGFPE |-> 8, SIGKILL |-> 9, SIGBUS |-> 10, SIGSEGV |-> 11, SIGSYS |-> 12, SIGPIPE |-> 13,
     SIGEMT |-> 7, SIGABRT |-> 6, SIGQUIT |-> 3]
CrashesTellWhy ==
    \A i \in 1..Len(raised) : raised[i].type = EXC_CRASH =>
        /\ raised[i].code0 \div 16777216 = NumberOf[Expected]
        /\ (raised[i].code0 \div 1048576) % 16 = input.of.type
        /\ raised[i].code0 % 1048576 = IF input.of.code = 1048578 THEN 2 ELSE input.of.code

(* A corpse is told of after a crash that nobody handled.                   *)
CorpsesFollowCrashes ==
    /\ at = "Corpse" <=> crash = "KERN_FAILURE"
    /\ at = "Corpse" <=> \E i \in 1..Len(raised) : raised[i].type = EXC_CORPSE_NOTIFY
    /\ crash # "NONE" => Crashes

-----------------------------------------------------------------------------
(* Witnesses: each of these is violated.                                    *)
NobodyCatches       == at # "Handler"
NobodyMeetsItAgain  == ~(at = "Instruction" /\ Pending # {})
NoStackOverflowEnds == ~(at = "Exits" /\ Overflows /\ input.action = "ignored")
NobodyLeavesACorpse == at # "Corpse"

-----------------------------------------------------------------------------
(* Planted faults, each in place of a definition.                           *)
Real == INSTANCE Signals

ContentWithNothing(p, ts, t, x86, behavior, type, code, address) ==
    LET a == Real!HandleExceptionStep(p, ts, t, x86, behavior, type, code, address)
    IN IF SignalOf(x86, type, code) = NoSignal THEN [a EXCEPT !.ret = "KERN_FAILURE"] ELSE a
TakesAllBehaviors(p, ts, t, x86, behavior, type, code, address) ==
    Real!HandleExceptionStep(p, ts, t, x86, EXCEPTION_DEFAULT, type, code, address)
FaultsProtectionIsSegv(x86, type, code) == IF <<type, code>> = <<1, 2>> THEN "SIGSEGV" ELSE Real!SignalOf(x86, type, code)
EverywhereIsX86(x86, type, code) == Real!SignalOf(TRUE, type, code)
EmulationIsIllegal(x86, type, code) == IF type = EXC_EMULATION THEN "SIGILL" ELSE Real!SignalOf(x86, type, code)
SoftSignalsAbort(x86, type, code) == IF <<type, code>> = <<5, 65539>> THEN "SIGABRT" ELSE Real!SignalOf(x86, type, code)
BadCallsAreSilent(x86, type, code)   == IF type = EXC_SYSCALL THEN NoSignal ELSE Real!SignalOf(x86, type, code)
BadCallsAreNeverSilent(x86, type, code) == IF type = EXC_SYSCALL THEN "SIGSYS" ELSE Real!SignalOf(x86, type, code)
WindowHasItsTop(address, top)     == address >= top - StackSizeMax /\ address <= top
WindowIsShort(address, top)       == address > top - StackSizeMax /\ address < top
IgnoresNothing(p, signal)         == FALSE
TracersMissTheIgnored(p, signal)  == signal \in p.ignored
ForcesNothing(p, thread, signal)  == [process |-> p, thread |-> thread]
ForcesTheReady(p, thread, signal) ==
    [process |-> [p EXCEPT !.ignored = @ \ {signal}, !.caught = @ \ {signal}],
     thread  |-> [thread EXCEPT !.awaited = @ \ {signal}, !.masked = @ \ {signal}]]
ForcesAll(p, thread, signal) ==
    [process |-> [p EXCEPT !.ignored = {}, !.caught = {}], thread |-> [thread EXCEPT !.awaited = {}, !.masked = {}]]
TellsAllThreads(p, ts, t, x86, behavior, type, code, address) ==
    LET a == Real!HandleExceptionStep(p, ts, t, x86, behavior, type, code, address)
    IN IF t \in DOMAIN ts THEN [a EXCEPT !.threads = [u \in DOMAIN ts |-> [ts[u] EXCEPT !.pending = a.threads[t].pending]]] ELSE a
TakesTheMasked(thread)   == thread.pending
KeepsKillMasked(thread)  == IF thread.masked = {} THEN Real!Deliverable(thread) ELSE {}
CatchesFirst(p, thread) ==
    LET a == Real!AtBorderOf(p, thread) IN IF a.then = "tracer" /\ a.signal \in p.caught THEN [a EXCEPT !.then = "handler"] ELSE a
CatchesNothing(p, thread) ==
    LET a == Real!AtBorderOf(p, thread) IN IF a.then = "handler" THEN [a EXCEPT !.then = "exit"] ELSE a
AbortsAreRaised(signal)            == IF signal = "SIGABRT" THEN <<[type |-> EXC_SOFTWARE, code0 |-> EXC_UNIX_ABORT]>> ELSE <<>>
KillsCrash(signal, badlySigned)    == signal # "SIGPIPE"
PipesCrash(signal, badlySigned)    == Real!RaisesCrash(signal, badlySigned) \/ signal = "SIGPIPE"
ForgetsTheException(signal, type, code) == Real!CrashCode(signal, 0, code)
KeepsTheCode(signal, type, code)   == SignalNumber[signal] * 2^24 + (type % 16) * 2^20 + code
NumbersOfSystemV == [Real!SignalNumber EXCEPT !["SIGBUS"] = 7, !["SIGEMT"] = 10]
ShiftsTheCode(signal, type, code)  == Real!CrashCode(signal, type, 2 * code)
AlwaysLeavesCorpse(result)         == TRUE

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSignals_x86                                 5865       5865      5      1.8
\*   MCSignals_others                              5841       5841      5      1.7
\*   MCSignals_ContentWithNothing             violates TheHandlersAnswers
\*   MCSignals_TakesAllBehaviors              violates TheHandlersAnswers
\*   MCSignals_FaultsProtectionIsSegv         violates EachHasItsSignal
\*   MCSignals_EverywhereIsX86                violates EachHasItsSignal
\*   MCSignals_EmulationIsIllegal             violates EachHasItsSignal
\*   MCSignals_SoftSignalsAbort               violates EachHasItsSignal
\*   MCSignals_BadCallsAreSilent              violates OnlyTheIgnoredAreDropped
\*   MCSignals_BadCallsAreNeverSilent         violates EachHasItsSignal
\*   MCSignals_WindowHasItsTop                violates EachHasItsSignal
\*   MCSignals_WindowIsShort                  violates EachHasItsSignal
\*   MCSignals_IgnoresNothing                 violates OnlyTheIgnoredAreDropped
\*   MCSignals_TracersMissTheIgnored          violates OnlyTheIgnoredAreDropped
\*   MCSignals_ForcesNothing                  violates StackOverflowsCome
\*   MCSignals_ForcesAll                      violates OthersAreLeftAlone
\*   MCSignals_ForcesTheReady                 violates HandlersAreCalled
\*   MCSignals_TellsAllThreads                violates OnlyTheFaultingThreadIsTold
\*   MCSignals_TakesTheMasked                 violates MaskedSignalsWait
\*   MCSignals_KeepsKillMasked                violates WhatIsNotMaskedComes
\*   MCSignals_CatchesFirst                   violates TracersSeeFirst
\*   MCSignals_CatchesNothing                 violates HandlersAreCalled
\*   MCSignals_AbortsAreRaised                violates PostedSignalsRaiseNothing
\*   MCSignals_KillsCrash                     violates OnlyCoresCrash
\*   MCSignals_PipesCrash                     violates OnlyCoresCrash
\*   MCSignals_ForgetsTheException            violates CrashesTellWhy
\*   MCSignals_ShiftsTheCode                  violates CrashesTellWhy
\*   MCSignals_KeepsTheCode                   violates CrashesTellWhy
\*   MCSignals_NumbersOfSystemV               violates CrashesTellWhy
\*   MCSignals_AlwaysLeavesCorpse             violates CorpsesFollowCrashes
\*   MCSignals_NobodyCatches                  violates NobodyCatches
\*   MCSignals_NobodyMeetsItAgain             violates NobodyMeetsItAgain
\*   MCSignals_NoStackOverflowEnds            violates NoStackOverflowEnds
\*   MCSignals_NobodyLeavesACorpse            violates NobodyLeavesACorpse
=============================================================================
