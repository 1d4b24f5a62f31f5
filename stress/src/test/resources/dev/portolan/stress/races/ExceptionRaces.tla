----------------------------- MODULE ExceptionRaces -----------------------------
(****************************************************************************)
(* What is done in the races of exceptions, tasks and threads, each by a    *)
(* name: threads of A fault, B handles, both ports are B's.  `deed` is what *)
(* was done last; a step that a thread takes by itself has its name.        *)
(****************************************************************************)
EXTENDS ExcInvariants

VARIABLE deed

TasksOfThreads == [t \in {"A1", "A2", "A3", "B1", "B2", "C1"} |->
    CASE t \in {"A1", "A2", "A3"} -> "A" [] t = "C1" -> "C" [] OTHER -> "B"]

RacesInit ==
    /\ kernel = KernelOf({"A", "B"}, {"A1", "A2", "B1", "B2"}, [p \in PortIds |-> "B"])
    /\ outcome = InitialOutcome /\ deed = ""

Named(name) == deed' = name

Fault == [type |-> 1, codes |-> <<Code(0, 1), Code(7, 4369)>>]
RegistersAt(level, of, port) ==
    SetExceptionPorts("B1", Target(level, of), {1}, port, EXCEPTION_DEFAULT, TRUE, THREAD_STATE_NONE)
RegistersForState(port) == SetExceptionPorts("B1", Target("task", "A"), {1}, port, EXCEPTION_STATE, TRUE, 1)

RacesNext ==
    \/ RegistersAt("task", "A", 1)    /\ Named("first for A")
    \/ RegistersAt("task", "A", 2)    /\ Named("second for A")
    \/ RegistersAt("thread", "A1", 1) /\ Named("first for A1")
    \/ RegistersForState(1)           /\ Named("first for A's state")
    \/ RegistersForState(2)           /\ Named("second for A's state")
    \/ RaiseException("A1", Fault)    /\ Named("A1 faults")
    \/ ReceiveRequest("B1", 1)        /\ Named("B1 takes a request")
    \/ ReplyToRequest("B1", "good")   /\ Named("B1 repairs")
    \/ DestroyPort("B1", 1)           /\ Named("the first dies")
    \/ ThreadAbort("B2", "A1")        /\ Named("B2 aborts A1")
    \/ ThreadTerminate("B1", "A1")    /\ Named("B1 ends A1")
    \/ ThreadTerminate("B2", "A1")    /\ Named("B2 ends A1")
    \/ ThreadSuspend("B2", "A1")      /\ Named("B2 holds A1")
    \/ ThreadResume("B2", "C1")       /\ Named("B2 resumes C1")
    \/ ThreadCreate("B1", "C1")       /\ Named("B1 creates C1")
    \/ ThreadCreate("B2", "C1")       /\ Named("B2 creates C1")
    \/ ThreadCreate("B2", "A3")       /\ Named("B2 creates A3")
    \/ TaskCreate("B1", "A", "C")     /\ Named("B1 creates C")
    \/ TaskSuspend("B1", "C")         /\ Named("B1 holds C")
    \/ TaskTerminate("B1", "A")       /\ Named("B1 ends A")
    \/ TaskTerminate("B2", "A")       /\ Named("B2 ends A")
    \/ TaskTerminate("A2", "B")       /\ Named("A2 ends B")
    \/ \E t \in Threads : ThreadStep(t) /\ Named(t)
=============================================================================
