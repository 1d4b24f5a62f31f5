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
LOCAL CarriedBy(r) == IF IsNotice(r) THEN RightsOfDescriptors(r.notice.descriptors) ELSE <<>>

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

ReleaseRightStep(k, t) ==
    LET one  == Release(k, Head(k.threads[t].doomed))
        then == one.kernel.threads[t].then
        left == one.doomed \o Tail(one.kernel.threads[t].doomed)
    IN IF left # <<>>
       THEN GoesOn(one.kernel, t, [at |-> "ReleaseRight", doomed |-> left, then |-> then], one.clause, one.woke)
       ELSE IF then.at = "Resume" THEN Ends(one.kernel, t, then.ret, then.clause, then.out, one.woke)
       ELSE GoesOn(one.kernel, t, then, one.clause, one.woke)

(* The thread was let go with its answer.                                   *)
ResumeStep(k, t) ==
    LET c == k.threads[t] IN Ends(k, t, c.ret, c.clause, c.out, <<>>)
=============================================================================
