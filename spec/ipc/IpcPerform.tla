------------------------------ MODULE IpcPerform ------------------------------
(****************************************************************************)
(* The model as a kernel that can be asked: here is its state, here is a    *)
(* call, what comes of it?  No world has to offer the call, and no variable *)
(* is spoken of.                                                            *)
(*                                                                          *)
(* A call is a record of its arguments.  Its field `call` is the name of    *)
(* an action, "MachMsg" with the halves `send` and `receive`, or "Step"     *)
(* with what the thread is `at`.                                            *)
(****************************************************************************)
EXTENDS Ipc

(* What the user's arguments of mach_msg are as one value.                  *)
Header(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, sendSize) ==
    [remote |-> remote, remoteDisposition |-> remoteDisposition, local |-> local,
     localDisposition |-> localDisposition, voucher |-> voucher, voucherDisposition |-> voucherDisposition,
     id |-> id, sendSize |-> sendSize, descriptors |-> <<>>, sendNotify |-> FALSE,
     sendCancel |-> FALSE, notifyPort |-> MACH_PORT_NULL]

(* The same of a complex message, without a voucher.                        *)
ComplexHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors) ==
    [Header(remote, remoteDisposition, local, localDisposition, MACH_PORT_NULL, "NONE", id, sendSize)
     EXCEPT !.descriptors = descriptors]

(* The same of a simple message with MACH_SEND_NOTIFY, without a voucher.    *)
NotifyHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort) ==
    [Header(remote, remoteDisposition, local, localDisposition, MACH_PORT_NULL, "NONE", id, sendSize)
     EXCEPT !.sendNotify = TRUE, !.notifyPort = notifyPort]

(* The same with MACH_SEND_CANCEL.                                          *)
CancelHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort) ==
    [Header(remote, remoteDisposition, local, localDisposition, MACH_PORT_NULL, "NONE", id, sendSize)
     EXCEPT !.sendCancel = TRUE, !.notifyPort = notifyPort]

Receive(receiveName, receiveSize, large, trailerSize, timeout) ==
    [name |-> receiveName, receiveSize |-> receiveSize, large |-> large, trailerSize |-> trailerSize,
     timeout |-> timeout]

(* The same with a set of MACH_RCV_* options besides.                        *)
ReceiveWith(receiveName, receiveSize, large, trailerSize, options, timeout) ==
    IF options = {} THEN Receive(receiveName, receiveSize, large, trailerSize, timeout)
    ELSE
    [name |-> receiveName, receiveSize |-> receiveSize, large |-> large, trailerSize |-> trailerSize,
     timeout |-> timeout, options |-> options]

