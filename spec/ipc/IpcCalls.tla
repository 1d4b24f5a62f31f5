------------------------------- MODULE IpcCalls -------------------------------
(****************************************************************************)
(* The actions of worlds of sequential calls: each is one whole call, made  *)
(* by an idle thread.  Their names and parameters are what an edge of the   *)
(* graph tells; README.md has the table.                                    *)
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

LOCAL Is(r) == InBounds(r.kernel) /\ kernel' = r.kernel /\ outcome' = Told(r)

-----------------------------------------------------------------------------

MachPortAllocate(thread, task, right, entry) ==
    /\ IsIdle(kernel, thread)
    /\ right \in {"RECEIVE", "PORT_SET"} => FreePorts(kernel) # {}
    /\ Is(OnTask(kernel, task, MachPortAllocateStep(kernel, thread, task, right)))

MachPortDeallocate(thread, task, name, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortDeallocateStep(kernel, thread, task, name)), thread))

MachPortDestroy(thread, task, name, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortDestroyStep(kernel, thread, task, name)), thread))

MachPortModRefs(thread, task, name, right, delta, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortModRefsStep(kernel, thread, task, name, right, delta)), thread))

MachPortGetRefs(thread, task, name, right, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortGetRefsStep(kernel, thread, task, name, right)))

MachPortType(thread, task, name, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortTypeStep(kernel, thread, task, name)))

MachPortInsertRight(thread, task, name, right, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTaskWithRight(kernel, thread, task,
                   MachPortInsertRightStep(kernel, thread, task, name, right, disposition, entry)), thread))

MachPortRequestNotification(thread, task, name, id, sync, notifyPort, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTaskWithRight(kernel, thread, task,
                   MachPortRequestNotificationStep(kernel, thread, task, name, id, sync, notifyPort, disposition, entry)),
               thread))

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
    IsIdle(kernel, thread) /\ Is(Call(MkTimerArmStep(kernel, thread, name, time), thread))

MkTimerCancel(thread, name) == IsIdle(kernel, thread) /\ Is(MkTimerCancelStep(kernel, thread, name))

MkTimerDestroy(thread, name) ==
    IsIdle(kernel, thread) /\ Is(Call(MkTimerDestroyStep(kernel, thread, name), thread))

MkTimerExpire(thread, name) ==
    IsIdle(kernel, thread) /\ Is(Call(MkTimerExpireStep(kernel, thread, name), thread))

MachPortExtractRight(thread, task, name, disposition, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortExtractRightStep(kernel, thread, task, name, disposition)), thread))

MachPortConstruct(thread, task, limited, queueLimit, sendRight, guarded, strict, immovable, context, entry) ==
    /\ IsIdle(kernel, thread) /\ FreePorts(kernel) # {}
    /\ Is(OnTask(kernel, task,
                 MachPortConstructStep(kernel, thread, task, limited, queueLimit, sendRight, guarded, strict,
                                       immovable, context)))

MachPortDestruct(thread, task, name, delta, guard, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortDestructStep(kernel, thread, task, name, delta, guard)), thread))

MachPortSetAttributes(thread, task, name, flavor, queueLimit, count, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task,
                   MachPortSetAttributesStep(kernel, thread, task, name, flavor, queueLimit, count)), thread))

MachPortSetMscount(thread, task, name, makeSendCount, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortSetMscountStep(kernel, thread, task, name, makeSendCount)))

MachPortSetSeqno(thread, task, name, seqno, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortSetSeqnoStep(kernel, thread, task, name, seqno)))

MachPortGetAttributes(thread, task, name, flavor, count, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortGetAttributesStep(kernel, thread, task, name, flavor, count)))

MachPortGetSrights(thread, task, name, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortGetSrightsStep(kernel, thread, task, name)))

MachPortPeek(thread, task, name, elements, trailerSize, seqno, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortPeekStep(kernel, thread, task, name, elements, trailerSize, seqno)))

MachPortGetContext(thread, task, name, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortGetContextStep(kernel, thread, task, name)))

MachPortSetContext(thread, task, name, context, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortSetContextStep(kernel, thread, task, name, context)))

