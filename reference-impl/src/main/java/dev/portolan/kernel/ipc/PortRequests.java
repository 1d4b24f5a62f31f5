package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachPortName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The requests for notification that a port keeps ({@code ip_nsrequest}, {@code ip_pdrequest}, {@code ip_requests}).
 *
 * <p>Guarded by the port's lock while the port lives; nothing changes it afterwards. Each request holds a send-once
 * right, and ends by giving that right up. An entry knows the place of its request in the table.
 */
final class PortRequests {

    /** What a name's request is for. */
    enum Kind {
        DEAD_NAME,
        SEND_POSSIBLE
    }

    /* A request that has fired keeps its place and has no right any more. */
    private record Request(IpcSpace space, int name, Kind kind, NakedRight right, boolean armed) {

        Request fired() {
            return new Request(space, name, kind, null, false);
        }

        MachPortName named() {
            return MachPortName.of(name);
        }
    }

    /* The right of who asked for word of the last send right, and for the receive right; null if nobody did. */
    private NakedRight noSenders;
    private NakedRight portDestroyed;

    /* Places from 1; of a free one the next free one is known, 0 after the last. */
    private Request[] table = new Request[2];
    private int[] nextFree = new int[2];
    private int free = 1;

    PortRequests() {}

    PortRequests(PortRequests original, KernelCopy copy) {
        noSenders = copied(original.noSenders, copy);
        portDestroyed = copied(original.portDestroyed, copy);
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
                        copied(request.right, copy),
                        request.armed);
            }
        }
    }

    private static NakedRight copied(NakedRight right, KernelCopy copy) {
        return right == null ? null : right.copy(copy);
    }

    /** Who asked for word of the last send right; null if nobody did. */
    NakedRight noSenders() {
        return noSenders;
    }

    /** Puts a right in place of that one; null for none. */
    void setNoSenders(NakedRight notify) {
        noSenders = notify;
    }

    /** Who asked for the receive right; null if nobody did. */
    NakedRight portDestroyed() {
        return portDestroyed;
    }

    void setPortDestroyed(NakedRight notify) {
        portDestroyed = notify;
    }

    /** Keeps a request; answers its place. */
    int add(IpcSpace space, int name, Kind kind, NakedRight notify, boolean armed) {
        if (free == 0) {
            grow();
        }
        int index = free;
        free = nextFree[index];
        table[index] = new Request(space, name, kind, notify, armed);
        return index;
    }

    /** Frees the place; answers the request's right, null if it had fired. */
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
        table[index] = new Request(request.space, name, request.kind, request.right, request.armed);
    }

    /** True if somebody is still to be told. */
    boolean isPending(int index) {
        return table[index].right != null;
    }

    /** What a name's request is, for whoever looks. */
    IpcSpace.Request get(int index) {
        Request request = table[index];
        return new IpcSpace.Request(
                request.right == null ? "FIRED" : request.kind.name(), request.right, request.armed, index);
    }

    /** True if somebody is to be told when a message is next received. */
    boolean isArmed() {
        for (int i = 1; i < table.length; i++) {
            if (table[i] != null && table[i].armed) {
                return true;
            }
        }
        return false;
    }

    /** The first armed request fires; conditions: there is one. */
    IpcKmsg fire(Notifications notifications) {
        int index = 1;
        while (table[index] == null || !table[index].armed) {
            index++;
        }
        Request request = table[index];
        table[index] = request.fired();
        return notifications.sendPossible(request.right, request.space, request.named());
    }

    /** Tells of the port's death: every request that has not fired, in the order of their places. */
    void tellOfDeath(Notifications notifications, DoomedRights doomed) {
        for (int i = 1; i < table.length; i++) {
            Request request = table[i];
            if (request != null && request.right != null) {
                doomed.add(notifications.deadName(request.right, request.space, request.named()));
            }
        }
    }

    /** The free places, next first. */
    List<Integer> free() {
        List<Integer> places = new ArrayList<>();
        for (int i = free; i != 0; i = nextFree[i]) {
            places.add(i);
        }
        return places;
    }

    /** Every send-once right that a request holds. */
    List<NakedRight> rights() {
        List<NakedRight> rights = new ArrayList<>();
        if (noSenders != null) {
            rights.add(noSenders);
        }
        if (portDestroyed != null) {
            rights.add(portDestroyed);
        }
        for (Request request : table) {
            if (request != null && request.right != null) {
                rights.add(request.right);
            }
        }
        return rights;
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
}
