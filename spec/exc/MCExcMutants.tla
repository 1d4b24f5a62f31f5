------------------------------ MODULE MCExcMutants -----------------------------
(****************************************************************************)
(* Planted faults.  Each is put in place of a definition by its cfg, and    *)
(* breaks one conjunct of ExceptionTriage, or one invariant; the cfg that   *)
(* ends in `_others` shows that all others let it pass.                     *)
(****************************************************************************)
EXTENDS MCExcTriage

Real      == INSTANCE ExcTriage
RealTasks == INSTANCE ExcTasks
RealPorts == INSTANCE ExcPorts

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
            IF PortsAreMasked THEN ReplyId(RequestId(slot.behavior, slot.codes)) ELSE 2500])

InstallsOnFailure(k, t) ==
    LET c == Does(k, t)
        a == Real!TakeReplyStep(k, t)
    IN IF c.message # Interrupted /\ HasState(c.slot.behavior) /\ c.message.ret = "KERN_FAILURE"
       THEN [a EXCEPT !.kernel.threads[t].registers = "repaired"] ELSE a

(* An abort lets the thread go, and leaves its exception behind.            *)
AbortLetsRun(k, t, dies) ==
    IF At(k, t, "AwaitReply") THEN Continue([k EXCEPT !.replies[Does(k, t).reply] = Nobody], t, Return) ELSE k

(* Invariants *)
LeavesReplyPort(k, t, dies)   == Real!WaitBroken(k, t, FALSE)
DropsSilently(k, r)           == [k EXCEPT !.replies[r] = Nobody]
KeepsRightOfDead(k, t)        == [k EXCEPT !.threads[t].life = "GONE", !.threads[t].slots = NewTable]
HandsRightTwice(k, t) ==
    IF At(k, t, "SendRequest") /\ IsAlive(k, Does(k, t).slot.port)
    THEN LET a == Real!SendRequestStep(k, t) IN [a EXCEPT !.kernel.ports[Does(k, t).slot.port].sendRights = @ + 1]
    ELSE Real!SendRequestStep(k, t)
KeepsQueue(k, p) == [RealTasks!PortDies(k, p) EXCEPT !.ports[p].queue = k.ports[p].queue]
ChecksNobody(k, t) == GoesOn(k, t, [Does(k, t) EXCEPT !.at = "LookUpHandler"], "exceptions.check.2")

\* Counts, as in manifest.json
\*   cfg                                        distinct  generated  depth  seconds
=============================================================================
