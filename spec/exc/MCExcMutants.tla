------------------------------ MODULE MCExcMutants -----------------------------
(****************************************************************************)
(* Planted faults.  Each is put in place of a definition by its cfg, and    *)
(* breaks one conjunct of ExceptionTriage, or one invariant; the cfg that   *)
(* ends in `_others` shows that all others let it pass.                     *)
(****************************************************************************)
EXTENDS MCExcTriage

Real      == INSTANCE ExcTriage
RealTasks == INSTANCE ExcTasks

(* ExceptionTriage *)
TaskFirst == <<"task", "thread", "host">>

LOCAL Again(c, level) == [at |-> "LookUpHandler", exception |-> [c.exception EXCEPT !.codes = <<>>], level |-> level]
AsksAgain(c) ==
    IF c.at = "TakeReply" /\ c.exception.codes # <<>> THEN Again(c, c.level) ELSE Real!NextLevel(c)

EndsTooSoon(c) == [at |-> "NobodyHandled", exception |-> c.exception, level |-> c.level]

AsksTheHostForTheTask(k, t, level) == IF level = "task" THEN k.host ELSE Real!TableAt(k, t, level)

NothingStops(result)   == FALSE
DeadAskOn(k, t)        == FALSE
AnyIdWillDo(slot, message) ==
    IF message = Interrupted THEN Real!ReplyResult(slot, message)
    ELSE Real!ReplyResult(slot, [message EXCEPT !.id = IF @ = MACH_NOTIFY_SEND_ONCE THEN @ ELSE
            ReplyId(RequestIdOf(slot))])

InstallsOnFailure(k, t) ==
    LET c == Does(k, t)
        a == Real!TakeReplyStep(k, t)
    IN IF c.message # Interrupted /\ HasState(c.slot.behavior) /\ c.message.ret = "KERN_FAILURE"
       THEN [a EXCEPT !.kernel.threads[t].registers = "repaired"] ELSE a

(* An abort lets the thread go, and leaves its exception behind.            *)
AbortLetsRun(k, t, dies) ==
    IF At(k, t, "AwaitReply") THEN Continue([k EXCEPT !.replies[Does(k, t).reply] = Nobody], t, Return) ELSE k

(* A reply port of before is as good as that of now.                        *)
AcceptsLateReplies(k, r, message) ==
    IF k.replies[r] = Nobody THEN k
    ELSE LET t == k.replies[r]
         IN IF At(k, t, "AwaitReply")
            THEN Real!ReplyArrives([k EXCEPT !.replies[Does(k, t).reply] = t], Does(k, t).reply, message) ELSE k

(* Invariants *)
LeavesReplyPort(k, t, dies)   == Real!WaitBroken(k, t, FALSE)
DropsSilently(k, r)           == [k EXCEPT !.replies[r] = Nobody]
KeepsRightOfDead(k, t)        == [k EXCEPT !.threads[t].life = "GONE", !.threads[t].slots = NewTable]
HandsRightTwice(k, t) ==
    IF At(k, t, "SendRequest") /\ IsAlive(k, Does(k, t).slot.port)
    THEN LET a == Real!SendRequestStep(k, t) IN [a EXCEPT !.kernel.ports[Does(k, t).slot.port].sendRights = @ + 1]
    ELSE Real!SendRequestStep(k, t)
AbortsAll(type) == FALSE
KeepsQueue(k, p) == [RealTasks!PortDies(k, p) EXCEPT !.ports[p].queue = k.ports[p].queue]
ReturnsAtOnce(k, t, targets) == TRUE
ChecksNobody(k, t) == GoesOn(k, t, [Does(k, t) EXCEPT !.at = "LookUpHandler"], "exceptions.check.2")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
\*   MCExcMutants_TaskFirst_xnu               violates LevelsAreAskedInOrder
\*   MCExcMutants_TaskFirst_xnu_others                51         56     20      3.4
\*   MCExcMutants_AsksAgain_xnu               violates NoLevelIsAskedTwice
\*   MCExcMutants_AsksAgain_xnu_others                67         74     25      3.3
\*   MCExcMutants_EndsTooSoon_xnu             violates UnhandledByAll
\*   MCExcMutants_EndsTooSoon_xnu_others              19         20     10      3.8
\*   MCExcMutants_AsksTheHostForTheTask_xnu   violates TheRegisteredAreAsked
\*   MCExcMutants_AsksTheHostForTheTask_xnu_others         51         56     20      3.8
\*   MCExcMutants_NothingStops_xnu            violates OneAnswerIsEnough
\*   MCExcMutants_NothingStops_xnu_others             20         20     12      3.1
\*   MCExcMutants_DeadAskOn_xnu               violates TheDeadAskNobody
\*   MCExcMutants_DeadAskOn_xnu_others               361       1111     21      4.4
\*   MCExcMutants_AnyIdWillDo_xnu             violates OutcomesAreEarned
\*   MCExcMutants_AnyIdWillDo_xnu_others              23         27      9      3.3
\*   MCExcMutants_InstallsOnFailure_xnu       violates RegistersAreAnswered
\*   MCExcMutants_InstallsOnFailure_xnu_others         36         36     20      3.6
\*   MCExcMutants_AbortLetsRun_xnu            violates FaultingThreadsStop
\*   MCExcMutants_AbortLetsRun_xnu_others            330        724     20      4.9
\*   MCExcMutants_AcceptsLateReplies_xnu      violates OutcomesAreEarned
\*   MCExcMutants_LeavesReplyPort_xnu         violates RepliesDie
\*   MCExcMutants_LeavesReplyPort_xnu_others         450       1073     20      2.6
\*   MCExcMutants_DropsSilently_xnu           violates NoneStranded
\*   MCExcMutants_DropsSilently_xnu_others            56         61     20      3.6
\*   MCExcMutants_KeepsRightOfDead_xnu        violates RightsOwned
\*   MCExcMutants_KeepsRightOfDead_xnu_others        220        546     21      2.8
\*   MCExcMutants_HandsRightTwice_xnu         violates RightsOwned
\*   MCExcMutants_AbortsAll_xnu               violates CrashesAreHeard
\*   MCExcMutants_KeepsQueue_xnu              violates NoneLeft
\*   MCExcMutants_KeepsQueue_xnu_others             1569       2413     33      4.7
\*   MCExcMutants_ReturnsAtOnce_xnu           violates HoldsAreKept
\*   MCExcMutants_ReturnsAtOnce_xnu_others          275        806     16      1.0
\*   MCExcMutants_ChecksNobody_xnu            violates CrashIsNotAsked
\*   MCExcMutants_NoticeIsLost_xnu            violates EveryFaultIsAnswered
=============================================================================
