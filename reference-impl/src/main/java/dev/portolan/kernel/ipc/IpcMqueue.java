package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.KernelQueueLimit;

/** {@code ipc_mqueue}: a port's messages, and the threads that wait for one or for room. Guarded by the port's lock. */
final class IpcMqueue {

    private final IpcZone zone;

    /* Never both: a waiting receiver and a queued message. */
    final KmsgQueue messages;
    final WaiterQueue receivers;

    final WaiterQueue senders;

    /* Messages queued and senders that hold a slot but have not posted. */
    int messageCount;
    int queueLimit;
    int seqno;

    IpcMqueue(IpcZone zone) {
        this.zone = zone;
        queueLimit = zone.limits().queueLimit();
        messages = new KmsgQueue();
        receivers = new WaiterQueue(zone.rules().waiterOrder());
        senders = new WaiterQueue(zone.rules().waiterOrder());
    }

    IpcMqueue(IpcMqueue original, KernelCopy copy) {
        zone = copy.zone();
        messageCount = original.messageCount;
        queueLimit = original.queueLimit;
        seqno = original.seqno;
        messages = original.messages.copy(copy);
        receivers = original.receivers.copy(copy);
        senders = original.senders.copy(copy);
    }

    Admission admit(Waiter sender, IpcKmsg message, MachMsgTimeout timeout, boolean again) {
        KernelRules rules = zone.rules();
        if (!isFull() || message.passesQueueLimit() && !isFullForKernel()) {
            messageCount++;
            if (rules.grantsSlot()) {
                return Admission.ADMITTED;
            }
            post(message);
            return Admission.POSTED;
        }
        if (timeout.isPoll()) {
            return Admission.TIMED_OUT;
        }
        if (isFullForKernel()) {
            return Admission.NO_BUFFER;
        }
        if (again) {
            senders.addFirst(sender);
        } else {
            senders.add(sender);
        }
        sender.block();
        return Admission.WAITING;
    }

    /** Hands the message, which holds a slot, to a receiver, or queues it. */
    void post(IpcKmsg message) {
        for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
            MachMsgReceive receive = receiver.receiving();
            boolean tooLarge = !receive.fits(message.size());
            if (!tooLarge || !receive.large()) {
                receiver.messageHanded(message, seqno++, tooLarge);
                releaseSlot();
                return;
            }
            receiver.messageTooLarge(message.size());
        }
        messages.add(message);
    }

    Take take(Waiter receiver, MachMsgReceive receive) {
        if (messages.isEmpty()) {
            if (receive.timeout().isPoll()) {
                return Take.Empty.TIMED_OUT;
            }
            receivers.add(receiver);
            receiver.block();
            return Take.Empty.WAITING;
        }
        int size = messages.first().size();
        boolean tooLarge = !receive.fits(size);
        if (tooLarge && receive.large()) {
            return new Take.StillQueued(size);
        }
        IpcKmsg message = messages.remove();
        releaseSlot();
        return new Take.Taken(message, seqno++, tooLarge);
    }

    /** Posts a kernel message, which no queue limit holds back; answers false at the kernel's own limit. */
    boolean postAlways(IpcKmsg message) {
        if (isFullForKernel()) {
            return false;
        }
        messageCount++;
        post(message);
        return true;
    }

    /** Lets all receivers go, for the right that they received with is no longer there. */
    void letReceiversGo() {
        for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
            receiver.objectGone();
        }
    }

    /** Lets all waiting threads go and destroys all messages. */
    void destroy(DoomedRights doomed) {
        letReceiversGo();
        for (Waiter sender = senders.poll(); sender != null; sender = senders.poll()) {
            sender.slotGranted();
        }
        while (!messages.isEmpty()) {
            doomed.add(messages.remove());
        }
        messageCount = 0;
    }

    private boolean isFull() {
        return messageCount >= queueLimit;
    }

    private boolean isFullForKernel() {
        KernelLimits limits = zone.limits();
        return zone.rules().kernelQueueLimit() == KernelQueueLimit.BOUNDED && messageCount >= limits.messageCountMax();
    }

    /* A message has left. Room for one more lets a sender go, which takes the slot with it where that is the rule. */
    private void releaseSlot() {
        messageCount--;
        if (!isFull()) {
            Waiter sender = senders.poll();
            if (sender != null) {
                if (zone.rules().grantsSlot()) {
                    messageCount++;
                }
                sender.slotGranted();
            }
        }
    }
}
