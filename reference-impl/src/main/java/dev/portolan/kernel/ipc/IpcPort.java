package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.Refines;
import java.util.List;

/**
 * {@code ipc_port}: a queue of messages, and the counts of the rights to it.
 *
 * <p>Its lock is its monitor; it guards the counts, the receiver, receiving, and death, and the queue where that does not
 * guard itself. A port that has died keeps its identity and nothing else; names and messages that
 * still point at it notice when they are next touched.
 */
public final class IpcPort implements IpcObject, PortReference {

    /** What a copied kernel has for every port that had died. */
    static final IpcPort TOMBSTONE = new IpcPort();

    private final IpcZone zone;
    private final long serial;
    private int place;

    /* Falls once, under the lock; read without it, for once false it stays false. */
    private volatile boolean active = true;

    /* Guarded by this, though the guard may be read without. The receiver is null while a thread holds the receive right. */
    private IpcSpace receiver;
    private int receiverName;
    private int sendRights;
    private int sendOnceRights;
    private int makeSendCount;
    private volatile PortGuard guard = PortGuard.NONE;

    /* Send rights that are counted and that nobody has any more (rule portDestroyedSend). */
    private int lostSendRights;
    /* ip_timestamp: which death the port's was, once it has died. In a copied kernel all were before all to come. */
    private long death = -1;

    private final PortRequests requests;

    /* ip_destination: where a message takes the receive right; it has a lock of its own. */
    private final ReceiveRightWay way;

    private final NakedRights rights = new NakedRights(this);
    private final SetLinks sets;

    /* Set once; what guards it is its own matter. */
    private IpcMqueue messages;

    IpcPort(IpcZone zone, long serial, IpcSpace receiver, int receiverName) {
        this.zone = zone;
        this.serial = serial;
        this.receiver = receiver;
        this.receiverName = receiverName;
        sets = new SetLinks(this, zone);
        requests = new PortRequests(this, zone);
        messages = zone.newMqueue(this);
        way = new ReceiveRightWay(this, zone);
    }

    private IpcPort() {
        zone = null;
        serial = 0;
        way = null;
        active = false;
        sets = null;
        requests = null;
    }

    /* A shell, which fill() completes. */
    IpcPort(IpcPort original, IpcZone zone) {
        this.zone = zone;
        way = new ReceiveRightWay(this, zone);
        serial = original.serial;
        place = original.place;
        receiverName = original.receiverName;
        sendRights = original.sendRights;
        sendOnceRights = original.sendOnceRights;
        makeSendCount = original.makeSendCount;
        guard = original.guard;
        sets = new SetLinks(this, zone);
        requests = new PortRequests(this, zone);
        lostSendRights = original.lostSendRights;
    }

    void fill(IpcPort original, KernelCopy copy) {
        receiver = copy.space(original.receiver);
        way.fill(original.way, copy);
        sets.fill(original.sets, copy);
        messages = original.messages.copy(this, copy);
        requests.fill(original.requests, copy);
    }

    /** A right of that type to this port, as a message carries it. It is a value: making it counts nothing. */
    NakedRight right(NakedRight.Type type) {
        return rights.get(type);
    }

    /** Gives the message a slot of the queue, if there is room. */
    @Refines("Admit")
    public Admission admit(IpcKmsg message) {
        return active ? messages.admit(message) : Admission.DEAD;
    }

    /** Gives the message a slot of the queue, which was full a moment ago, or makes its sender wait; never {@code FULL}. */
    @Refines("Admit")
    public Admission awaitSlot(Waiter sender, IpcKmsg message, MachMsgTimeout timeout, boolean again) {
        return active ? messages.awaitSlot(sender, message, timeout, again) : Admission.DEAD;
    }

    /** Posts a message that holds a slot; answers false if the port has died and the message is the caller's. */
    @Refines("Post")
    public boolean post(IpcKmsg message) {
        return active && messages.post(message);
    }

    @Override
    @Refines("TakeMessage")
    public synchronized Take takeMessage(MachMsgReceive receive) {
        return !active ? Take.Empty.GONE : receivesThroughSet() ? Take.Empty.CHANGED : messages.takeQueued(receive);
    }

    @Override
    @Refines("TakeMessage")
    public synchronized Take awaitMessage(Waiter waiter, MachMsgReceive receive) {
        return !active ? Take.Empty.GONE : receivesThroughSet() ? Take.Empty.CHANGED : messages.take(waiter, receive);
    }

    /** True if a set has this port's messages, and they are to be received through it. */
    public boolean receivesThroughSet() {
        return active && sets.haveMessages();
    }

    @Override
    public boolean removeReceiver(Waiter waiter, Wakeup wakeup) {
        return active && messages.removeReceiver(waiter, wakeup);
    }

    /** Takes a sender that waits here from the queue and lets it go; answers false if another already did. */
    public boolean removeSender(Waiter sender, Wakeup wakeup) {
        return active && messages.removeSender(sender, wakeup);
    }

    /** A send right is made from the receive right. */
    synchronized void makeSend() {
        makeSendCount++;
        sendRights++;
    }

    /** A make-send that adds to a name which already holds the port's send right. */
    synchronized void makeSendJoined() {
        makeSendCount++;
    }

    /** A send-once right is made from the receive right. */
    synchronized void makeSendOnce() {
        sendOnceRights++;
    }

    /** Copies a send right. Conditions: the port is locked and active. */
    void copySend() {
        sendRights++;
    }

