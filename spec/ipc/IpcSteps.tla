------------------------------- MODULE IpcSteps -------------------------------
(****************************************************************************)
(* The actions of worlds of steps: a call begins with its first critical    *)
(* section, and threads run on one critical section at a time, in any       *)
(* order.  Names and parameters are what an edge of the graph tells.        *)
(****************************************************************************)
EXTENDS IpcPerform

CONSTANTS
    MaxMakeSend,       \* environment: make-send count of a port
    MaxSeqno,          \* environment: sequence number of a port
    MaxMessages        \* environment: messages in a port's queue, or promised to it

VARIABLES
    kernel,            \* the state of Mach's IPC
    outcome            \* what the last action answered; left out of fingerprints by View

View == kernel

Init == kernel = InitialKernel /\ outcome = InitialOutcome

(* A world may hold that some things have their places, and put what it     *)
(* holds in place of this.                                                  *)
InPlace(k) == TRUE

(* An environment that would drive a count out of bounds does not act.      *)
InBounds(k) ==
    /\ InPlace(k)
    /\ \A p \in PortIds :
        /\ k.ports[p].makeSendCount <= MaxMakeSend
        /\ k.ports[p].seqno         <= MaxSeqno
        /\ k.ports[p].messageCount  <= MaxMessages

Is(a) == InBounds(a.kernel) /\ kernel' = a.kernel /\ outcome' = Shown(a)

-----------------------------------------------------------------------------
(* Calls begin.                                                             *)

MachPortAllocate(thread, task, right, entry) ==
    /\ IsIdle(kernel, thread)
    /\ right \in {"RECEIVE", "PORT_SET"} => FreePorts(kernel) # {}
    /\ Is(OnTask(kernel, task, MachPortAllocateStep(kernel, thread, task, right)))

MachPortDeallocate(thread, task, name, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortDeallocateStep(kernel, thread, task, name)))

MachPortDestroy(thread, task, name, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortDestroyStep(kernel, thread, task, name)))

MachPortModRefs(thread, task, name, right, delta, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortModRefsStep(kernel, thread, task, name, right, delta)))

MachPortInsertRight(thread, task, name, right, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTaskWithRight(kernel, thread, task,
              MachPortInsertRightStep(kernel, thread, task, name, right, disposition, entry)))

MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTaskWithRight(kernel, thread, task,
              MachPortRequestNotificationStep(kernel, thread, task, name, id, sync, notifyPort, disposition, entry)))

MachPortAllocateName(thread, task, right, name, entry) ==
    /\ IsIdle(kernel, thread)
    /\ right \in {"RECEIVE", "PORT_SET"} => FreePorts(kernel) # {}
    /\ Is(OnTask(kernel, task, MachPortAllocateNameStep(kernel, thread, task, right, name)))

MachPortRename(thread, task, name, newName, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortRenameStep(kernel, thread, task, name, newName)))

MachReplyPort(thread) ==
    IsIdle(kernel, thread) /\ FreePorts(kernel) # {} /\ Is(MachReplyPortStep(kernel, thread))

ThreadGetSpecialReplyPort(thread) ==
    IsIdle(kernel, thread) /\ FreePorts(kernel) # {} /\ Is(ThreadGetSpecialReplyPortStep(kernel, thread))

MkTimerCreate(thread) ==
    IsIdle(kernel, thread) /\ FreePorts(kernel) # {} /\ Is(MkTimerCreateStep(kernel, thread))

MkTimerArm(thread, name, time) ==
    IsIdle(kernel, thread) /\ Is(MkTimerArmStep(kernel, thread, name, time))

MkTimerCancel(thread, name) == IsIdle(kernel, thread) /\ Is(MkTimerCancelStep(kernel, thread, name))

MkTimerDestroy(thread, name) ==
    IsIdle(kernel, thread) /\ Is(MkTimerDestroyStep(kernel, thread, name))

MkTimerExpire(thread, name) ==
    IsIdle(kernel, thread) /\ Is(MkTimerExpireStep(kernel, thread, name))

MachPortExtractRight(thread, task, name, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortExtractRightStep(kernel, thread, task, name, disposition)))

MachPortConstruct(thread, task, limited, queueLimit, sendRight, guarded, strict, immovable, context, entry) ==
    /\ IsIdle(kernel, thread) /\ FreePorts(kernel) # {}
    /\ Is(OnTask(kernel, task,
                 MachPortConstructStep(kernel, thread, task, limited, queueLimit, sendRight, guarded, strict,
                                       immovable, context)))

MachPortDestruct(thread, task, name, delta, guard, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortDestructStep(kernel, thread, task, name, delta, guard)))

MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortSetAttributesStep(kernel, thread, task, name, flavor, queueLimit, count)))

