package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import java.util.Arrays;
import java.util.List;

/**
 * The sets that one port is in.
 *
 * <p>They change under the lock of the space that has both, which the caller holds, and the port's, which is taken
 * here; whether there are any may be asked with no lock held. {@link #nextReceiver} and what comes after it are called
 * with the port locked. A port that has died is in no set.
 *
 * <p>Who adds a message to the port's queue asks afterwards whether there are sets; who joins a set looks afterwards
 * whether there are messages. Whatever the order, one of them sees the other, and the message finds those who wait.
 */
final class SetLinks {

    private static final IpcPset[] NONE = {};

    private final IpcPort port;
    private final boolean mergesQueues;

    /* In the order of joining. */
    private volatile IpcPset[] joined = NONE;

    SetLinks(IpcPort port, IpcZone zone) {
        this.port = port;
        mergesQueues = zone.rules().mergesQueues();
    }

    void fill(SetLinks original, KernelCopy copy) {
        IpcPset[] sets = original.joined;
        if (sets.length > 0) {
            IpcPset[] twins = new IpcPset[sets.length];
            Arrays.setAll(twins, i -> (IpcPset) copy.object(sets[i]));
            joined = twins;
        }
    }

    boolean isEmpty() {
        return joined.length == 0;
    }

    boolean contains(IpcPset set) {
        return List.of(joined).contains(set);
    }

    /** In the order of joining. */
    List<IpcPset> joined() {
        return List.of(joined);
    }

    /** True if the port's messages are to be received through the set that it is in. */
    boolean haveMessages() {
        return mergesQueues && !isEmpty();
    }

    /**
     * The port joins the set, and its messages go to those who wait there.
     *
     * @return false if it is in the set already, or may be in no other
     */
    boolean join(IpcPset set) {
        synchronized (port) {
            if (contains(set) || haveMessages()) {
                return false;
            }
            set.add(port);
            IpcPset[] sets = Arrays.copyOf(joined, joined.length + 1);
            sets[joined.length] = set;
            joined = sets;
            port.mqueue().setJoined();
            return true;
        }
    }

    /** The port leaves the set; answers false if it is not in it. */
    boolean leave(IpcPset set) {
        synchronized (port) {
            boolean member = contains(set);
            if (member) {
                joined = Arrays.stream(joined).filter(other -> other != set).toArray(IpcPset[]::new);
                set.remove(port);
            }
            return member;
        }
    }

    /** The port leaves all sets; answers false if it is in none. */
    boolean leaveAll() {
        synchronized (port) {
            IpcPset[] sets = joined;
            joined = NONE;
            for (IpcPset set : sets) {
                set.remove(port);
            }
            return sets.length > 0;
        }
    }

    /** The port leaves all sets and joins that one; if it may be in one only and that is it, it stays. */
    void moveTo(IpcPset set) {
        synchronized (port) {
            if (!haveMessages() || !contains(set)) {
                leaveAll();
                join(set);
            }
        }
    }

    /** Takes a message for one who receives from that set; {@code NOTHING} if the port is not in it any more. */
    Take takeMessageFor(IpcPset set, MachMsgReceive receive) {
        synchronized (port) {
            return contains(set) ? port.mqueue().takeQueued(receive) : Take.Empty.NOTHING;
        }
    }

    /**
     * Takes a receiver who waits at a set, that of the set joined last first, or answers null. Sets at which nobody
     * waits are passed and told that there is a message.
     */
    Waiter nextReceiver() {
        IpcPset[] sets = joined;
        for (int i = sets.length - 1; i >= 0; i--) {
            Waiter receiver = sets[i].receiverFor(port);
            if (receiver != null) {
                return receiver;
            }
        }
        return null;
    }

    /** Messages have moved into a set that has its members' messages, and nobody waited for them. */
    void messagesMoved(int count) {
        if (mergesQueues) {
            for (int i = 0; i < count; i++) {
                joined[0].prepost(port);
            }
        }
    }

    /** A message was given to a receiver who waited. {@code last}: no other is queued. */
    void messageGiven(boolean last) {
        if (last && !mergesQueues) {
            unpost();
        }
    }

    /** A message was taken from the queue. {@code last}: no other is queued. */
    void messageTaken(boolean last) {
        if (last || mergesQueues) {
            unpost();
        }
    }

    private void unpost() {
        for (IpcPset set : joined) {
            set.unpost(port);
        }
    }
}
