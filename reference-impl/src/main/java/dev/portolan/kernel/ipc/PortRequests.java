package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The requests for notification that a port keeps ({@code ip_nsrequest}, {@code ip_pdrequest}, {@code ip_requests}).
 *
 * <p>Guarded by the port's lock while the port lives; nothing changes it afterwards. Each request holds a send-once
 * right, and ends by giving that right up. An entry knows the place of its request in the table.
 *
 * <p>Public methods take the port's lock; the others are called with it.
 */
public final class PortRequests {

    /** What a name's request is for. */
    enum Kind {
        DEAD_NAME,
        SEND_POSSIBLE
    }

    /** A request whose name is dead while the port lives, at its place. */
    public record Abandoned(IpcSpace space, MachPortName name, NakedRight right, int index) {}

    /* A request that has fired keeps its place and has no right any more; one that is abandoned keeps both. */
    private record Request(IpcSpace space, int name, Kind kind, NakedRight right, boolean armed, boolean isAbandoned) {

        Request fired() {
            return new Request(space, name, kind, NakedRight.NONE, false, isAbandoned);
        }

        MachPortName named() {
            return MachPortName.of(name);
        }
    }

    /* What a port has of which nobody asked anything by a name; never written. */
    private static final Request[] NO_TABLE = new Request[2];
    private static final int[] NO_FREE = new int[2];

    private final IpcPort port;
    private final Notifications notifications;

    private NakedRight noSenders = NakedRight.NONE;
    private NakedRight portDestroyed = NakedRight.NONE;

    /* Asks to be told when its time comes; null if the port is no timer's. */
    private MkTimer timer;

    /*
     * Places from 1; of a free one the next free one is known, 0 after the last. No request was ever made while it is
     * NO_TABLE, which may be asked with no lock held.
     */
    private volatile Request[] table = NO_TABLE;
    private int[] nextFree = NO_FREE;
    private int free = 1;

    PortRequests(IpcPort port, IpcZone zone) {
        this.port = port;
        notifications = zone.notifications();
    }

    void fill(PortRequests original, KernelCopy copy) {
        noSenders = original.noSenders.copy(copy);
        portDestroyed = original.portDestroyed.copy(copy);
        timer = copy.timer(original.timer);
        if (original.table == NO_TABLE) {
            return;
        }
        nextFree = original.nextFree.clone();
        free = original.free;
        table = new Request[original.table.length];
        for (int i = 1; i < table.length; i++) {
            Request request = original.table[i];
            if (request != null) {
                table[i] = new Request(
                        copy.space(request.space),
                        request.name,
                        request.kind,
                        request.right.copy(copy),
                        request.armed,
                        request.isAbandoned);
            }
        }
    }

    /** The timer whose port it is; null if it is none's. */
    public MkTimer timer() {
        return timer;
    }

    void setTimer(MkTimer timer) {
        this.timer = timer;
    }

    /** The right of who asked for word of the last send right; {@code NONE} if nobody did. */
    public NakedRight noSenders() {
        synchronized (port) {
            return noSenders;
        }
    }

    void setNoSenders(NakedRight notify) {
        noSenders = notify;
    }

    /** The right of who asked for the receive right; {@code NONE} if nobody did. */
    public NakedRight portDestroyed() {
        synchronized (port) {
            return portDestroyed;
        }
    }

    void setPortDestroyed(NakedRight notify) {
        portDestroyed = notify;
    }

    /** The last of so many send rights made is gone; answers the notification to be posted, null for none. */
    IpcKmsg lastSenderGone(int makeSendCount) {
        NakedRight notify = noSenders;
        noSenders = NakedRight.NONE;
        return notify.isNone() ? null : notifications.noSenders(notify, makeSendCount);
    }

    /** Keeps a request; answers its place. */
    int add(IpcSpace space, int name, Kind kind, NakedRight notify, boolean armed) {
        if (table == NO_TABLE) {
            table = new Request[NO_TABLE.length];
            nextFree = new int[NO_FREE.length];
        } else if (free == 0) {
            grow();
        }
        int index = free;
        free = nextFree[index];
        table[index] = new Request(space, name, kind, notify, armed, false);
        return index;
    }

    /** Frees the place; answers the request's right, {@code NONE} if it had fired. */
    NakedRight cancel(int index) {
        NakedRight notify = table[index].right;
        table[index] = null;
        nextFree[index] = free;
        free = index;
        return notify;
    }

