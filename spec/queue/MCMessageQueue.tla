----------------------------- MODULE MCMessageQueue -----------------------------
(****************************************************************************)
(* Worlds of claims: threads with a few operations each on one queue.       *)
(*                                                                          *)
(* Ghosts: `todo`, the operations not yet begun; `excused`, the threads in  *)
(* whose present operation there was a moment at which a refusal (full,     *)
(* empty) would have been right; `forced`, the messages that no limit holds *)
(* back; `seen`, the queue that the cells stand for, read off once a step.  *)
(****************************************************************************)
EXTENDS MessageQueue, FiniteSets

CONSTANTS
    SendingThreads, ReceivingThreads, ControllingThreads,
    Most,          \* operations of one thread
    Scripts,       \* a set of [thread -> operations]; one is chosen at the beginning
    FirstLimits, Limits

VARIABLES todo, excused, forced, seen

allVars == <<cell, limit, head, tail, blocked, answer, permits, work, fate, todo, excused, forced, seen>>

Messages == SendingThreads \X (1..Most)
Requests == ReceivingThreads \X (1..Most)
Owner(x) == x[1]

(* Operations.  Patient ones do not give up.                                *)
Op(is, patient)   == [is |-> is, id |-> <<>>, limit |-> 0, patient |-> patient]
Try               == Op("TrySend", TRUE)
Force             == Op("ForceSend", TRUE)
Send              == Op("Send", FALSE)
SendPatiently     == Op("Send", TRUE)
Poll              == Op("TryReceive", TRUE)
Receive           == Op("Receive", FALSE)
ReceivePatiently  == Op("Receive", TRUE)
CloseIt           == Op("Close", TRUE)
LimitTo(n)        == [Op("SetLimit", TRUE) EXCEPT !.limit = n]

LOCAL Numbered(script) ==
    [t \in Threads |-> [i \in 1..Len(script[t]) |-> [script[t][i] EXCEPT !.id = <<t, i>>]]]

-----------------------------------------------------------------------------
(* The queue that the cells stand for.                                      *)

IsDecided(p) == cell[p].is \in {"Decided", "Taken"}

LOCAL EndOf(end) ==
    IF cell[end] = Null /\ end > 0 /\ cell[end - 1].is = "Decided"
    THEN Waiting(cell[end - 1].senders, cell[end - 1].receivers) ELSE cell[end]

LOCAL QueuedUpTo(end) ==
    LET ahead == SelectSeq([i \in 1..(end - head) |-> cell[head + i - 1]], LAMBDA c : c.is = "Decided" /\ c.to = Nobody)
    IN [i \in 1..Len(ahead) |-> ahead[i].message]

Seen ==
    LET end  == CHOOSE p \in Cells : ~IsDecided(p) /\ \A q \in 0..(p - 1) : IsDecided(q)
        c    == EndOf(end)
        open == c.is # "Closed"
    IN [end |-> end, open |-> open, queue |-> QueuedUpTo(end),
        senders |-> IF open THEN Senders(c) ELSE <<>>, receivers |-> IF open THEN Receivers(c) ELSE <<>>]

(* Dismissal is not modelled here.                                          *)
Bounded == INSTANCE BoundedDelivery WITH
    Dismissed <- "Dismissed",
    open <- seen.open, queue <- seen.queue, senders <- seen.senders, receivers <- seen.receivers

RefinesBoundedDelivery == Bounded!Spec
Room == Len(seen.queue) < limit

-----------------------------------------------------------------------------
Init ==
    /\ \E script \in Scripts :
        /\ todo = Numbered(script)
        /\ forced = {x \in Messages : \E t \in Threads : \E i \in 1..Len(script[t]) :
                        x = <<t, i>> /\ script[t][i].is = "ForceSend"}
    /\ cell = [p \in Cells |-> Null] /\ limit \in FirstLimits
    /\ head = 0 /\ tail = 0 /\ blocked = 0
    /\ answer = [x \in Messages \cup Requests |-> Pending]
    /\ fate = answer
    /\ permits = {}
    /\ work = [t \in Threads |-> Idle]
    /\ excused = {}
    /\ seen = Seen

(* Start(t): t calls its next operation.                                    *)
Start(t) ==
    /\ At(t, "Idle") /\ todo[t] # <<>>
    /\ Goes(t, Begin(Head(todo[t])))
    /\ todo' = [todo EXCEPT ![t] = Tail(@)]
    /\ UNCHANGED <<cell, limit, head, tail, blocked, answer, permits, fate>>

LOCAL MayRefuse(t) ==
    /\ work[t].at # "Idle"
    /\ \/ work[t].op.is = "TrySend" /\ ~Room
       \/ work[t].op.is = "TryReceive" /\ seen.queue = <<>> /\ (seen.senders = <<>> \/ limit = 0)

LOCAL Excuses ==
    /\ seen' = Seen'
    /\ excused' = {t \in Threads : work'[t].at # "Idle" /\ (t \in excused \/ MayRefuse(t)')}
    /\ UNCHANGED forced

Act(t)      == Step(t) /\ UNCHANGED todo /\ Excuses
Call(t)     == Start(t) /\ Excuses
Interrupt(t) == BeginGiveUp(t) /\ UNCHANGED todo /\ Excuses

Next == \E t \in Threads : Act(t) \/ Call(t) \/ Interrupt(t)
Spec == Init /\ [][Next]_allVars
Fair == Spec /\ \A t \in Threads : WF_allVars(Act(t)) /\ WF_allVars(Call(t))

