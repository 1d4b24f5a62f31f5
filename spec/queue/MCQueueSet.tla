------------------------------- MODULE MCQueueSet -------------------------------
(****************************************************************************)
(* World of claims: a port set over two members whose queues have no lock,  *)
(* an action an atomic access.  A message that finds nobody at its port     *)
(* finds who waits at the set, whenever the port joins and the set dies.    *)
(*                                                                          *)
(* To enter or leave a queue is one access, which MessageQueue refines.     *)
(* Who puts a message in, or joins the set, looks at the other afterwards;  *)
(* both serve the set under the port's lock.  What is done under the set's  *)
(* own lock alone is one access too.                                        *)
(****************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Senders,           \* each sends one message
    Receivers,         \* each receives one from the set
    Joiners,           \* puts the second port into the set
    Killers            \* destroys the set

Ports   == {1, 2}
Threads == Senders \cup Receivers \cup Joiners \cup Killers
Nobody  == "nobody"

PortOf(t) == IF t \in {"S1", "S3"} THEN 1 ELSE 2

VARIABLES
    queued,            \* queued[p]: messages in p's queue
    joined,            \* joined[p]: p is in the set
    lock,              \* lock[p]: who holds p's lock
    alive,             \* the set is
    waiting,           \* who waits at the set
    preposts,          \* members of which the set knows that they have messages
    got,               \* receivers that have a message
    pc, on             \* where a thread is, and at which port

vars == <<queued, joined, lock, alive, waiting, preposts, got, pc, on>>

Init ==
    /\ queued = [p \in Ports |-> 0] /\ joined = [p \in Ports |-> p = 1]
    /\ lock = [p \in Ports |-> Nobody] /\ alive = TRUE
    /\ waiting = {} /\ preposts = {} /\ got = {}
    /\ pc = [t \in Threads |-> CASE t \in Senders -> "Send" [] t \in Receivers -> "Ask" [] OTHER -> "Lock"]
    /\ on = [t \in Threads |-> IF t \in Senders THEN PortOf(t) ELSE IF t \in Joiners THEN 2 ELSE 1]

At(t, where) == pc[t] = where
Goes(t, where) == pc' = [pc EXCEPT ![t] = where]

-----------------------------------------------------------------------------
(* A sender looks for a set when its message is in the queue.               *)
SendsFirst == TRUE

Send(t) ==
    /\ At(t, "Send")
    /\ IF SendsFirst THEN Goes(t, "Look") /\ queued' = [queued EXCEPT ![on[t]] = @ + 1]
       ELSE Goes(t, IF joined[on[t]] THEN "SendThenLock" ELSE "SendOnly") /\ UNCHANGED queued
    /\ UNCHANGED <<joined, lock, alive, waiting, preposts, got, on>>

Look(t) ==
    /\ At(t, "Look") /\ Goes(t, IF joined[on[t]] THEN "Lock" ELSE "Done")
    /\ UNCHANGED <<queued, joined, lock, alive, waiting, preposts, got, on>>

SendLate(t) ==
    /\ pc[t] \in {"SendThenLock", "SendOnly"}
    /\ queued' = [queued EXCEPT ![on[t]] = @ + 1] /\ Goes(t, IF At(t, "SendOnly") THEN "Done" ELSE "Lock")
    /\ UNCHANGED <<joined, lock, alive, waiting, preposts, got, on>>

Lock(t) ==
    /\ At(t, "Lock") /\ lock[on[t]] = Nobody
    /\ lock' = [lock EXCEPT ![on[t]] = t]
    /\ Goes(t, CASE t \in Joiners -> "Join" [] t \in Killers -> "Leave" [] t \in Receivers -> "Take" [] OTHER -> "Serve")
    /\ UNCHANGED <<queued, joined, alive, waiting, preposts, got, on>>

Released(t) == [lock EXCEPT ![on[t]] = Nobody]

Unlock(t) ==
    /\ At(t, "Unlock") /\ lock' = Released(t)
    /\ Goes(t, CASE t \in Receivers /\ t \notin got -> "Ask"
                 [] t \in Killers -> IF on[t] = 1 THEN "Lock" ELSE "Kill"
                 [] OTHER -> "Done")
    /\ on' = IF t \in Killers THEN [on EXCEPT ![t] = 2] ELSE on
    /\ UNCHANGED <<queued, joined, alive, waiting, preposts, got>>

Join(t) ==
    /\ At(t, "Join") /\ joined' = [joined EXCEPT ![on[t]] = alive] /\ Goes(t, "Serve")
    /\ UNCHANGED <<queued, lock, alive, waiting, preposts, got, on>>

(* Under the port's lock: is there a message for those who wait?            *)
Serve(t) ==
    /\ At(t, "Serve")
    /\ Goes(t, IF ~joined[on[t]] THEN "Unlock" ELSE IF queued[on[t]] = 0 THEN "Unpost" ELSE "Poll")
    /\ UNCHANGED <<queued, joined, lock, alive, waiting, preposts, got, on>>

Unpost(t) ==
    /\ At(t, "Unpost") /\ preposts' = preposts \ {on[t]} /\ Goes(t, "Unlock")
    /\ UNCHANGED <<queued, joined, lock, alive, waiting, got, on>>

(* A set at which nobody waits learns at the same stroke of the message.    *)
PollsAndPreposts == TRUE

Poll(t) ==
    /\ At(t, "Poll")
    /\ IF waiting = {}
       THEN /\ IF PollsAndPreposts THEN preposts' = preposts \cup {on[t]} /\ Goes(t, "Unlock")
               ELSE UNCHANGED preposts /\ Goes(t, "Prepost")
            /\ UNCHANGED <<queued, waiting, got>>
       ELSE \E r \in waiting :
            /\ waiting' = waiting \ {r} /\ got' = got \cup {r}
            /\ queued' = [queued EXCEPT ![on[t]] = @ - 1]
            /\ pc' = [pc EXCEPT ![t] = "Serve", ![r] = "Done"]
            /\ UNCHANGED preposts
    /\ UNCHANGED <<joined, lock, alive, on>>

Prepost(t) ==
    /\ At(t, "Prepost") /\ preposts' = preposts \cup {on[t]} /\ Goes(t, "Unlock")
    /\ UNCHANGED <<queued, joined, lock, alive, waiting, got, on>>

-----------------------------------------------------------------------------
(* Under the set's lock a receiver sees a member with messages, or waits.   *)
Ask(t) ==
    /\ At(t, "Ask")
    /\ IF ~alive THEN Goes(t, "Done") /\ UNCHANGED <<waiting, on>>
       ELSE IF preposts = {} THEN waiting' = waiting \cup {t} /\ Goes(t, "Waits") /\ UNCHANGED on
       ELSE \E p \in preposts : on' = [on EXCEPT ![t] = p] /\ Goes(t, "Lock") /\ UNCHANGED waiting
    /\ UNCHANGED <<queued, joined, lock, alive, preposts, got>>

Take(t) ==
    /\ At(t, "Take")
    /\ IF joined[on[t]] /\ queued[on[t]] > 0
       THEN /\ queued' = [queued EXCEPT ![on[t]] = @ - 1] /\ got' = got \cup {t}
            /\ Goes(t, IF queued[on[t]] = 1 THEN "Unpost" ELSE "Unlock")
       ELSE Goes(t, "Unlock") /\ UNCHANGED <<queued, got>>
    /\ UNCHANGED <<joined, lock, alive, waiting, preposts, on>>

(* The set dies: its members leave it one by one, then its receivers go.    *)
Leave(t) ==
    /\ At(t, "Leave") /\ joined' = [joined EXCEPT ![on[t]] = FALSE]
    /\ preposts' = preposts \ {on[t]} /\ Goes(t, "Unlock")
    /\ UNCHANGED <<queued, lock, alive, waiting, got, on>>

Kill(t) ==
    /\ At(t, "Kill") /\ alive' = FALSE /\ waiting' = {}
    /\ pc' = [u \in Threads |-> IF u \in waiting \cup {t} THEN "Done" ELSE pc[u]]
    /\ UNCHANGED <<queued, joined, lock, preposts, got, on>>

Next ==
    \E t \in Threads :
        \/ Send(t) \/ SendLate(t) \/ Look(t) \/ Lock(t) \/ Unlock(t) \/ Join(t) \/ Serve(t) \/ Unpost(t) \/ Poll(t)
        \/ Prepost(t) \/ Ask(t) \/ Take(t) \/ Leave(t) \/ Kill(t)

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

-----------------------------------------------------------------------------
AtRest == \A t \in Threads : pc[t] \in {"Done", "Waits"}

(* Everybody comes to rest: nobody waits for a lock for ever, or asks again *)
(* and again.  Without that what is said of threads at rest says nothing.   *)
EverybodyComesToRest == <>AtRest

(* Nobody waits at a set while a member has a message.                      *)
NobodyIsForgotten == AtRest /\ waiting # {} => \A p \in Ports : joined[p] => queued[p] = 0

(* A set knows which members have messages.                                 *)
MessagesAreKnown == AtRest => \A p \in Ports : (p \in preposts) <=> (joined[p] /\ queued[p] > 0)

(* Whoever waited at a set that died was let go.                            *)
DeathLetsGo == ~alive => waiting = {}

(* Each message is in a queue or was given, once.                           *)
NothingIsLost == AtRest => queued[1] + queued[2] + Cardinality(got) = Cardinality(Senders)

(* Mutants.                                                                 *)
PollsThenPreposts == FALSE
LooksFirst        == FALSE
LeavesItLocked(t) == IF t \in got THEN lock ELSE [lock EXCEPT ![on[t]] = Nobody]

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueueSet_Joins                              30759     100962     35     10.0
\*   MCQueueSet_Dies                               22240      67484     35      7.0
\*   MCQueueSet_LeavesItLocked                violates EverybodyComesToRest
\*   MCQueueSet_LeavesItLocked_others              3474       9465     25      1.0
\*   MCQueueSet_LooksFirst                    violates NobodyIsForgotten
\*   MCQueueSet_PollsThenPreposts             violates NobodyIsForgotten
=============================================================================