    /** The request is of another name from now on. */
    void rename(int index, int name) {
        Request request = table[index];
        table[index] = new Request(request.space, name, request.kind, request.right, request.armed, false);
    }

    /** The name at that place is dead from now on, and the port lives: the request waits for the port's death. */
    void abandon(int index) {
        Request request = table[index];
        table[index] = new Request(request.space, request.name, request.kind, request.right, false, true);
    }

    /** Who asked at that place for word of room is told when there is some. */
    void arm(int index) {
        Request request = table[index];
        if (request.kind == Kind.SEND_POSSIBLE && !request.right.isNone()) {
            table[index] = new Request(request.space, request.name, request.kind, request.right, true, false);
        }
    }

    /** True if somebody is still to be told; the port may be dead. */
    boolean isPending(int index) {
        return !table[index].right.isNone();
    }

    /** What a name's request is, for whoever looks. */
    IpcSpace.Request get(int index) {
        Request request = table[index];
        return new IpcSpace.Request(
                request.right.isNone() ? "FIRED" : request.kind.name(), request.right, request.armed, index);
    }

    /** Who waits for room in the queue is told, the first of them; answers false if nobody waits. */
    @Refines("CopyoutHeader")
    public boolean tellOfRoom(DoomedRights doomed) {
        // Seen with no lock held. Who wants to be told asked while the port was locked and its queue full. So the
        // message that the caller has taken, with the port locked, was taken after that, and the table is seen. Who
        // asks later finds the room.
        if (table == NO_TABLE) {
            return false;
        }
        synchronized (port) {
            for (int i = 1; port.isActive() && i < table.length; i++) {
                Request request = table[i];
                if (request != null && request.armed) {
                    table[i] = request.fired();
                    doomed.add(notifications.sendPossible(request.right, request.space, request.named()));
                    return true;
                }
            }
            return false;
        }
    }

    /** Tells of the port's death: every request by a name that has not fired, in the order of their places. */
    void tellOfDeath(DoomedRights doomed) {
        for (Request request : table) {
            if (request != null && !request.right.isNone()) {
                doomed.add(notifications.deadName(request.right, request.space, request.named()));
            }
        }
    }

    /** The requests whose names are dead while the port lives, in the order of their places. */
    public List<Abandoned> abandoned() {
        synchronized (port) {
            List<Abandoned> all = new ArrayList<>();
            for (int i = 1; i < table.length; i++) {
                Request request = table[i];
                if (request != null && request.isAbandoned) {
                    all.add(new Abandoned(request.space, request.named(), request.right, i));
                }
            }
            return all;
        }
    }

    /** The free places in the table of requests by name, next first. */
    public List<Integer> free() {
        synchronized (port) {
            List<Integer> places = new ArrayList<>();
            for (int i = free; i != 0; i = nextFree[i]) {
                places.add(i);
            }
            return places;
        }
    }

    /** Every send-once right that a request holds. */
    public List<NakedRight> rights() {
        synchronized (port) {
            List<NakedRight> rights = new ArrayList<>();
            if (!noSenders.isNone()) {
                rights.add(noSenders);
            }
            if (!portDestroyed.isNone()) {
                rights.add(portDestroyed);
            }
            for (Request request : table) {
                if (request != null && !request.right.isNone()) {
                    rights.add(request.right);
                }
            }
            return rights;
        }
    }

    /* The new places are used last first. */
    private void grow() {
        int size = table.length;
        table = Arrays.copyOf(table, 2 * size);
        nextFree = Arrays.copyOf(nextFree, 2 * size);
        for (int i = size; i < 2 * size; i++) {
            nextFree[i] = free;
            free = i;
        }
    }

    /**
     * The receive right, which nobody holds any more, goes to who asked for it; or is given up if he is dead, or would be
     * told by a message on the way to this port. Conditions: the port is locked and active, and somebody asked.
     */
    void receiveRightGoes(DoomedRights doomed) {
        NakedRight notify = portDestroyed;
        portDestroyed = NakedRight.NONE;
        NakedRight right = port.right(NakedRight.Type.RECEIVE);
        if (notify.port() instanceof IpcPort to) {
            port.sendOnItsWay(to);
        }
        if (notify.isLive() && port.destination() == null) {
            doomed.add(notify);
            doomed.add(right);
        } else {
            doomed.add(notifications.portDestroyed(notify, right));
        }
    }
}
