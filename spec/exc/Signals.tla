------------------------------- MODULE Signals --------------------------------
(****************************************************************************)
(* How an exception becomes a signal: the handler that the BSD personality  *)
(* has at the level of the host, what becomes of the signal it posts, and   *)
(* the exception with which the end of a process is told.  Pure and total.  *)
(*                                                                          *)
(* A process is [exists, ignored, caught, onStack, traced, stackTop] with   *)
(* sets of signals, and what each of its threads has is [masked, awaited,   *)
(* pending].  Codes are numbers here, of a machine that is x86 or not.      *)
(****************************************************************************)
EXTENDS ExceptionTypes

CONSTANTS
    StackSizeMax,      \* MAXSSIZ
    SendsSigsys        \* send_sigsys: the system posts a signal for EXC_SYSCALL

EXC_EMULATION  == 4
EXC_SOFTWARE   == 5
EXC_BREAKPOINT == 6
EXC_SYSCALL    == 7

KERN_INVALID_ADDRESS    == 1
KERN_PROTECTION_FAILURE == 2

EXC_UNIX_BAD_SYSCALL == 65536
EXC_UNIX_BAD_PIPE    == 65537
EXC_UNIX_ABORT       == 65538
EXC_SOFT_SIGNAL      == 65539
EXC_I386_BOUND       == 7
EXC_I386_GPFLT       == 13

SignalNumber == [SIGQUIT |-> 3, SIGILL |-> 4, SIGTRAP |-> 5, SIGABRT |-> 6, SIGEMT |-> 7, SIGFPE |-> 8, SIGKILL |-> 9,
                 SIGBUS |-> 10, SIGSEGV |-> 11, SIGSYS |-> 12, SIGPIPE |-> 13]
AllSignals   == DOMAIN SignalNumber
NoSignal     == "none"

(* For which the handler of signals is registered.                          *)
HandledTypes == AcceptedTypes \ {9, EXC_CRASH, EXC_CORPSE_NOTIFY}

(* By which a process leaves a core behind.                                 *)
CoreSignals  == AllSignals \ {"SIGKILL", "SIGPIPE"}

-----------------------------------------------------------------------------
(* The table.  x86: the machine is one.                                     *)
(*   Clauses  exceptions.signal.4 - exceptions.signal.8, exceptions.signal.17  *)

LOCAL OfBadAccess(x86, code) ==
    IF code = KERN_INVALID_ADDRESS \/ (x86 /\ code = EXC_I386_GPFLT) THEN "SIGSEGV" ELSE "SIGBUS"

LOCAL OfSoftware(x86, code) ==
    CASE x86 /\ code = EXC_I386_BOUND -> "SIGTRAP"
      [] code = EXC_UNIX_BAD_SYSCALL  -> "SIGSYS"
      [] code = EXC_UNIX_BAD_PIPE     -> "SIGPIPE"
      [] code = EXC_UNIX_ABORT        -> "SIGABRT"
      [] code = EXC_SOFT_SIGNAL       -> "SIGKILL"
      [] OTHER                        -> NoSignal

SignalOf(x86, type, code) ==
    CASE type = EXC_BAD_ACCESS      -> OfBadAccess(x86, code)
      [] type = EXC_BAD_INSTRUCTION -> "SIGILL"
      [] type = EXC_ARITHMETIC      -> "SIGFPE"
      [] type = EXC_EMULATION       -> "SIGEMT"
      [] type = EXC_SOFTWARE        -> OfSoftware(x86, code)
      [] type = EXC_BREAKPOINT      -> "SIGTRAP"
      [] type = EXC_SYSCALL /\ SendsSigsys -> "SIGSYS"
      [] OTHER                      -> NoSignal

(* A write below the stack, as far as it may grow.                          *)
(*   Clause  exceptions.signal.9                                            *)
InStackWindow(address, top) == address >= top - StackSizeMax /\ address < top

IsStackOverflow(signal, process, code, address) ==
    signal = "SIGBUS" /\ code = KERN_PROTECTION_FAILURE /\ InStackWindow(address, process.stackTop)

-----------------------------------------------------------------------------
(* Posting.                                                                 *)

(* The signal would be lost, or its handler run on the stack that is full.  *)
LOCAL IsUnready(process, thread, signal) ==
    \/ signal \in process.ignored \cup thread.awaited \cup thread.masked
    \/ signal \notin process.onStack