-----------------------------------------------------------------------------
(* Safety.                                                                  *)

(* What one learns who waited is what became of it.                         *)
AnswersAreTrue ==
    \A x \in Messages \cup Requests : answer[x] # Pending =>
        answer[x] = fate[x] \/ (answer[x] = Accepted /\ fate[x] = Drained)

(* Who comes too late to give up has an answer.                             *)
TooLateIsAnswered ==
    \A t \in Threads : At(t, "AwaitAnswer") /\ Work(t).late => answer[Work(t).op.id] # Pending

RefusalsAreExcused ==
    \A t \in Threads : At(t, "Full") \/ At(t, "Empty") => t \in excused

(* Nobody acts any more, but for those who wait.                            *)
Quiet == \A t \in Threads : At(t, "Idle") \/ (At(t, "Parked") /\ t \notin permits)

(* No lost wakeup: whoever waits in the quiet waits for a reason.           *)
NobodyIsForgotten ==
    Quiet =>
        /\ seen.senders = <<>> \/ ~Room
        /\ \A t \in Threads : At(t, "Parked") =>
            Work(t).op.id \in Elements(seen.senders) \cup Elements(seen.receivers)
        /\ blocked = Cardinality({t \in Threads : At(t, "Parked") /\ Work(t).op.is = "Send"})

(* What was accepted is queued or was given; what is closed is drained.     *)
NothingIsStranded ==
    Quiet =>
        /\ ~seen.open => seen.queue = <<>>
        /\ \A m \in Messages : fate[m] = Accepted =>
            m \in Elements(seen.queue) \/ \E r \in Requests : fate[r] = m

HeadsFollow == head <= seen.end /\ tail <= seen.end /\ \A p \in Cells : cell[p] = Taken => p < head

(* A cell that head or tail is past is completed, but that only tail waits  *)
(* for the answer to a sender whose message a waiting receiver was given.   *)
CellsPassedAreCompleted ==
    \A p \in Cells : cell[p].is = "Decided" /\ (p < head \/ p < tail) =>
        /\ Needs(cell[p], "Carry") => cell[p + 1] # Null
        /\ \A r \in Elements(cell[p].declining) : answer[r] # Pending
        /\ cell[p].to # Nobody => answer[cell[p].to] # Pending
        /\ cell[p].from # Nobody /\ (p < tail \/ cell[p].to = Nobody) => answer[cell[p].from] # Pending

MessagesAreGivenOnce == Bounded!GivenOnce
NobodyWaitsBesideAMessage == Bounded!NobodyWaitsBesideAMessage

(* Who is let in from the line was the first in it.                         *)
RoomGoesInOrder ==
    [][\A m \in Elements(seen.senders) : fate'[m] = Accepted => m = Head(seen.senders)]_allVars

(* Whom a message is given to of those in line was the first who accepts it. *)
MessagesGoInOrder ==
    [][\A i \in 1..Len(seen.receivers) :
        LET m == fate'[seen.receivers[i]] IN
        m \in Messages => \A j \in 1..(i - 1) : ~Accepts(seen.receivers[j], m)]_allVars

(* The end is the end.                                                      *)
ClosesForGood == [][~seen.open => ~seen'.open /\ Len(seen'.queue) <= Len(seen.queue)]_allVars

-----------------------------------------------------------------------------
(* Liveness: everything begun comes to its end.                             *)
EverybodyIsDone == <>[](\A t \in Threads : At(t, "Idle") /\ todo[t] = <<>>)

-----------------------------------------------------------------------------
(* Scripts: s1, s2, s3 send, r1, r2 receive, c has control.                 *)

Waits    == {[s1 |-> <<Send>>, s2 |-> <<Send>>, r1 |-> <<Receive, Poll>>]}
Tries    == {[s1 |-> <<Try, Send>>, s2 |-> <<Force>>, r1 |-> <<Poll, Poll>>]}
Limiting == {[s1 |-> <<Send>>, r1 |-> <<Receive>>, c |-> <<LimitTo(n)>>] : n \in {0, 1}}
Closing  == {[s1 |-> <<Send>>, r1 |-> <<Receive>>, c |-> <<CloseIt>>]}
Serves   == {[s1 |-> <<Try, Try>>, r1 |-> <<Receive>>, r2 |-> <<Receive>>]}
(* r1 does not accept the first message.                                    *)
AllButOne(r, m) == ~(r = <<"r1", 1>> /\ m = <<"s1", 1>>)
Declines == {[s1 |-> <<Try, Try>>, r1 |-> <<Receive>>, r2 |-> <<Poll>>]}
Patient  == {[s1 |-> <<SendPatiently>>, s2 |-> <<SendPatiently>>, r1 |-> <<ReceivePatiently, ReceivePatiently>>]}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCMessageQueue_Waits                          21086      54917     49      9.0
\*   MCMessageQueue_Limiting                       25689      70276     46     11.0
\*   MCMessageQueue_Closing                         7168      18757     35      4.0
\*   MCMessageQueue_Patient                        10532      27097     47      8.0
\*   MCMessageQueue_Tries                          68881     188536     57     42.6
\*   MCMessageQueue_Serves                         23731      63828     44     15.7
\*   MCMessageQueue_Declines                        4091      10395     35      8.0
==============================================================================
