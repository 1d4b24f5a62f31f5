------------------------------ MODULE IpcRelease ------------------------------
(****************************************************************************)
(* Rights that a call gives up are released one a step, when its locks are  *)
(* dropped; then the thread goes on, or its call ends.                      *)
(****************************************************************************)
EXTENDS IpcDeath, IpcQueue

(* The send half is done: the receive half comes next, or the call ends.    *)
SendDone(k, t, receive, clause, woke) ==
    IF receive = NoReceive THEN Ends(k, t, "MACH_MSG_SUCCESS", clause, NoOut, woke)
    ELSE GoesOn(k, t, [at |-> "CopyinReceiveName", receive |-> receive], clause, woke)

(* The same, after the doomed rights are released.                          *)
SendDoneReleasing(k, t, doomed, receive, clause, woke) ==
    IF doomed = <<>> THEN SendDone(k, t, receive, clause, woke)
    ELSE GoesOn(k, t, [at |-> "ReleaseRight", doomed |-> doomed,
                       then |-> IF receive = NoReceive THEN ResumeWith("MACH_MSG_SUCCESS", clause, NoOut)
                                ELSE [at |-> "CopyinReceiveName", receive |-> receive]], clause, woke)

-----------------------------------------------------------------------------
(****************************************************************************)
(* One doomed right is released: a send right is uncounted, a send-once     *)
(* right becomes its notification, a receive right is its port's death.     *)
(* After the last one the thread goes on to what comes then.                *)
(*   Clause  ipc.release.1 - ipc.release.4                                  *)
(****************************************************************************)
SendOnceNotification(r) == NotificationOf(r)

(* What a notice carries goes with it.                                      *)
LOCAL CarriedBy(r) == IF IsNotice(r) THEN AsMessages(RightsOfDescriptors(r.notice.descriptors)) ELSE <<>>

LOCAL Released(kernel, doomed, woke, clause) ==
    [kernel |-> kernel, doomed |-> doomed, woke |-> woke, clause |-> clause]

SendReleased(k, r) ==
    LET gone == SendRightGoes(k, r.port) IN Released(gone.kernel, gone.doomed, <<>>, "ipc.release.1")

SendOnceReleased(k, r) ==
    IF IsFullForKernel(k.ports[r.port])
    THEN Released(AddSendOnceRights(k, r.port, -1), CarriedBy(r), <<>>, "ipc.release.4")
    ELSE LET d == Deliver(Counts(k, r.port), r.port, SendOnceNotification(r), <<>>)
         IN Released(d.kernel, <<>>, d.woke, "ipc.release.2")

ReceiveReleased(k, r) ==
    LET d == PortDies(k, r.port) IN Released(d.kernel, d.doomed, d.woke, "ipc.release.3")

LOCAL Release(k, r) ==
    CASE r.port <= 0            -> Released(k, CarriedBy(r), <<>>, "ipc.release.4")
      [] r.type = "SEND"        -> SendReleased(k, r)
      [] r.type = "SEND_ONCE"   -> SendOnceReleased(k, r)
      [] OTHER                  -> ReceiveReleased(k, r)

(* The first place where messages end, 0 if there is none.                  *)
LOCAL EndIn(doomed) ==
    LET ends == {i \in 1..Len(doomed) : doomed[i] = MessagesEnd}
    IN IF ends = {} THEN 0 ELSE LowestOf(ends)

(* Of what came of right r of kernel k, from where to where it is of        *)
(* messages.                                                                *)
LOCAL MessagesIn(k, r, came) ==
    LET all  == <<1, Len(came)>>
        none == <<1, 0>>
    IN CASE IsNotice(r)                      -> all
         [] r.port <= 0 \/ r.type # "RECEIVE" -> none
         [] IsAwaited(k, r.port) -> IF k.ports[r.port].requests.portDestroyed.port <= 0 THEN all ELSE none
         [] OTHER -> <<Len(BeforeMessages(k, r.port)) + 1, Len(came) - Len(AfterMessages(k, r.port))>>

(****************************************************************************)
(* What came of right r is released before the rest, but for the messages   *)
(* of a port that died with another message: they are destroyed behind      *)
(* those that are being destroyed already.                                  *)
(*   Clause  ipc.release.5                                                  *)
(****************************************************************************)
LOCAL WithRest(k, r, came, rest) ==
    LET end == EndIn(rest)
        m   == MessagesIn(k, r, came)
        messages == SelectSeq(SubSeq(came, m[1], m[2]), LAMBDA d : d # MessagesEnd)
    IN IF end = 0 \/ came = <<>> THEN came \o rest
       ELSE SubSeq(came, 1, m[1] - 1) \o SubSeq(came, m[2] + 1, Len(came))
            \o SubSeq(rest, 1, end - 1) \o messages \o SubSeq(rest, end, Len(rest))

RECURSIVE NextReleased(_)
LOCAL NextReleased(doomed) ==
    IF doomed = <<>> THEN doomed ELSE IF Head(doomed) = MessagesEnd THEN NextReleased(Tail(doomed)) ELSE doomed

ReleaseRightStep(k, t) ==
    LET r    == Head(k.threads[t].doomed)
        one  == Release(k, r)
        then == one.kernel.threads[t].then
        left == NextReleased(WithRest(k, r, one.doomed, Tail(one.kernel.threads[t].doomed)))
    IN IF left # <<>>
       THEN GoesOn(one.kernel, t, [at |-> "ReleaseRight", doomed |-> left, then |-> then], one.clause, one.woke)
       ELSE IF then.at = "Resume" THEN Ends(one.kernel, t, then.ret, then.clause, then.out, one.woke)
       ELSE GoesOn(one.kernel, t, then, one.clause, one.woke)

(* The thread was let go with its answer.                                   *)
ResumeStep(k, t) ==
    LET c == k.threads[t] IN Ends(k, t, c.ret, c.clause, c.out, <<>>)
=============================================================================