(* It is neither ignored nor caught nor kept from coming.                   *)
(*   Clause  exceptions.signal.10                                           *)
Forced(process, thread, signal) ==
    IF IsUnready(process, thread, signal)
    THEN [process |-> [process EXCEPT !.ignored = @ \ {signal}, !.caught = @ \ {signal}],
          thread  |-> [thread EXCEPT !.awaited = @ \ {signal}, !.masked = @ \ {signal}]]
    ELSE [process |-> process, thread |-> thread]

(* A signal is posted to a thread; ignored it is dropped, but where a       *)
(* tracer would see it.                                                     *)
(*   Clause  exceptions.signal.11                                           *)
IsDropped(process, signal) == signal \in process.ignored /\ ~process.traced
WithSignal(process, thread, signal) ==
    IF IsDropped(process, signal) THEN thread ELSE [thread EXCEPT !.pending = @ \cup {signal}]

Told(process, threads, ret, clause) == [process |-> process, threads |-> threads, ret |-> ret, clause |-> clause]

(* The handler at the host's level is asked for thread t, with a request of *)
(* that behaviour.                                                          *)
(*   Clauses  exceptions.signal.1 - exceptions.signal.12                    *)
HandleExceptionStep(process, threads, t, x86, behavior, type, code, address) ==
    LET signal   == SignalOf(x86, type, code)
        overflow == IsStackOverflow(signal, process, code, address)
        ready    == IF overflow THEN Forced(process, threads[t], "SIGSEGV") ELSE [process |-> process, thread |-> threads[t]]
        posted   == IF overflow THEN "SIGSEGV" ELSE signal
    IN CASE behavior # EXCEPTION_DEFAULT   -> Told(process, threads, "KERN_INVALID_ARGUMENT", "exceptions.signal.1")
         [] t \notin DOMAIN threads        -> Told(process, threads, "KERN_INVALID_ARGUMENT", "exceptions.signal.2")
         [] ~process.exists                -> Told(process, threads, "KERN_FAILURE", "exceptions.signal.3")
         [] signal = NoSignal              -> Told(process, threads, "KERN_SUCCESS", "exceptions.signal.8")
         [] OTHER ->
                Told(ready.process, [threads EXCEPT ![t] = WithSignal(ready.process, ready.thread, posted)],
                     "KERN_SUCCESS", "exceptions.signal.12")

(* kill, pthread_kill, abort: posted as it is, and no exception before it.  *)
(*   Clause  exceptions.signal.13                                           *)
RaisedBefore(signal) == <<>>
PostSignalStep(process, threads, t, signal) ==
    Told(process, [threads EXCEPT ![t] = WithSignal(process, @, signal)], "KERN_SUCCESS", "exceptions.signal.13")

-----------------------------------------------------------------------------
(* At the border to user instructions: what is pending and not masked is    *)
(* taken, one signal at a time, the lowest number first.                    *)
(*   Clauses  exceptions.signal.14 - exceptions.signal.16                   *)
Deliverable(thread) == {s \in thread.pending : s \notin thread.masked \/ s = "SIGKILL"}
NextSignal(thread) ==
    CHOOSE s \in Deliverable(thread) : \A other \in Deliverable(thread) : SignalNumber[s] <= SignalNumber[other]

(* What becomes of the thread: [then, signal].                              *)
AtBorderOf(process, thread) ==
    IF Deliverable(thread) = {} THEN [then |-> "instruction", signal |-> NoSignal]
    ELSE LET s == NextSignal(thread)
         IN [signal |-> s,
             then   |-> CASE process.traced /\ s # "SIGKILL" -> "tracer"
                          [] s \in process.caught            -> "handler"
                          [] OTHER                           -> "exit"]

-----------------------------------------------------------------------------
(* The end of a process by a signal, for which the thread had an exception  *)
(* of that type and code, zero if none.                                     *)
(*   Clauses  exceptions.crash.1 - exceptions.crash.3                       *)
RaisesCrash(signal, badlySigned) == signal \in CoreSignals \/ (signal = "SIGKILL" /\ badlySigned)

CrashCode(signal, type, code) == SignalNumber[signal] * 2^24 + (type % 16) * 2^20 + (code % 2^20)

(* What is told next, of a crash with that result: the corpse, or nothing.  *)
LeavesCorpse(result) == result # "KERN_SUCCESS"
=============================================================================
