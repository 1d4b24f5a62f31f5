package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.IpcObject.Wakeup;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules.KernelQueueLimit;
import java.util.List;

/** A port's queue whose every operation is under the port's lock, in all dialects. */
final class GuardedMqueue implements IpcMqueue {

    private final IpcPort port;
    private final IpcZone zone;
    private final SetLinks sets;

    /* All guarded by the port. Never both: a waiting receiver and a queued message. */
    private final KmsgQueue messages;
    private final WaiterQueue receivers;

    private final WaiterQueue senders;
    private int messageCount;
    private int queueLimit;
    private int seqno;

    GuardedMqueue(IpcPort port, IpcZone zone) {
        this.port = port;
        this.zone = zone;
        sets = port.links();
        queueLimit = zone.limits().queueLimit();
        messages = new KmsgQueue();
        receivers = new WaiterQueue(zone.rules().waiterOrder());
        senders = new WaiterQueue(zone.rules().waiterOrder());
    }

    private GuardedMqueue(GuardedMqueue original, IpcPort port, KernelCopy copy) {
        this.port = port;
        zone = copy.zone();
        sets = port.links();
        messageCount = original.messageCount;
        queueLimit = original.queueLimit;
        seqno = original.seqno;
        messages = original.messages.copy(copy);
        receivers = original.receivers.copy(copy);
        senders = original.senders.copy(copy);
    }

    @Override
    public IpcMqueue copy(IpcPort twin, KernelCopy copy) {
        return new GuardedMqueue(this, twin, copy);
    }

    @Override
    public Admission admit(IpcKmsg message) {
        synchronized (port) {
            return port.isActive() ? admitLocked(message) : Admission.DEAD;
        }
    }

    private Admission admitLocked(IpcKmsg message) {
        if (isFull() && (!message.passesQueueLimit() || isFullForKernel())) {
            return Admission.FULL;
        }
        if (message.isCircular()) {
            return Admission.CIRCULAR;
        }
        messageCount++;
        if (zone.rules().grantsSlot()) {
            return Admission.ADMITTED;
        }
        postLocked(message.queued());
        return Admission.POSTED;
    }

    @Override
    public Admission awaitSlot(Waiter sender, IpcKmsg message, MachMsgTimeout timeout, boolean again) {
        synchronized (port) {
            Admission admission = admit(message);
            return admission == Admission.FULL ? admitAtFull(sender, timeout, again) : admission;
        }
    }

    private Admission admitAtFull(Waiter sender, MachMsgTimeout timeout, boolean again) {
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

    @Override
    public boolean post(IpcKmsg message) {
        synchronized (port) {
            if (port.isActive()) {
                postLocked(message);
            }
            return port.isActive();
        }
    }

    private void postLocked(IpcKmsg message) {
        if (!offer(message)) {
            messages.add(message);
        } else if (!sets.isEmpty()) {
            sets.messageGiven(messages.isEmpty());
        }
    }

    /* Gives the message to the first who waits for one and will have it. */
    private boolean offer(IpcKmsg message) {
        for (Waiter receiver = nextReceiver(); receiver != null; receiver = nextReceiver()) {
            MachMsgReceive receive = receiver.receiving();
            boolean tooLarge = !receive.fits(message.sizeFor(receive));
            if (!tooLarge || !receive.large()) {
                receiver.messageHanded(message, seqno++, tooLarge);
                slotOfTaken(message);
                return true;
            }
            receiver.messageTooLarge(Take.StillQueued.at(port, message.sizeFor(receive)));
        }
        return false;
    }

    /* The port's own receivers come before those of its sets. */
    private Waiter nextReceiver() {
        Waiter own = receivers.poll();
        return own != null || sets.isEmpty() ? own : sets.nextReceiver();
    }

    @Override
    public void setJoined() {
        while (!messages.isEmpty() && offer(messages.first())) {
            messages.remove();
            sets.messageGiven(messages.isEmpty());
        }
        if (!messages.isEmpty()) {
            sets.messagesMoved(messages.size() - 1); // the first was offered, and is known
        }
        if (zone.rules().mergesQueues()) {
            for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
                receiver.portChanged();
            }
        }
    }

