---- MODULE Rights ----
(* A toy: tasks are granted ports and send numbered messages to them. *)
EXTENDS Naturals, Sequences
CONSTANTS Tasks, Ports, Capacity, MaxSent
VARIABLES queue, rights, sent
vars == <<queue, rights, sent>>

TypeOK == /\ queue \in [Ports -> Seq(Nat)]
          /\ rights \in [Tasks -> SUBSET Ports]
          /\ sent \in Nat

Init == /\ queue = [p \in Ports |-> <<>>]
        /\ rights = [t \in Tasks |-> {}]
        /\ sent = 0

Grant(t, p) == /\ p \notin rights[t]
               /\ rights' = [rights EXCEPT ![t] = @ \cup {p}]
               /\ UNCHANGED <<queue, sent>>

Drop(t, p) == /\ p \in rights[t]
              /\ rights' = [rights EXCEPT ![t] = @ \ {p}]
              /\ UNCHANGED <<queue, sent>>

Send(t, p) == /\ p \in rights[t]
              /\ Len(queue[p]) < Capacity
              /\ sent < MaxSent
              /\ queue' = [queue EXCEPT ![p] = Append(@, sent)]
              /\ sent' = sent + 1
              /\ UNCHANGED rights

Receive(p) == /\ queue[p] # <<>>
              /\ queue' = [queue EXCEPT ![p] = Tail(@)]
              /\ UNCHANGED <<rights, sent>>

\* Two labels lead to the same state: a parallel edge, and a loop.
Skip(t) == \E m \in {1, 2} : m > 0 /\ UNCHANGED vars

Next == \/ \E t \in Tasks, p \in Ports : Grant(t, p) \/ Drop(t, p) \/ Send(t, p)
        \/ \E p \in Ports : Receive(p)
        \/ \E t \in Tasks : Skip(t)

Spec == Init /\ [][Next]_vars
Fifo == \A p \in Ports : \A i, j \in 1..Len(queue[p]) : i < j => queue[p][i] < queue[p][j]

NeverTwo == sent < 2
OnlyGrows == [][\A p \in Ports : Len(queue'[p]) >= Len(queue[p])]_vars
AllSent == <>(sent = MaxSent)
SentAtFirst == sent = 1
NeverSent == [](sent = 0)
====
