----------------------------- MODULE MCComposition -----------------------------
(****************************************************************************)
(* World of claims: a call that begins at rest, and whose steps and those   *)
(* of the threads it lets go nothing disturbs, leaves what the composition  *)
(* of its steps (Ipc) says, and tells what that says.                       *)
(*                                                                          *)
(* The ghost `course` follows such a call: [on, queue, told, end], whether  *)
(* it is undisturbed, the threads that run next, what calls told so far,    *)
(* and what the composition said that they would leave and tell.            *)
(****************************************************************************)
EXTENDS IpcSteps

CONSTANTS
    TrailerSize,
    Senders, Receivers,      \* threads that do
    Headers,                 \* <<remote, remoteDisposition, local, localDisposition>> of their messages
    Waits,                   \* time-outs of sends
    Destroyed, Deallocated,  \* names under which A1 does
    Inserted,                \* dispositions of the rights that A1 gives to B
    InsertedUnder            \* and the names under which B is to have them

(* Values for Headers.                                                      *)
OneWay    == {<<1, "COPY_SEND", 0, "NONE">>, <<1, "MOVE_SEND_ONCE", 0, "NONE">>}
WithReply == {<<1, "MAKE_SEND", 2, "MAKE_SEND_ONCE">>, <<1, "COPY_SEND", 0, "NONE">>, <<2, "MOVE_SEND_ONCE", 0, "NONE">>}

VARIABLE course

vars == <<kernel, outcome, course>>
ClaimView == <<kernel, course>>

AtRest(k) == \A t \in Threads : ~CanStep(k, t)

NoCourse == [on |-> FALSE, queue |-> <<>>, told |-> <<>>, end |-> <<>>]

LOCAL Tells(t, a) == [thread |-> t, ret |-> a.ret, clause |-> a.clause, out |-> a.out]

LOCAL Predicted(t, a) ==
    LET whole == Call(a, t) IN
    [kernel |-> whole.kernel,
     told   |-> (IF whole.ret = "BLOCKED" THEN <<>> ELSE <<Tells(t, whole)>>) \o whole.woke]

LOCAL NextTold(told, t, a) == IF a.ret \in {"CONTINUE", "BLOCKED"} THEN told ELSE Append(told, Tells(t, a))
LOCAL RunsOn(t, a, rest)   == (IF a.ret = "CONTINUE" THEN <<t>> ELSE <<>>) \o rest \o a.woke

(* A call of one step, which lets nobody go, is its own composition.        *)
LOCAL Does(t, a) ==
    /\ Is(a)
    /\ course' = IF AtRest(kernel) /\ (a.ret = "CONTINUE" \/ a.woke # <<>>)
                 THEN [on |-> TRUE, queue |-> RunsOn(t, a, <<>>), told |-> NextTold(<<>>, t, a), end |-> Predicted(t, a)]
                 ELSE NoCourse

LOCAL Follows(t, a) ==
    /\ Is(a)
    /\ course' = IF course.on /\ Head(course.queue) = t
                 THEN [course EXCEPT !.queue = RunsOn(t, a, Tail(@)), !.told = NextTold(@, t, a)]
                 ELSE NoCourse

(* A course that is run is forgotten.                                       *)
Arrived == course.on /\ course.queue = <<>>

(* The first steps of this world's calls.  `Does` says what becomes of one.  *)

LOCAL FirstStep(t) ==
    \/ /\ t = "A1"
       /\ \/ FreePorts(kernel) # {} /\ Does(t, MachPortAllocateStep(kernel, t, "A", "RECEIVE"))
          \/ \E n \in Destroyed   : Does(t, MachPortDestroyStep(kernel, t, "A", n))
          \/ \E n \in Deallocated : Does(t, MachPortDeallocateStep(kernel, t, "A", n))
          \/ \E n \in InsertedUnder, d \in Inserted :
                Does(t, MachPortInsertRightStep(kernel, t, "B", n, 1, d, "RPC"))
    \/ /\ t \in Senders
       /\ \E h \in Headers, w \in Waits :
            Does(t, CopyinHeaderStep(kernel, t,
                Header(h[1], h[2], h[3], h[4], 0, "NONE", IF t = "B1" THEN 2 ELSE 1, 24), w, NoReceive))
    \/ /\ t \in Receivers
       /\ Does(t, BeginReceiveStep(kernel, t, Receive(1, 40, FALSE, TrailerSize, "TIMED")))

ClaimInit == Init /\ course = NoCourse

ClaimNext ==
    \/ Arrived /\ course' = NoCourse /\ UNCHANGED <<kernel, outcome>>
    \/ /\ ~Arrived
       /\ \E t \in Threads :
            \/ IsIdle(kernel, t) /\ FirstStep(t)
            \/ CanStep(kernel, t) /\ Follows(t, Step(kernel, t))
            \/ /\ kernel.threads[t].at \in {"AwaitSlot", "AwaitMessage"}
               /\ Is(ThreadAbortStep(kernel, t)) \/ Is(ClockExpireStep(kernel, t))
               /\ course' = NoCourse

ClaimSpec == ClaimInit /\ [][ClaimNext]_vars

StepsComposeToCalls == Arrived => kernel = course.end.kernel /\ course.told = course.end.told

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCComposition_xnu                             12694      60662     37      4.7
\*   MCComposition_classic                          9648      45624     32      2.3
=============================================================================
