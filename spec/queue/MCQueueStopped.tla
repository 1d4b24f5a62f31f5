----------------------------- MODULE MCQueueStopped -----------------------------
(****************************************************************************)
(* Worlds of claims about progress: one thread may stop for good, wherever  *)
(* it is.                                                                   *)
(*                                                                          *)
(* Lock-free: the others end what they are about.  An operation that waits  *)
(* has ended when it stands in line; being woken is another matter, and is  *)
(* the business of whoever lets it go: if that one stops in between, and    *)
(* nobody else comes by, the sleeper sleeps (EverySleeperIsWoken fails).    *)
(****************************************************************************)
EXTENDS MCMessageQueue

CONSTANT NoThread
VARIABLE stopped

stoppedVars == <<allVars, stopped>>

Stop == stopped = NoThread /\ \E t \in Threads : ~At(t, "Idle") /\ stopped' = t /\ UNCHANGED allVars

Runs(t) == stopped # t /\ (Act(t) \/ Call(t)) /\ UNCHANGED stopped
GivesUp(t) == stopped # t /\ Interrupt(t) /\ UNCHANGED stopped

StoppedInit == Init /\ stopped = NoThread
StoppedNext == Stop \/ \E t \in Threads : Runs(t) \/ GivesUp(t)
StoppedSpec == StoppedInit /\ [][StoppedNext]_stoppedVars /\ \A t \in Threads : WF_stoppedVars(Runs(t))

Rests(t) == (At(t, "Idle") /\ todo[t] = <<>>) \/ At(t, "Parked")

OthersComplete == \A t \in Threads : <>[](stopped = t \/ Rests(t))

(* Not so: what is decided for one who waits gets through to it.            *)
EverySleeperIsWoken == \A t \in Threads : (At(t, "Parked") /\ fate[work[t].op.id] # Pending) ~> (~At(t, "Parked") \/ stopped = t)

StopScripts == {[s1 |-> <<Send>>, s2 |-> <<Force>>, r1 |-> <<Receive>>], [s1 |-> <<Send>>, s2 |-> <<Send>>, r1 |-> <<Poll>>]}
StopClosing == {[s1 |-> <<Send>>, r1 |-> <<Poll>>, c |-> <<CloseIt>>]}
StopLimiting == {[s1 |-> <<Send>>, r1 |-> <<Receive>>, c |-> <<LimitTo(1)>>]}
(* Planted fault: only the one whose message it is goes past a cell, the others wait for it. *)
WaitsForTheSender(w, d) == IF w.as = "" THEN Retry(w) ELSE Stage([w EXCEPT !.seen = d], 1)
StopSending == {[s1 |-> <<Force>>, s2 |-> <<Force>>]}
SleeperScripts == {[s1 |-> <<Try>>, r1 |-> <<ReceivePatiently>>]}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueueStopped_Closing                         3701       9602     29      3.5
\*   MCQueueStopped_Limiting                       72601     204032     47     40.0
\*   MCQueueStopped_Sleeper                   violates EverySleeperIsWoken
\*   MCQueueStopped_WaitsForTheSender         violates OthersComplete
\*   MCQueueStopped_Waits                          35918      95001     41     30.9
==============================================================================
