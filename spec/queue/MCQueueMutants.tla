----------------------------- MODULE MCQueueMutants -----------------------------
(****************************************************************************)
(* Planted faults: each is put in place of a definition by its cfg, and     *)
(* violates the property that the cfg names.                                *)
(****************************************************************************)
EXTENDS MCMessageQueue

Real == INSTANCE MessageQueue

(* The flag that closes the queue is apart from where messages go in: one   *)
(* that has looked at the flag goes in although it has been set.            *)
DecidesBesideTheFlag(w) ==
    \/ Real!Decides(w)
    \/ w.as = "Enter" /\ cell[w.pos].is = "Closed" /\ Senders(cell[w.pos]) = Senders(w.seen)
       /\ Receivers(cell[w.pos]) = Receivers(w.seen)
WrittenBesideTheFlag(w) ==
    IF cell[w.pos].is = "Closed" THEN [cell EXCEPT ![w.pos] = w.next, ![w.pos + 1] = cell[w.pos]]
    ELSE Real!Written(w)

(* Having got in line it does not look again whether there is room by now.  *)
ParksWithoutLooking(w) == IF w.as = "Wait" THEN AwaitAnswer(w) ELSE Real!HasDecided(w)

(* The answer goes to one, the wake to another.                             *)
WakesAnother(x) == CHOOSE t \in Threads : t # ThreadOf(x)

(* The youngest in line is let in.                                          *)
GrantsTheLast(c) ==
    LET s == Senders(c) IN
    Decided(s[Len(s)], s[Len(s)], First(Receivers(c)), SubSeq(s, 1, Len(s) - 1), Rest(Receivers(c)))

(* The youngest in line is given the message.                               *)
ServesTheLast(c, m) ==
    LET r == Receivers(c) IN
    IF r = <<>> THEN Real!WithMessage(c, m)
    ELSE Decided(m, Nobody, r[Len(r)], Senders(c), SubSeq(r, 1, Len(r) - 1))

(* The cell is released before what it says is stored where it belongs.     *)
ClaimsBeforeItCompletes(d) == d.to = Nobody     \* in place of MayClaim

(* A message is declined that another may have taken.                       *)
DeclinesUnseen(w) == TRUE                       \* in place of IsFront

(* It does not mind who is on the way in.                                   *)
SaysEmptyTooSoon(w, c) ==
    IF w.goal = "TryReceive" THEN [Retry(w) EXCEPT !.at = "Empty"] ELSE Real!AtFrontEnd(w, c)

(* The cell is used up before its message is claimed.                       *)
UsesUpBeforeItClaims(t) ==                      \* in place of Claim
    IF At(t, "Claim") /\ head = Work(t).pos /\ cell[head].is = "Decided"
    THEN cell' = [cell EXCEPT ![head] = Taken] /\ UNCHANGED <<limit, head, tail, blocked, answer, permits, work, fate>>
    ELSE Real!Claim(t)

FlagScripts  == {[s1 |-> <<Try>>, r1 |-> <<>>, c |-> <<CloseIt>>]}
QuietScripts == {[s1 |-> <<Send>>, s2 |-> <<Send>>, r1 |-> <<Poll>>]}
(* s1 and s2 stand in line behind a message of s3.                          *)
InLine(t) == [Begin([SendPatiently EXCEPT !.id = <<t, 1>>]) EXCEPT !.at = "Parked", !.goal = "Await", !.counted = TRUE]
InLineInit ==
    /\ todo = [t \in Threads |-> IF t = "r1" THEN <<[Poll EXCEPT !.id = <<t, 1>>]>>
                                ELSE IF t = "r2" THEN <<[Poll EXCEPT !.id = <<t, 1>>], [Receive EXCEPT !.id = <<t, 2>>]>>
                                ELSE <<>>]
    /\ forced = {<<"s3", 1>>}
    /\ cell = [p \in Cells |-> CASE p = 0 -> Decided(<<"s3", 1>>, Nobody, Nobody, <<>>, <<>>)
                                 [] p = 1 -> Waiting(<<<<"s1", 1>>, <<"s2", 1>>>>, <<>>)
                                 [] OTHER -> Null]
    /\ limit = 1 /\ head = 0 /\ tail = 1 /\ blocked = 2
    /\ answer = [x \in Messages \cup Requests |-> Pending]
    /\ fate = [answer EXCEPT ![<<"s3", 1>>] = Accepted]
    /\ permits = {}
    /\ work = [t \in Threads |-> IF t \in {"s1", "s2"} THEN InLine(t) ELSE Idle]
    /\ excused = {}
    /\ seen = Seen
InLineSpec == InLineInit /\ [][Next]_allVars

OrderScripts == {[s1 |-> <<Send>>, s2 |-> <<Force, Send>>, r1 |-> <<Poll, Poll>>]}

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCQueueMutants_DecidesBesideTheFlag      violates NothingIsStranded
\*   MCQueueMutants_ParksWithoutLooking       violates NobodyIsForgotten
\*   MCQueueMutants_WakesAnother              violates NobodyIsForgotten
\*   MCQueueMutants_GrantsTheLast             violates RoomGoesInOrder
\*   MCQueueMutants_ServesTheLast             violates MessagesGoInOrder
\*   MCQueueMutants_ClaimsBeforeItCompletes   violates NobodyIsForgotten
\*   MCQueueMutants_DeclinesUnseen            violates RefinesBoundedDelivery
\*   MCQueueMutants_SaysEmptyTooSoon          violates RefusalsAreExcused
\*   MCQueueMutants_UsesUpBeforeItClaims      violates HeadsFollow
==============================================================================
