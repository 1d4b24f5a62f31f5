---------------------------- MODULE MCSignalsPending ----------------------------
(****************************************************************************)
(* World of claims: two signals are posted to a thread, in either order,    *)
(* while it masks none, one or both of them.  At the border it takes what   *)
(* may come, one after the other; then it masks nothing, and takes the      *)
(* rest.  What is promised of the order is written down here, as a list.    *)
(****************************************************************************)
EXTENDS Signals

VARIABLES
    input,             \* [signals, masked]: the two, in order, and what the thread masks at first; never changes
    posts,             \* the signals that are still to be posted, in order
    thread,            \* [masked, awaited, pending]
    taken              \* the signals that came, in order

vars == <<input, posts, thread, taken>>

process == [exists |-> TRUE, ignored |-> {}, caught |-> AllSignals \ {"SIGKILL"}, onStack |-> {}, traced |-> FALSE, stackTop |-> 0]

Init ==
    \E first \in AllSignals, second \in AllSignals : \E masked \in SUBSET {first, second} :
        /\ input = [signals |-> <<first, second>>, masked |-> masked] /\ posts = <<first, second>> /\ taken = <<>>
        /\ thread = [masked |-> masked, awaited |-> {}, pending |-> {}]

Post ==
    /\ posts # <<>>
    /\ thread' = PostSignalStep(process, [t \in {"V1"} |-> thread], "V1", Head(posts)).threads["V1"]
    /\ posts' = Tail(posts) /\ UNCHANGED <<input, taken>>

Comes == AtBorderOf(process, thread)
Take ==
    /\ posts = <<>> /\ Comes.signal # NoSignal
    /\ thread' = [thread EXCEPT !.pending = @ \ {Comes.signal}]
    /\ taken' = Append(taken, Comes.signal) /\ UNCHANGED <<input, posts>>
Unmask ==
    /\ posts = <<>> /\ Comes.signal = NoSignal /\ thread.masked # {}
    /\ thread' = [thread EXCEPT !.masked = {}] /\ UNCHANGED <<input, posts, taken>>

Next == Post \/ Take \/ Unmask
Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Promises.                                                                *)
InOrder == <<"SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGEMT", "SIGFPE", "SIGKILL", "SIGBUS", "SIGSEGV", "SIGSYS", "SIGPIPE">>
Place(s) == CHOOSE i \in 1..Len(InOrder) : InOrder[i] = s

(* Nobody masks the one that nobody masks.                                  *)
Waits(s) == s \in input.masked /\ s # "SIGKILL"

(* Of two that may come the lower comes first; what waits comes after.      *)
TheLowestComesFirst ==
    \A i \in 1..Len(taken), j \in 1..Len(taken) :
        i < j => \/ Waits(taken[j]) /\ ~Waits(taken[i])
                 \/ Waits(taken[j]) = Waits(taken[i]) /\ Place(taken[i]) < Place(taken[j])

(* None comes before it may, and each comes in the end; two of the same are *)
(* one.                                                                     *)
WhatIsMaskedWaits == thread.masked # {} => \A i \in 1..Len(taken) : ~Waits(taken[i])
AllCome ==
    posts = <<>> /\ thread.masked = {} /\ thread.pending = {} =>
        {taken[i] : i \in 1..Len(taken)} = {input.signals[1], input.signals[2]}

-----------------------------------------------------------------------------
(* A witness, violated.                                                     *)
NobodyTakesTwo == Len(taken) < 2

-----------------------------------------------------------------------------
(* Planted faults, each in place of a definition.                           *)
LOCAL Of(s) == Deliverable(s)
TakesTheHighest(t) == CHOOSE s \in Of(t) : \A other \in Of(t) : SignalNumber[s] >= SignalNumber[other]
TakesKillFirst(t)  ==
    IF "SIGKILL" \in Of(t) THEN "SIGKILL"
    ELSE CHOOSE s \in Of(t) : \A other \in Of(t) : SignalNumber[s] <= SignalNumber[other]
MasksKill(t)       == t.pending \ t.masked
MasksNothing(t)    == t.pending
KeepsTheFirst(p, t, s) == IF t.pending = {} THEN [t EXCEPT !.pending = {s}] ELSE t

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCSignalsPending                              2629       2629      6      1.5
\*   MCSignalsPending_TakesTheHighest         violates TheLowestComesFirst
\*   MCSignalsPending_TakesKillFirst          violates TheLowestComesFirst
\*   MCSignalsPending_MasksKill               violates TheLowestComesFirst
\*   MCSignalsPending_MasksNothing            violates WhatIsMaskedWaits
\*   MCSignalsPending_KeepsTheFirst           violates AllCome
\*   MCSignalsPending_NobodyTakesTwo          violates NobodyTakesTwo
=============================================================================