MachPortSetMscount(thread, task, name, makeSendCount, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortSetMscountStep(kernel, thread, task, name, makeSendCount)))

MachPortSetSeqno(thread, task, name, seqno, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortSetSeqnoStep(kernel, thread, task, name, seqno)))

MachPortInsertMember(thread, task, name, pset, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortInsertMemberStep(kernel, thread, task, name, pset)))

MachPortExtractMember(thread, task, name, pset, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortExtractMemberStep(kernel, thread, task, name, pset)))

MachPortMoveMember(thread, task, member, after, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortMoveMemberStep(kernel, thread, task, member, after)))

TaskTerminate(thread, task, order, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTaskToEnd(kernel, task, TaskTerminateStep(kernel, thread, task, order)))

MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
            sendSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(CopyinHeaderStep(kernel, thread,
              Header(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, sendSize),
              timeout, NoReceive))

MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(CopyinHeaderStep(kernel, thread,
              ComplexHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors),
              timeout, NoReceive))

MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(CopyinHeaderStep(kernel, thread,
              NotifyHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort),
              timeout, NoReceive))

MachMsgSendCancel(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(CopyinHeaderStep(kernel, thread,
              CancelHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort),
              timeout, NoReceive))

MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(BeginReceiveStep(kernel, thread, Receive(receiveName, receiveSize, large, trailerSize, timeout)))

MachMsgReceiveWith(thread, receiveName, receiveSize, large, trailerSize, options, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(BeginReceiveStep(kernel, thread,
                   ReceiveWith(receiveName, receiveSize, large, trailerSize, options, timeout)))

MachMsgReceiveNotify(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(BeginReceiveStep(kernel, thread, ReceiveNotifying(receiveName, receiveSize, large, trailerSize, timeout, notifyPort)))

MachMsgReceiveSyncWait(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(BeginReceiveStep(kernel, thread, ReceiveSyncWaiting(receiveName, receiveSize, large, trailerSize, timeout, notifyPort)))

MachMsgSendReceive(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                   sendSize, receiveName, receiveSize, large, trailerSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(CopyinHeaderStep(kernel, thread,
              Header(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, sendSize),
              timeout, Receive(receiveName, receiveSize, large, trailerSize, timeout)))

-----------------------------------------------------------------------------
(* Threads run on, and waits end from outside.                              *)

At(t, action) == kernel.threads[t].at = action

CopyinBody(t)        == At(t, "CopyinBody")        /\ Is(Step(kernel, t))
Admit(t)             == At(t, "Admit")             /\ Is(Step(kernel, t))
RequestAcceptance(t) == At(t, "RequestAcceptance") /\ Is(Step(kernel, t))
Post(t)              == At(t, "Post")              /\ Is(Step(kernel, t))
ReturnMessage(t)     == At(t, "ReturnMessage")     /\ Is(Step(kernel, t))
CopyinReceiveName(t) == At(t, "CopyinReceiveName") /\ Is(Step(kernel, t))
TakeMessage(t)       == At(t, "TakeMessage")       /\ Is(Step(kernel, t))
CopyoutHeader(t)     == At(t, "CopyoutHeader")     /\ Is(Step(kernel, t))
CopyoutBody(t)       == At(t, "CopyoutBody")       /\ Is(Step(kernel, t))
InsertRight(t)       == At(t, "InsertRight")       /\ Is(Step(kernel, t))
RequestNotification(t) == At(t, "RequestNotification") /\ Is(Step(kernel, t))
ReturnPrevious(t)    == At(t, "ReturnPrevious")    /\ Is(Step(kernel, t))
ReturnRight(t)       == At(t, "ReturnRight")       /\ Is(Step(kernel, t))
TearDown(t)          == At(t, "TearDown")          /\ Is(Step(kernel, t))
ReleaseRight(t)      == At(t, "ReleaseRight")      /\ Is(Step(kernel, t))
Resume(t)            == At(t, "Resume")            /\ Is(Step(kernel, t))

ThreadAbort(thread)  == Is(ThreadAbortStep(kernel, thread))
ClockExpire(thread)  == Is(ClockExpireStep(kernel, thread))

AnyStep(t) ==
    \/ Admit(t) \/ Post(t) \/ ReturnMessage(t) \/ CopyinReceiveName(t) \/ TakeMessage(t)
    \/ RequestAcceptance(t) \/ CopyinBody(t) \/ CopyoutHeader(t) \/ CopyoutBody(t) \/ InsertRight(t) \/ RequestNotification(t)
    \/ ReturnPrevious(t) \/ ReturnRight(t) \/ TearDown(t) \/ ReleaseRight(t) \/ Resume(t)
=============================================================================
