---------------------------- MODULE BoundedDelivery ----------------------------
(****************************************************************************)
(* The guarantee of the message queue: FifoDelivery of one port, with a     *)
(* limit, with waiting in line on both sides, and with an end.              *)
(*                                                                          *)
(* - What is accepted is given once, in the order of acceptance.            *)
(* - Nothing ordinary is accepted while the limit is reached, or while      *)
(*   somebody waits for room; what is forced is accepted past the limit.    *)
(* - Senders get room, and receivers get messages, in the order in which    *)
(*   they came to wait; who gives up leaves the line.                       *)
(* - A receiver may not accept a message.  If it is its turn it is told so, *)
(*   and waits no more; the message is the next one's.                      *)
(* - Those who wait to receive can be let go, all at once.                  *)
(* - Once closed, nothing is accepted, and all who wait are let go.  What   *)
(*   was accepted is still given, be it to the one who closes.              *)
(*                                                                          *)
(* Every send is one message, every receive one request, and `fate` says    *)
(* what became of it; that is all a caller learns.  Being refused (full,    *)
(* empty) changes nothing here and is no action: the algorithm says apart   *)
(* from this that it refuses only for a reason.                             *)
(*                                                                          *)
(* It refines FifoDelivery (MCBoundedDelivery), and MessageQueue refines    *)
(* it (MCMessageQueue).                                                     *)
(****************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Messages, Requests,    \* what is sent, and receives; disjoint
    Limits,                \* what the limit may be
    Accepts(_, _),         \* whether a request accepts a message
    Pending, Accepted, Drained, Declined, Cancelled, Dismissed, Shut    \* fates: none yet, and for good

VARIABLES
    open,          \* messages may be accepted
    limit,         \* messages that may be queued, were none forced
    queue,         \* messages accepted and not yet given, head first
    senders,       \* messages whose senders wait for room, next first
    receivers,     \* requests whose receivers wait for a message, next first
    forced,        \* messages that no limit holds back
    fate           \* of a message: Accepted Drained Shut Cancelled; of a request: a message, or one of the last four

vars == <<open, limit, queue, senders, receivers, forced, fate>>

Full    == Len(queue) >= limit
Barren  == queue = <<>> /\ (senders = <<>> \/ Full)      \* nothing to be had, and nobody on the way in
Without(line, x) == SelectSeq(line, LAMBDA y : y # x)
Elements(line)   == {line[i] : i \in 1..Len(line)}

IsNew(x) == fate[x] = Pending /\ x \notin Elements(senders) \cup Elements(receivers)
-----------------------------------------------------------------------------

Init ==
    /\ open = TRUE /\ limit \in Limits
    /\ queue = <<>> /\ senders = <<>> /\ receivers = <<>>
    /\ forced \in SUBSET Messages
    /\ fate = [x \in Messages \cup Requests |-> Pending]

(* m comes in: to the first who waits for it, past those who do not accept it; else into the queue. *)
In(m) ==
    LET n     == Len(receivers)
        taker == CHOOSE i \in 1..(n + 1) :
                    /\ i <= n => Accepts(receivers[i], m)
                    /\ \A j \in 1..(i - 1) : ~Accepts(receivers[j], m)
    IN /\ fate' = [x \in DOMAIN fate |->
                    CASE x = m                                       -> Accepted
                      [] taker <= n /\ x = receivers[taker]          -> m
                      [] \E j \in 1..(taker - 1) : x = receivers[j]  -> Declined
                      [] OTHER                                       -> fate[x]]
       /\ receivers' = SubSeq(receivers, taker + 1, n)
       /\ queue' = IF taker <= n THEN queue ELSE Append(queue, m)

(* Accept(m): there is room, and nobody was here before.                    *)
Accept(m) ==
    /\ open /\ IsNew(m) /\ senders = <<>> /\ ~Full
    /\ In(m)
    /\ UNCHANGED <<open, limit, senders, forced>>

(* Force(m): room or not.                                                   *)
Force(m) ==
    /\ open /\ IsNew(m) /\ m \in forced
    /\ In(m)
    /\ UNCHANGED <<open, limit, senders, forced>>

(* Wait(m): the sender gets in line; if there is room after all, Grant follows. *)
Wait(m) ==
    /\ open /\ IsNew(m)
    /\ senders' = Append(senders, m)
    /\ UNCHANGED <<open, limit, queue, receivers, forced, fate>>

(* Grant: there is room for the first in line.                              *)
Grant ==
    /\ open /\ senders # <<>> /\ ~Full
    /\ In(Head(senders))
    /\ senders' = Tail(senders)
    /\ UNCHANGED <<open, limit, forced>>

(* Take(r): the oldest message goes out.                                    *)
Take(r) ==
    /\ queue # <<>> /\ IsNew(r) /\ Accepts(r, Head(queue))
    /\ fate' = [fate EXCEPT ![r] = Head(queue)]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<open, limit, senders, receivers, forced>>

(* Decline(r): the oldest message is not for r, and stays.                  *)
Decline(r) ==
    /\ queue # <<>> /\ IsNew(r) /\ ~Accepts(r, Head(queue))
    /\ fate' = [fate EXCEPT ![r] = Declined]
    /\ UNCHANGED <<open, limit, queue, senders, receivers, forced>>

(* Drain: the one who closed the queue takes what is left.                  *)
Drain ==
    /\ ~open /\ queue # <<>>
    /\ fate' = [fate EXCEPT ![Head(queue)] = Drained]
    /\ queue' = Tail(queue)
    /\ UNCHANGED <<open, limit, senders, receivers, forced>>

(* Await(r): the receiver gets in line.                                     *)
Await(r) ==
    /\ open /\ Barren /\ IsNew(r)
    /\ receivers' = Append(receivers, r)
    /\ UNCHANGED <<open, limit, queue, senders, forced, fate>>

(* GiveUp(x): whoever waits may leave the line.                             *)
GiveUp(x) ==
    /\ x \in Elements(senders) \cup Elements(receivers)
    /\ senders' = Without(senders, x) /\ receivers' = Without(receivers, x)
    /\ fate' = [fate EXCEPT ![x] = Cancelled]
    /\ UNCHANGED <<open, limit, queue, forced>>

(* Dismiss: all who wait to receive are let go, in one step.                *)
Dismiss ==
    /\ receivers # <<>>
    /\ fate' = [x \in DOMAIN fate |-> IF x \in Elements(receivers) THEN Dismissed ELSE fate[x]]
    /\ receivers' = <<>>
    /\ UNCHANGED <<open, limit, queue, senders, forced>>

SetLimit(n) ==
    /\ open /\ limit' = n
    /\ UNCHANGED <<open, queue, senders, receivers, forced, fate>>

(* Close: all who wait are let go, in one step.                             *)
Close ==
    /\ open /\ open' = FALSE
    /\ fate' = [x \in DOMAIN fate |->
                    IF x \in Elements(senders) \cup Elements(receivers) THEN Shut ELSE fate[x]]
    /\ senders' = <<>> /\ receivers' = <<>>
    /\ UNCHANGED <<limit, queue, forced>>

(* Refuse(x): it came after the end; a receive only when nothing is left.   *)
Refuse(x) ==
    /\ ~open /\ IsNew(x)
    /\ x \in Requests => queue = <<>>
    /\ fate' = [fate EXCEPT ![x] = Shut]
    /\ UNCHANGED <<open, limit, queue, senders, receivers, forced>>

Next ==
    \/ \E m \in Messages : Accept(m) \/ Force(m) \/ Wait(m)
    \/ Grant \/ Drain
    \/ \E r \in Requests : Take(r) \/ Decline(r) \/ Await(r)
    \/ \E x \in Messages \cup Requests : GiveUp(x) \/ Refuse(x)
    \/ \E n \in Limits : SetLimit(n)
    \/ Dismiss \/ Close

Spec == Init /\ [][Next]_vars

(* LetIn: the first in line comes in, room or not, because the user says so. *)
(* Nothing that the algorithm does by itself may look so: Spec has it not.   *)
LetIn ==
    /\ open /\ senders # <<>>
    /\ In(Head(senders))
    /\ senders' = Tail(senders)
    /\ UNCHANGED <<open, limit, forced>>

NextLettingIn == Next \/ LetIn
SpecLettingIn == Init /\ [][NextLettingIn]_vars

-----------------------------------------------------------------------------
TypeOK ==
    /\ open \in BOOLEAN /\ limit \in Limits
    /\ Elements(queue) \cup Elements(senders) \subseteq Messages
    /\ Elements(receivers) \subseteq Requests

(* A receiver waits only where there is nothing for it.                     *)
NobodyWaitsBesideAMessage == receivers # <<>> => queue = <<>>

(* Once each: queued, or given to one.                                      *)
GivenOnce ==
    /\ \A i, j \in 1..Len(queue) : queue[i] = queue[j] => i = j
    /\ \A r \in Requests : fate[r] \notin Elements(queue)
    /\ \A r, s \in Requests : fate[r] = fate[s] /\ fate[r] \in Messages => r = s
=============================================================================
