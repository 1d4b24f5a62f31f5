package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * {@code ipc_pset}: a port set, its members, and which of them have a message. Messages stand in their ports' queues.
 *
 * <p>Its lock is its monitor, and is taken after a member's. Members join and leave under the lock of the space that has
 * them and the set.
 */
public final class IpcPset implements IpcObject {

    private final IpcZone zone;
    private final long serial;
    private int place;

    /* Falls once, under the lock. */
    private volatile boolean active = true;

    /* All guarded by this. */
    private final Collection<IpcPort> members = new LinkedHashSet<>();

    /* Whose message comes next: once for each member that has any, or once for each message (rule setQueue). */
    private final Collection<IpcPort> preposts;

    private WaiterQueue receivers;

    IpcPset(IpcZone zone, long serial) {
        this.zone = zone;
        this.serial = serial;
        preposts = zone.rules().mergesQueues() ? new ArrayDeque<>() : new LinkedHashSet<>();
        receivers = new WaiterQueue(zone.rules().setWaiterOrder());
    }

    IpcPset(IpcPset original, IpcZone zone) {
        this(zone, original.serial);
        place = original.place;
    }

    void fill(IpcPset original, KernelCopy copy) {
        receivers = original.receivers.copy(copy);
        original.members.forEach(member -> members.add(copy.port(member)));
        original.preposts.forEach(member -> preposts.add(copy.port(member)));
    }

    @Override
    @Refines("TakeMessage")
    public Take takeMessage(MachMsgReceive receive) {
        return take(null, receive);
    }

    @Override
    @Refines("TakeMessage")
    public Take awaitMessage(Waiter receiver, MachMsgReceive receive) {
        return take(receiver, receive);
    }

    /* Nobody waits if receiver is null. */
    private Take take(Waiter receiver, MachMsgReceive receive) {
        while (true) {
            IpcPort source;
            synchronized (this) {
                if (!active) {
                    return Take.Empty.GONE;
                }
                if (preposts.isEmpty()) {
                    return receiver == null ? Take.Empty.NOTHING : await(receiver, receive);
                }
                source = preposts.iterator().next();
            }
            Take take = source.links().takeMessageFor(this, receive);
            if (take != Take.Empty.NOTHING) {
                return take;
            }
        }
    }

    private Take await(Waiter receiver, MachMsgReceive receive) {
        if (receive.timeout().isPoll()) {
            return Take.Empty.TIMED_OUT;
        }
        receivers.add(receiver);
        receiver.block();
        return Take.Empty.WAITING;
    }

    @Override
    public synchronized boolean removeReceiver(Waiter receiver, Wakeup wakeup) {
        boolean waited = wakeup.mayEnd(receiver) && receivers.remove(receiver);
        if (waited) {
            wakeup.letGo(receiver);
        }
        return waited;
    }

    /** Takes the receiver that is next in line; if there is none, remembers that the member has a message. */
    synchronized Waiter receiverFor(IpcPort member) {
        Waiter receiver = receivers.poll();
        if (receiver == null) {
            preposts.add(member);
        }
        return receiver;
    }

    synchronized void prepost(IpcPort member) {
        preposts.add(member);
    }

    /** The member has no message any more, or one less. */
    synchronized void unpost(IpcPort member) {
        preposts.remove(member);
    }

    synchronized void add(IpcPort member) {
        members.add(member);
    }

    synchronized void remove(IpcPort member) {
        members.remove(member);
        preposts.removeIf(preposted -> preposted == member);
    }

    /** The set dies: its members leave it with their messages, its receivers are let go. Conditions: the space is locked. */
    void destroy() {
        members().forEach(member -> member.links().leave(this));
        synchronized (this) {
            active = false;
            for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
                receiver.objectGone();
            }
        }
        zone.remove(this);
    }

    /** The members, in the order in which they joined. */
    public synchronized List<IpcPort> members() {
        return List.copyOf(members);
    }

    /** The members whose messages come next, in that order; under rule {@code setQueue = merged} once a message. */
    public synchronized List<IpcPort> preposts() {
        return new ArrayList<>(preposts);
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

    @Override
    public synchronized List<Waiter> receivers() {
        return receivers.waiters();
    }
}
