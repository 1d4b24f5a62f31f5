------------------------------- MODULE ExcTriage -------------------------------
(****************************************************************************)
(* How a fault becomes a message, and its reply the thread's further way:   *)
(* exception_triage and exception_deliver, a critical section a step.       *)
(*                                                                          *)
(* A thread in triage has [at, exception, level], exception being [type,    *)
(* codes]; level counts in Levels.                                          *)
(****************************************************************************)
EXTENDS ExcState

LOCAL AtLevel(exception, level) ==
    [at |-> IF exception.type = EXC_CRASH /\ PortsAreMasked THEN "CheckReceiver" ELSE "LookUpHandler",
     exception |-> exception, level |-> level]

(* What comes when a level has not handled it.                              *)
(*   Clauses  exceptions.triage.1                                           *)
NextLevel(c) ==
    IF c.level < Len(Levels) THEN AtLevel(c.exception, c.level + 1)
    ELSE [at |-> "NobodyHandled", exception |-> c.exception, level |-> c.level]

LOCAL Fails(k, t, clause) == GoesOn(k, t, NextLevel(Does(k, t)), clause)

(* The thread executed an instruction that faults, or the kernel raises the *)
(* exception for it.                                                        *)
RaiseExceptionStep(k, t, exception) == GoesOn(k, t, AtLevel(exception, 1), "exceptions.triage.1")

(* check_exc_receiver_dependency: who crashes is not asked to handle it.    *)
(* The right may move after that.                                           *)
(*   Clauses  exceptions.check.1 exceptions.check.2                         *)
CheckReceiverStep(k, t) ==
    LET c     == Does(k, t)
        table == TableAt(k, t, Levels[c.level])
        p     == IF table = NoTable THEN NullPort ELSE SlotFor(table, c.exception.type).port
    IN IF IsAlive(k, p) /\ k.ports[p].receiver = TaskOf[t] THEN Fails(k, t, "exceptions.check.1")
       ELSE GoesOn(k, t, [c EXCEPT !.at = "LookUpHandler"], "exceptions.check.2")

(* E4: who has been terminated asks nobody any more.                        *)
AsksNoMore(k, t) == ~IsActive(k, t)

(* The slot is read under the level's lock, and a right taken to its port.  *)
(*   Clauses  exceptions.deliver.1 - exceptions.deliver.4                   *)
LookUpHandlerStep(k, t) ==
    LET c     == Does(k, t)
        table == TableAt(k, t, Levels[c.level])
    IN IF AsksNoMore(k, t)    THEN GoesOn(k, t, Return, "exceptions.deliver.1")
       ELSE IF table = NoTable THEN Fails(k, t, "exceptions.deliver.2")
       ELSE LET slot == SlotFor(table, c.exception.type)
            IN IF ~IsAlive(k, slot.port) THEN Fails(k, t, "exceptions.deliver.3")
               ELSE GoesOn(AddSendRights(k, slot.port, 1), t,
                           [at |-> "SendRequest", exception |-> c.exception, level |-> c.level, slot |-> slot],
                           "exceptions.deliver.4")

-----------------------------------------------------------------------------
(* The request.  Where ports are not masked it is the one of 64 bytes with  *)
(* its codes cut to 32 bits.                                                *)
(*   Clauses  exceptions.request.1 - exceptions.request.5                   *)

LOCAL WordsFor(slot) == IF HasState(slot.behavior) THEN StateWords[slot.flavor] ELSE 0

RequestIdOf(slot)   == IF PortsAreMasked THEN RequestId(slot.behavior, slot.codes) ELSE SingleRequestId
RequestSizeOf(slot) ==
    IF PortsAreMasked THEN RequestSize(slot.behavior, slot.codes, WordsFor(slot)) ELSE SingleRequestSize

(* The length of a reply that a request is answered by.                     *)
ReplySizeOf(slot) == IF PortsAreMasked THEN ReplySize(slot.behavior, WordsFor(slot)) ELSE SingleReplySize

RequestOf(k, t, exception, slot, reply) ==
    [id        |-> RequestIdOf(slot),
     size      |-> RequestSizeOf(slot),
     thread    |-> IF HasIdentity(slot.behavior) THEN t ELSE Nobody,
     type      |-> exception.type,
     codes     |-> IF slot.codes THEN exception.codes
                   ELSE [i \in 1..Len(exception.codes) |-> Truncated(exception.codes[i])],
     flavor    |-> IF HasState(slot.behavior) THEN slot.flavor ELSE THREAD_STATE_NONE,
     registers |-> IF HasState(slot.behavior) THEN ToldIn(slot.flavor, k.threads[t].registers) ELSE Nobody,
     reply     |-> reply]

Interrupted == [interrupted |-> TRUE]

(* Who told the kernel of a crash, a corpse or a violated guard waits, come *)
(* what may.                                                                *)
(*   Clauses  exceptions.deliver.9                                          *)
IsUninterruptible(type) == PortsAreMasked /\ type \in {EXC_CRASH, EXC_GUARD, EXC_CORPSE_NOTIFY}

LOCAL TakesReply(c, message) ==
    [at |-> "TakeReply", exception |-> c.exception, level |-> c.level, slot |-> c.slot, message |-> message]

(* The registers are read, and the request sent over any limit with the     *)
(* right that was taken; then the thread waits for the reply, if nobody     *)
(* aborted it before.                                                       *)
(*   Clauses  exceptions.deliver.5 - exceptions.deliver.9                   *)
SendRequestStep(k, t) ==
    LET c == Does(k, t)
        p == c.slot.port
        r == NewReply(k)
        sent == [k EXCEPT !.ports[p].queue = Append(@, RequestOf(k, t, c.exception, c.slot, r))]
    IN CASE ~IsAlive(k, p) -> Fails(k, t, "exceptions.deliver.6")
         [] HasState(c.slot.behavior) /\ ~IsFlavor(c.slot.flavor) ->
                Fails(AddSendRights(k, p, -1), t, "exceptions.deliver.5")
         [] k.threads[t].aborted = "YES" /\ ~IsUninterruptible(c.exception.type) ->
                GoesOn(sent, t, TakesReply(c, Interrupted), "exceptions.deliver.8")
         [] OTHER ->
                Blocks([sent EXCEPT !.replies[r] = t], t,
                       [at |-> "AwaitReply", exception |-> c.exception, level |-> c.level, slot |-> c.slot, reply |-> r],
                       "exceptions.deliver.7")

-----------------------------------------------------------------------------
(* The end of the wait.                                                     *)

(* A message reaches a reply port: its thread takes it, if there is one     *)
(* that waits.                                                              *)
(*   Clauses  exceptions.wait.1                                             *)
ReplyArrives(k, r, message) ==
    IF k.replies[r] = Nobody THEN k
    ELSE LET t    == k.replies[r]
             used == [k EXCEPT !.replies[r] = Nobody]
         IN IF At(k, t, "AwaitReply") /\ Does(k, t).reply = r
            THEN Continue(used, t, TakesReply(Does(k, t), message))
            ELSE used

SendOnceNotice == [id |-> MACH_NOTIFY_SEND_ONCE, size |-> 24, ret |-> "NONE", flavor |-> THREAD_STATE_NONE, registers |-> Nobody]

(* A reply right that is given up becomes the message that says so.         *)
(*   Clauses  exceptions.wait.2                                             *)
ReplyRightDropped(k, r) == ReplyArrives(k, r, SendOnceNotice)

(* The wait of t is broken, and its reply port dies.                        *)
(*   Clauses  exceptions.wait.3                                             *)
WaitBroken(k, t, dies) ==
    IF ~At(k, t, "AwaitReply") \/ IsUninterruptible(Does(k, t).exception.type) THEN k
    ELSE LET c    == Does(k, t)
             gone == IF dies THEN [k EXCEPT !.replies[c.reply] = Nobody] ELSE k
         IN Continue(gone, t, TakesReply(c, Interrupted))

(* What a reply says.  An error comes in the short form or the long.        *)
(*   Clauses  exceptions.reply.1 - exceptions.reply.4                       *)
ReplyResult(slot, message) ==
    CASE message = Interrupted                     -> <<AbortedWaitResult, "exceptions.wait.3">>
      [] message.id = MACH_NOTIFY_SEND_ONCE        -> <<"MIG_SERVER_DIED", "exceptions.reply.1">>
      [] message.id # ReplyId(RequestIdOf(slot))   -> <<"MIG_REPLY_MISMATCH", "exceptions.reply.2">>
      [] message.size # ReplySizeOf(slot) /\ (message.ret = "KERN_SUCCESS" \/ message.size # ErrorReplySize)
                                                   -> <<"MIG_TYPE_ERROR", "exceptions.reply.3">>
      [] OTHER                                     -> <<message.ret, "exceptions.reply.4">>

(* Results by which the level has handled the exception.                    *)
(*   Clauses  exceptions.triage.2                                           *)
Stops(result) == result \in {"KERN_SUCCESS", "MACH_RCV_PORT_DIED"}

TakeReplyStep(k, t) ==
    LET c      == Does(k, t)
        result == ReplyResult(c.slot, c.message)
    IN CASE result[1] = "KERN_SUCCESS" /\ HasState(c.slot.behavior) /\ c.exception.type # EXC_CORPSE_NOTIFY ->
                GoesOn(k, t, [c EXCEPT !.at = "InstallState"], result[2])
         [] Stops(result[1]) -> GoesOn(k, t, Return, result[2])
         [] OTHER            -> Fails(k, t, result[2])

(* Registers of the flavor that came back; what cannot be in registers is   *)
(* not put there, and the exception not handled.                            *)
(*   Clauses  exceptions.state.1 exceptions.state.2                         *)
InstallStateStep(k, t) ==
    LET c == Does(k, t)
    IN IF ArePossible(c.message.flavor, c.message.registers)
       THEN GoesOn([k EXCEPT !.threads[t].registers = Loaded(@, c.message.flavor, c.message.registers)], t, Return, "exceptions.state.1")
       ELSE Fails(k, t, "exceptions.state.2")
=============================================================================