(* The same with MACH_RCV_NOTIFY.                                           *)
ReceiveNotifying(receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    [name |-> receiveName, receiveSize |-> receiveSize, large |-> large, trailerSize |-> trailerSize,
     timeout |-> timeout, notifyPort |-> notifyPort]

(* The same with MACH_RCV_SYNC_WAIT.                                        *)
ReceiveSyncWaiting(receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    [name |-> receiveName, receiveSize |-> receiveSize, large |-> large, trailerSize |-> trailerSize,
     timeout |-> timeout, options |-> {"RCV_SYNC_WAIT"}, notifyPort |-> notifyPort]

NoSend == [none |-> TRUE]

(* mach_msg with neither half.                                              *)
(*   Clause  ipc.send.21                                                    *)
MachMsgNothingStep(k) == Answer(k, "MACH_MSG_SUCCESS", "ipc.send.21", NoOut)

(* The first critical section of mach_msg.                                  *)
LOCAL MachMsgStep(k, c) ==
    CASE c.send # NoSend -> CopyinHeaderStep(k, c.thread, c.send.header, c.send.timeout, c.receive)
      [] c.receive # NoReceive -> BeginReceiveStep(k, c.thread, c.receive)
      [] OTHER -> MachMsgNothingStep(k)

(* Events are made by nobody, and befall a thread.                          *)
LOCAL IsEvent(c) == c.call \in {"ThreadAbort", "ClockExpire", "RunWoken"}

(* Can it be made at all?  By a thread that is in no call, a step by one    *)
(* that is there.                                                           *)
CanPerform(k, c) ==
    CASE c.call = "RunWoken"  -> IsHeld(k)
      [] c.call = "HoldWoken" -> ~IsHeld(k) /\ IsIdle(k, c.thread)
      [] IsEvent(c)      -> TRUE
      [] c.call = "Step" -> k.threads[c.thread].at = c.at /\ CanStep(k, c.thread)
      [] OTHER           -> IsIdle(k, c.thread)

(* What a call's first critical section comes to, or an event, or one step, *)
(* if the task that it is on lives.                                         *)
LOCAL OnLiveTask(k, c) ==
    CASE c.call = "MachMsg"            -> MachMsgStep(k, c)
      [] c.call = "MachPortAllocate"   -> MachPortAllocateStep(k, c.thread, c.task, c.right)
      [] c.call = "MachPortInsertRight" ->
            MachPortInsertRightStep(k, c.thread, c.task, c.name, c.right, c.disposition, c.entry)
      [] c.call = "MachPortRequestNotification" ->
            MachPortRequestNotificationStep(k, c.thread, c.task, c.name, c.id, c.sync, c.notifyPort, c.disposition, c.entry)
      [] c.call = "MachPortDeallocate" -> MachPortDeallocateStep(k, c.thread, c.task, c.name)
      [] c.call = "MachPortModRefs"    -> MachPortModRefsStep(k, c.thread, c.task, c.name, c.right, c.delta)
      [] c.call = "MachPortDestroy"    -> MachPortDestroyStep(k, c.thread, c.task, c.name)
      [] c.call = "MachPortGetRefs"    -> MachPortGetRefsStep(k, c.thread, c.task, c.name, c.right)
      [] c.call = "MachPortType"       -> MachPortTypeStep(k, c.thread, c.task, c.name)
      [] c.call = "MachPortAllocateName" -> MachPortAllocateNameStep(k, c.thread, c.task, c.right, c.name)
      [] c.call = "MachPortRename"       -> MachPortRenameStep(k, c.thread, c.task, c.name, c.newName)
      [] c.call = "MachPortConstruct" ->
            MachPortConstructStep(k, c.thread, c.task, c.limited, c.queueLimit, c.sendRight, c.guarded, c.strict,
                                  c.immovable, c.context)
      [] c.call = "MachPortDestruct"     -> MachPortDestructStep(k, c.thread, c.task, c.name, c.delta, c.guard)
      [] c.call = "MachReplyPort"        -> MachReplyPortStep(k, c.thread)
      [] c.call = "ThreadGetSpecialReplyPort" -> ThreadGetSpecialReplyPortStep(k, c.thread)
      [] c.call = "MkTimerCreate"        -> MkTimerCreateStep(k, c.thread)
      [] c.call = "MkTimerArm"           -> MkTimerArmStep(k, c.thread, c.name, c.time)
      [] c.call = "MkTimerCancel"        -> MkTimerCancelStep(k, c.thread, c.name)
      [] c.call = "MkTimerDestroy"       -> MkTimerDestroyStep(k, c.thread, c.name)
      [] c.call = "MkTimerExpire"        -> MkTimerExpireStep(k, c.thread, c.name)
      [] c.call = "MachPortExtractRight" -> MachPortExtractRightStep(k, c.thread, c.task, c.name, c.disposition)
      [] c.call = "MachPortSetAttributes" ->
            MachPortSetAttributesStep(k, c.thread, c.task, c.name, c.flavor, c.queueLimit, c.count)
      [] c.call = "MachPortSetMscount"   -> MachPortSetMscountStep(k, c.thread, c.task, c.name, c.makeSendCount)
      [] c.call = "MachPortSetSeqno"     -> MachPortSetSeqnoStep(k, c.thread, c.task, c.name, c.seqno)
      [] c.call = "MachPortGetAttributes" ->
            MachPortGetAttributesStep(k, c.thread, c.task, c.name, c.flavor, c.count)
      [] c.call = "MachPortGetSrights"   -> MachPortGetSrightsStep(k, c.thread, c.task, c.name)
      [] c.call = "MachPortPeek" ->
            MachPortPeekStep(k, c.thread, c.task, c.name, c.elements, c.trailerSize, c.seqno)
      [] c.call = "MachPortGetContext"   -> MachPortGetContextStep(k, c.thread, c.task, c.name)
      [] c.call = "MachPortSetContext"   -> MachPortSetContextStep(k, c.thread, c.task, c.name, c.context)
      [] c.call = "MachPortGuard" ->
            MachPortGuardStep(k, c.thread, c.task, c.name, c.guard, c.strict, c.immovable)
      [] c.call = "MachPortUnguard"      -> MachPortUnguardStep(k, c.thread, c.task, c.name, c.guard)
      [] c.call = "MachPortSwapGuard"    -> MachPortSwapGuardStep(k, c.thread, c.task, c.name, c.oldGuard, c.newGuard)
      [] c.call = "MachPortNames"        -> MachPortNamesStep(k, c.thread, c.task)
      [] c.call = "MachPortInsertMember"  -> MachPortInsertMemberStep(k, c.thread, c.task, c.name, c.pset)
      [] c.call = "MachPortExtractMember" -> MachPortExtractMemberStep(k, c.thread, c.task, c.name, c.pset)
      [] c.call = "MachPortMoveMember"    -> MachPortMoveMemberStep(k, c.thread, c.task, c.member, c.after)
      [] c.call = "MachPortGetSetStatus"  -> MachPortGetSetStatusStep(k, c.thread, c.task, c.name)
      [] c.call = "TaskTerminate"      -> TaskTerminateStep(k, c.thread, c.task, c.order)
      [] c.call = "ThreadAbort"        -> ThreadAbortStep(k, c.thread)
      [] c.call = "ClockExpire"        -> ClockExpireStep(k, c.thread)
      [] c.call = "HoldWoken"          -> HoldWokenStep(k)
      [] c.call = "RunWoken"           -> RunWokenStep(k)
      [] c.call = "Step"               -> Step(k, c.thread)

LOCAL CriticalSection(k, c) ==
    CASE "task" \notin DOMAIN c -> OnLiveTask(k, c)
      [] c.call \in {"MachPortInsertRight", "MachPortRequestNotification"} ->
            OnTaskWithRight(k, c.thread, c.task, OnLiveTask(k, c))
      [] c.call = "TaskTerminate" -> OnTaskToEnd(k, c.task, OnLiveTask(k, c))
      [] OTHER -> OnTask(k, c.task, OnLiveTask(k, c))

LOCAL InKernel(k, told) ==
    [kernel |-> k, ret |-> told.ret, clause |-> told.clause, out |-> told.out, woke |-> told.woke]

LOCAL Unable(k) == InKernel(k, [InitialOutcome EXCEPT !.ret = "UNABLE"])

(****************************************************************************)
(* What comes of call c in kernel k, all that it set going being at rest:   *)
(* [kernel, ret, clause, out, woke], as the worlds of calls tell it; ret is *)
(* UNABLE where c cannot be made.                                           *)
(****************************************************************************)
Perform(k, c) ==
    IF ~CanPerform(k, c) THEN Unable(k)
    ELSE LET a == CriticalSection(k, c)
             all == IF IsEvent(c) THEN Event(a) ELSE Call(a, c.thread)
         IN InKernel(all.kernel, Told(all))

(****************************************************************************)
(* What comes of one critical section, as the worlds of steps tell it.      *)
(* There everybody waits for his turn, and nobody has to be held.           *)
(****************************************************************************)
PerformStep(k, c) ==
    IF c.call \in {"HoldWoken", "RunWoken"} \/ ~CanPerform(k, c) THEN Unable(k)
    ELSE LET a == CriticalSection(k, c) IN InKernel(a.kernel, Shown(a))

-----------------------------------------------------------------------------
(* The same kernel with larger tables: more entries of a space, more        *)
(* identities of ports.  Nobody in it can tell.                             *)
Enlarged(k, slots, ports) ==
    [k EXCEPT
        !.spaces = [task \in Tasks |-> [s \in 1..slots |->
            IF s \in DOMAIN k.spaces[task] THEN k.spaces[task][s] ELSE FreeEntry(Generations - 1)]],
        !.ports = [p \in 1..ports |-> IF p \in DOMAIN k.ports THEN k.ports[p] ELSE NoPort]]
=============================================================================
