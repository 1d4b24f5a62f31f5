------------------------------- MODULE TaskLife -------------------------------
(****************************************************************************)
(* The guarantee about tasks and threads: each is created once and ends     *)
(* once, because somebody said so.  A thread executes user instructions if  *)
(* it has begun, has not been told to end, and neither it nor its task is   *)
(* suspended; suspensions are counted, and who suspends is told when it     *)
(* holds.  A new task has what its parent has, a new thread nothing.  An    *)
(* abort ends waits, a suspension does not.                                 *)
(*                                                                          *)
(* Not here: return codes, and who may say what of whom.                    *)
(****************************************************************************)
EXTENDS Integers

CONSTANTS
    Tasks, Threads,
    TaskOf,            \* TaskOf[t]: the thread's task
    Nothing

VARIABLES
    life,              \* life[x] of a task or thread: "none", "active", "ending" once it was told to end, "gone"
    suspends,          \* suspends[x]: how often x is suspended
    begun,             \* begun[t]: t was let go for the first time
    running,           \* running[t]: t executes user instructions
    awaited,           \* threads for which somebody waits who suspends them
    waiting,           \* waiting[t]: t waits in the kernel
    aborted,           \* threads that were aborted since they last executed user instructions
    slots,             \* slots[x]: who handles the exceptions of x, or Nothing
    did                \* what was done last: [what, of, from]; "failed" if it was asked for in vain, "went on" if nobody asked

vars == <<life, suspends, begun, running, awaited, waiting, aborted, slots, did>>

Beings      == Tasks \cup Threads
Active(x)   == life[x] = "active"
Does(what, x) == did.what = what /\ did.of = x
Begins(x)   == life[x] = "none" /\ life'[x] = "active"
Held(t)     == suspends[t] > 0 \/ suspends[TaskOf[t]] > 0
MayRun(t)   == Active(t) /\ begun[t] /\ ~Held(t)
-----------------------------------------------------------------------------

LivesGoOneWay ==
    \A x \in Beings : life'[x] # life[x] =>
        <<life[x], life'[x]>> \in {<<"none", "active">>, <<"active", "ending">>, <<"ending", "gone">>}

(* Nothing is created, and nothing ends, of which nobody said so; a thread  *)
(* ends with its task, and a task whose thread's fault nobody handled.      *)
CreationIsAsked == \A x \in Beings : Begins(x) => Does("create", x)'
EndsAreAsked ==
    \A x \in Beings : Active(x) /\ life'[x] = "ending" =>
        \E y \in IF x \in Threads THEN {x, TaskOf[x]} ELSE {x} : (Does("terminate", y) \/ Does("unhandled", y))'

NewThreadsAreHeld ==
    \A t \in Threads : Begins(t) => suspends'[t] = 1 /\ ~begun'[t] /\ slots'[t] = Nothing
ChildrenInherit ==
    \A x \in Tasks : Begins(x) =>
        suspends'[x] = 0 /\ did'.from \in Tasks /\ slots'[x] = slots[did'.from]

(* A call raises or lowers the count of what it names, and of nothing else. *)
CountsAreKept ==
    \A x \in Beings : Active(x) /\ Active(x)' =>
        suspends'[x] = CASE Does("suspend", x)' -> suspends[x] + 1
                         [] Does("resume", x)'  -> suspends[x] - 1
                         [] OTHER               -> suspends[x]
NoCountIsNegative == \A x \in Beings : suspends[x] >= 0

ThreadsBeginWithTheirLastResume ==
    \A t \in Threads : Active(t) /\ Active(t)' /\ begun'[t] # begun[t] => Does("resume", t)' /\ suspends'[t] = 0

FailuresChangeNothing ==
    did'.what = "failed" => UNCHANGED <<life, suspends, begun, running, awaited, waiting, aborted, slots>>

(* Who comes to user instructions may.  Who may not any more and has not    *)
(* noticed is being waited for.                                             *)
OnlyWhoMayRuns  == \A t \in Threads : ~running[t] /\ running'[t] => MayRun(t)
HeldThreadsStop == \A t \in Threads : Active(t) /\ Held(t) /\ running[t] => t \in awaited

(* In a task that has ended nobody is active, whenever it was created.      *)
ThreadsEndWithTheirTask == \A t \in Threads : Active(t) => Active(TaskOf[t])

TheAbortedDoNotWait == \A t \in aborted : ~waiting[t]
TheEndingDoNotWait  == \A t \in Threads : life[t] = "ending" => ~waiting[t]
HoldsEndNoWait ==
    did'.what \in {"suspend", "resume"} => \A t \in Threads : waiting[t] => waiting'[t]

TheGoneHaveNothing ==
    \A x \in Beings : life[x] = "gone" => slots[x] = Nothing /\ suspends[x] = 0 /\ (x \in Threads => ~running[x])

-----------------------------------------------------------------------------
Always ==
    /\ NoCountIsNegative
    /\ HeldThreadsStop
    /\ ThreadsEndWithTheirTask
    /\ TheAbortedDoNotWait
    /\ TheEndingDoNotWait
    /\ TheGoneHaveNothing

Init == Always

Next ==
    /\ Always'
    /\ LivesGoOneWay
    /\ CreationIsAsked
    /\ EndsAreAsked
    /\ NewThreadsAreHeld
    /\ ChildrenInherit
    /\ CountsAreKept
    /\ ThreadsBeginWithTheirLastResume
    /\ FailuresChangeNothing
    /\ OnlyWhoMayRuns
    /\ HoldsEndNoWait

Spec == Init /\ [][Next]_vars

(* Where threads go on, who is told to end goes, and who may run runs.      *)
TheEndingGo  == \A x \in Beings : life[x] = "ending" ~> life[x] = "gone"
WhoMayRunRuns == \A t \in Threads : MayRun(t) /\ ~waiting[t] ~> running[t] \/ waiting[t] \/ ~MayRun(t)
=============================================================================