    /**
     * Gives up a send right, if the port still lives. With the last one goes the request for word of it.
     *
     * @return the notification that is to be posted when no port is locked; null for none
     */
    @Refines("ReleaseRight")
    synchronized IpcKmsg releaseSend() {
        if (!active) {
            return null;
        }
        if (sendRights == 0) {
            throw new KernelPanic("I1: a send right too many is released, port " + serial);
        }
        return --sendRights > 0 ? null : requests.lastSenderGone(makeSendCount);
    }

    /**
     * A send-once right becomes a message, over any limit but the kernel's; past that it is gone without one.
     *
     * @return false if there is no message, and what it carries is the caller's
     */
    @Refines("ReleaseRight")
    synchronized boolean notify(IpcKmsg notification) {
        if (!active) {
            return false;
        }
        boolean posted = messages.postAlways(notification);
        if (!posted) {
            sendOnceRights--;
        }
        return posted;
    }

    /**
     * Consumes the right that a message received was sent to. Conditions: the port is locked and active.
     *
     * @return the notification that is to be posted when no port is locked; null for none
     */
    IpcKmsg consume(NakedRight.Type type) {
        if (type == NakedRight.Type.SEND) {
            return releaseSend();
        }
        sendOnceRights--;
        return null;
    }

    /** The receive right leaves its space for a thread's hands. */
    synchronized void clearReceiver() {
        sets.leaveAll();
        messages.receiveRightLeaves();
        makeSendCount = 0;
        guard = PortGuard.NONE;
        receiver = null;
        receiverName = 0;
    }

    /** The receive right arrives under that name. Conditions: the port is locked and active. */
    void setReceiver(IpcSpace space, int name) {
        way.lead(null);
        receiver = space;
        receiverName = name;
    }

    synchronized void setQueueLimit(int queueLimit) {
        messages.setQueueLimit(queueLimit);
    }

    synchronized void setMakeSendCount(int makeSendCount) {
        this.makeSendCount = makeSendCount;
    }

    /** What guards the receive right. */
    public PortGuard guard() {
        return guard;
    }

    synchronized void setGuard(PortGuard guard) {
        this.guard = guard;
    }

    synchronized void setSeqno(int seqno) {
        messages.setSeqno(seqno);
    }

    /** A message to that port has taken up the receive right. */
    void sendOnItsWay(IpcPort to) {
        way.lead(to);
    }

    ReceiveRightWay way() {
        return way;
    }

    /** The port to which a message takes the receive right; null if none does, or that has died. */
    public IpcPort destination() {
        return way.end();
    }

    /**
     * The receive right is destroyed: the port dies, or the right goes to who asked for it. Conditions: the caller
     * holds the receive right, which is consumed.
     */
    @Refines("ReleaseRight")
    synchronized void destroy(DoomedRights doomed) {
        if (isAwaited()) {
            clearReceiver();
            requests.receiveRightGoes(doomed);
            return;
        }
        active = false;
        death = zone.nextDeath();
        sets.leaveAll();
        doomed.add(requests.noSenders());
        messages.destroy(doomed);
        requests.tellOfDeath(doomed);
        receiver = null;
        zone.remove(this);
    }

    /** True if the port died before the death of that number. */
    synchronized boolean diedBefore(long number) {
        return !active && death < number;
    }

    /** A name with a send right is made a dead name, and the right is counted still. */
    synchronized void loseSendRight() {
        lostSendRights++;
    }

    /** Send rights that are counted though nobody has them. */
    public synchronized int lostSendRights() {
        return lostSendRights;
    }

    /** True if somebody has asked for the receive right. */
    synchronized boolean isAwaited() {
        return !requests.portDestroyed().isNone();
    }

    public PortRequests requests() {
        return requests;
    }

    /** True if a sender would have to wait. */
    synchronized boolean isFull() {
        return messages.messageCount() >= messages.queueLimit();
    }

    int userRefsMax() {
        return zone.limits().userRefsMax();
    }

    @Override
    public long serial() {
        return serial;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public int place() {
        return place;
    }

    void setPlace(int place) {
        this.place = place;
    }

    /** The space that holds the receive right, or null while a thread holds it. */
    public synchronized IpcSpace receiver() {
        return receiver;
    }

    /** The name of the receive right in its space, 0 while a thread holds it. */
    public synchronized int receiverName() {
        return receiverName;
    }

    public synchronized int sendRights() {
        return sendRights;
    }

    public synchronized int sendOnceRights() {
        return sendOnceRights;
    }

    public synchronized int makeSendCount() {
        return makeSendCount;
    }

    public synchronized int seqno() {
        return messages.seqno();
    }

    public synchronized int queueLimit() {
        return messages.queueLimit();
    }

    /** Messages queued and slots granted. */
    public synchronized int messageCount() {
        return messages.messageCount();
    }

    /** Messages, head first. */
    public synchronized List<IpcKmsg> queue() {
        return messages.messages();
    }

    /** The sets that the port is in, in the order of joining. */
    public List<IpcPset> sets() {
        return sets.joined();
    }

    SetLinks links() {
        return sets;
    }

    IpcMqueue mqueue() {
        return messages;
    }

    /** Blocked senders, the next to be let go first. */
    public synchronized List<Waiter> senders() {
        return messages.senders();
    }

    @Override
    public synchronized List<Waiter> receivers() {
        return messages.receivers();
    }
}
