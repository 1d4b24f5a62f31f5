---------------------------- MODULE ExceptionTriage ----------------------------
(****************************************************************************)
(* The guarantee: an exception is offered to who is registered at the level *)
(* of the thread, of its task and of the host, in this order, to each once  *)
(* at most, until one handles it.  It has one outcome.  Till then its       *)
(* thread executes no user instruction, and its registers are as they were, *)
(* unless new ones come with the answer of who handles it.                  *)
(*                                                                          *)
(* Not here: which ids, codes and sizes make an answer one that handles.    *)
(****************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Threads,
    Levels,            \* in order
    Nothing

VARIABLES
    raised,            \* raised[t]: the exception of t that has no outcome yet, or Nothing
    asked,             \* asked[t]: [level, handler], one for each level tried; who is there, or Nothing
    answer,            \* answer[t]: [handles, registers] of the handler asked last, or Nothing
    outcome,           \* outcome[t]: of its last exception: "handled", "state" with new registers; if nobody did
                       \* "terminated" with its task, "told" or "unhandled"; or "gone" before the end
    registers,         \* registers[t]
    running,           \* running[t]: t executes user instructions
    active,            \* active[t]: t has not been terminated
    registered         \* registered[t][level]: who would be asked for raised[t], or Nothing

vars == <<raised, asked, answer, outcome, registers, running, active, registered>>

Faulting(t)  == raised[t] # Nothing
Stays(t)     == Faulting(t) /\ raised'[t] = raised[t]
Settles(t)   == Faulting(t) /\ raised'[t] = Nothing
Tries(t)     == Stays(t) /\ asked'[t] # asked[t]
Last(s)      == s[Len(s)]
Rank(level)  == CHOOSE i \in 1..Len(Levels) : Levels[i] = level
Handles(t)   == answer[t] # Nothing /\ answer[t].handles
-----------------------------------------------------------------------------

(* Who is registered at the level is asked, and nobody only where nobody    *)
(* is, at the time of asking.                                               *)
TheRegisteredAreAsked ==
    \A t \in Threads : Tries(t) =>
        /\ asked'[t] = Append(asked[t], Last(asked'[t]))
        /\ Last(asked'[t]).handler = registered[t][Last(asked'[t]).level]

(* The first level comes first, and none is passed over.                    *)
LevelsAreAskedInOrder ==
    \A t \in Threads : \A i \in 1..Len(asked[t]) :
        LET before == IF i = 1 THEN 0 ELSE Rank(asked[t][i - 1].level)
        IN Rank(asked[t][i].level) \in {before, before + 1} \ {0}

NoLevelIsAskedTwice ==
    \A t \in Threads : \A i \in 1..Len(asked[t]), j \in 1..Len(asked[t]) :
        asked[t][i].level = asked[t][j].level => i = j

(* A level is asked because the one before did not handle.                  *)
OneAnswerIsEnough == \A t \in Threads : Tries(t) => ~Handles(t)

(* A thread that was terminated asks nobody any more.                       *)
TheDeadAskNobody == \A t \in Threads : Tries(t) /\ Last(asked'[t]).handler # Nothing => active[t]

(* It is handled by who was asked and answered so; a thread that has gone   *)
(* was terminated.                                                          *)
OutcomesAreEarned ==
    \A t \in Threads : Settles(t) =>
        CASE outcome'[t] \in {"handled", "state"}    -> Handles(t)
          [] outcome'[t] \in {"gone", "terminated"} -> ~active'[t]
          [] OTHER                                  -> outcome'[t] \in {"told", "unhandled"}

(* That nobody handled it is found when all were asked, and then only a     *)
(* task is terminated for it.                                               *)
UnhandledByAll ==
    \A t \in Threads : Settles(t) /\ outcome'[t] \in {"terminated", "told", "unhandled"} =>
        /\ ~Handles(t)
        /\ \A i \in 1..Len(Levels) : \E j \in 1..Len(asked[t]) : asked[t][j].level = Levels[i]

FaultingThreadsStop == \A t \in Threads : Faulting(t) => ~running[t]

(* New registers are those of the answer that handles.                      *)
RegistersAreAnswered ==
    \A t \in Threads : Stays(t) \/ Settles(t) =>
        IF Settles(t) /\ outcome'[t] = "state"
        THEN answer[t].registers # Nothing /\ registers'[t] = answer[t].registers
        ELSE registers'[t] = registers[t]

-----------------------------------------------------------------------------
Init ==
    /\ \A t \in Threads : raised[t] = Nothing /\ asked[t] = <<>> /\ answer[t] = Nothing

Next ==
    /\ TheRegisteredAreAsked
    /\ LevelsAreAskedInOrder'
    /\ NoLevelIsAskedTwice'
    /\ OneAnswerIsEnough
    /\ TheDeadAskNobody
    /\ OutcomesAreEarned
    /\ UnhandledByAll
    /\ FaultingThreadsStop'
    /\ RegistersAreAnswered

Spec == Init /\ [][Next]_vars

(* Where handlers answer, every exception comes to its outcome.             *)
EveryFaultIsAnswered == \A t \in Threads : Faulting(t) ~> ~Faulting(t)
=============================================================================