MachPortGuard(thread, task, name, guard, strict, immovable, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortGuardStep(kernel, thread, task, name, guard, strict, immovable)))

MachPortUnguard(thread, task, name, guard, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortUnguardStep(kernel, thread, task, name, guard)))

MachPortSwapGuard(thread, task, name, oldGuard, newGuard, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortSwapGuardStep(kernel, thread, task, name, oldGuard, newGuard)))

MachPortNames(thread, task, entry) ==
    IsIdle(kernel, thread) /\ Is(OnTask(kernel, task, MachPortNamesStep(kernel, thread, task)))

MachPortInsertMember(thread, task, name, pset, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortInsertMemberStep(kernel, thread, task, name, pset)), thread))

MachPortExtractMember(thread, task, name, pset, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortExtractMemberStep(kernel, thread, task, name, pset)), thread))

MachPortMoveMember(thread, task, member, after, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTask(kernel, task, MachPortMoveMemberStep(kernel, thread, task, member, after)), thread))

MachPortGetSetStatus(thread, task, name, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(OnTask(kernel, task, MachPortGetSetStatusStep(kernel, thread, task, name)))

TaskTerminate(thread, task, order, entry) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(OnTaskToEnd(kernel, task, TaskTerminateStep(kernel, thread, task, order)), thread))

-----------------------------------------------------------------------------

MachMsgSend(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
            sendSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(CopyinHeaderStep(kernel, thread,
                   Header(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, sendSize),
                   timeout, NoReceive), thread))

MachMsgSendComplex(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(CopyinHeaderStep(kernel, thread,
                   ComplexHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, descriptors),
                   timeout, NoReceive), thread))

MachMsgSendNotify(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(CopyinHeaderStep(kernel, thread,
                   NotifyHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort),
                   timeout, NoReceive), thread))

MachMsgSendCancel(thread, remote, remoteDisposition, local, localDisposition, id, sendSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(CopyinHeaderStep(kernel, thread,
                   CancelHeader(remote, remoteDisposition, local, localDisposition, id, sendSize, notifyPort),
                   timeout, NoReceive), thread))

MachMsgReceive(thread, receiveName, receiveSize, large, trailerSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(BeginReceiveStep(kernel, thread,
                   Receive(receiveName, receiveSize, large, trailerSize, timeout)), thread))

MachMsgReceiveWith(thread, receiveName, receiveSize, large, trailerSize, options, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(BeginReceiveStep(kernel, thread,
                   ReceiveWith(receiveName, receiveSize, large, trailerSize, options, timeout)), thread))

MachMsgReceiveNotify(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(BeginReceiveStep(kernel, thread,
                   ReceiveNotifying(receiveName, receiveSize, large, trailerSize, timeout, notifyPort)), thread))

MachMsgReceiveSyncWait(thread, receiveName, receiveSize, large, trailerSize, timeout, notifyPort) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(BeginReceiveStep(kernel, thread,
                   ReceiveSyncWaiting(receiveName, receiveSize, large, trailerSize, timeout, notifyPort)), thread))

MachMsgSendReceive(thread, remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id,
                   sendSize, receiveName, receiveSize, large, trailerSize, timeout) ==
    /\ IsIdle(kernel, thread)
    /\ Is(Call(CopyinHeaderStep(kernel, thread,
                   Header(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, sendSize),
                   timeout, Receive(receiveName, receiveSize, large, trailerSize, timeout)), thread))

(* Neither half.                                                            *)
MachMsgNothing(thread) == IsIdle(kernel, thread) /\ Is(MachMsgNothingStep(kernel))

(* Events: nobody's call goes on but those that they let go.                *)

ThreadAbort(thread) == Is(Event(ThreadAbortStep(kernel, thread)))
ClockExpire(thread) == Is(Event(ClockExpireStep(kernel, thread)))

(* A thread makes its calls at once, one after the other, before those run  *)
(* that they let go.                                                        *)
HoldWoken(thread) == IsIdle(kernel, thread) /\ ~IsHeld(kernel) /\ Is(HoldWokenStep(kernel))
RunWoken(thread)  == IsHeld(kernel) /\ Is(Event(RunWokenStep(kernel)))
=============================================================================