    @Override
    public boolean removeSender(Waiter sender, Wakeup wakeup) {
        return remove(senders, sender, wakeup);
    }

    @Override
    public boolean removeReceiver(Waiter receiver, Wakeup wakeup) {
        return remove(receivers, receiver, wakeup);
    }

    private boolean remove(WaiterQueue line, Waiter waiter, Wakeup wakeup) {
        synchronized (port) {
            boolean waited = port.isActive() && wakeup.mayEnd(waiter) && line.remove(waiter);
            if (waited) {
                wakeup.letGo(waiter);
            }
            return waited;
        }
    }

    @Override
    public Take take(Waiter receiver, MachMsgReceive receive) {
        Take queued = takeQueued(receive);
        if (queued != Take.Empty.NOTHING) {
            return queued;
        }
        if (receive.timeout().isPoll()) {
            return Take.Empty.TIMED_OUT;
        }
        receivers.add(receiver);
        receiver.block();
        return Take.Empty.WAITING;
    }

    @Override
    public Take takeQueued(MachMsgReceive receive) {
        if (messages.isEmpty()) {
            return Take.Empty.NOTHING;
        }
        int size = messages.first().sizeFor(receive);
        boolean tooLarge = !receive.fits(size);
        if (tooLarge && receive.large()) {
            return Take.StillQueued.at(port, size);
        }
        IpcKmsg message = messages.remove();
        if (!sets.isEmpty()) {
            sets.messageTaken(messages.isEmpty());
        }
        slotOfTaken(message);
        return new Take.Taken(message, seqno++, tooLarge);
    }

    @Override
    public boolean postAlways(IpcKmsg message) {
        if (isFullForKernel()) {
            return false;
        }
        messageCount++;
        postLocked(message);
        return true;
    }

    @Override
    public void receiveRightLeaves() {
        letReceiversGo();
        seqno = 0;
    }

    private void letReceiversGo() {
        for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
            receiver.objectGone();
        }
    }

    @Override
    public void destroy(DoomedRights doomed) {
        letReceiversGo();
        for (Waiter sender = senders.poll(); sender != null; sender = senders.poll()) {
            sender.slotGranted();
        }
        doomed.destroy(messages.messages(), zone.rules().queueDestruction());
        messages.clear();
        messageCount = 0;
    }

    @Override
    public int seqno() {
        return seqno;
    }

    @Override
    public int queueLimit() {
        return queueLimit;
    }

    @Override
    public int messageCount() {
        return messageCount;
    }

    @Override
    public List<IpcKmsg> messages() {
        return messages.messages();
    }

    @Override
    public List<Waiter> senders() {
        return senders.waiters();
    }

    @Override
    public List<Waiter> receivers() {
        return receivers.waiters();
    }

    private boolean isFull() {
        return messageCount >= queueLimit;
    }

    private boolean isFullForKernel() {
        KernelLimits limits = zone.limits();
        boolean bounded = zone.rules().kernelQueueLimit() == KernelQueueLimit.BOUNDED;
        return isFull() && bounded && messageCount >= limits.messageCountMax();
    }

    @Override
    public void setQueueLimit(int limit) {
        for (int more = limit - queueLimit; more > 0 && !senders.isEmpty(); more--) {
            letSenderGo();
        }
        queueLimit = limit;
    }

    @Override
    public void setSeqno(int number) {
        seqno = number;
    }

    /* Whoever is to be told that the message is taken is told before its slot is free. */
    private void slotOfTaken(IpcKmsg message) {
        if (!(message.passage() instanceof MsgAcceptedRequest)) {
            releaseSlot();
        }
    }

    @Override
    public void slotIsFree() {
        releaseSlot();
    }

    /* A message has left. Room for one more lets a sender go, which takes the slot with it where that is the rule. */
    private void releaseSlot() {
        messageCount--;
        if (!isFull()) {
            letSenderGo();
        }
    }

    private void letSenderGo() {
        Waiter sender = senders.poll();
        if (sender != null) {
            if (zone.rules().grantsSlot()) {
                messageCount++;
            }
            sender.slotGranted();
        }
    }
}
