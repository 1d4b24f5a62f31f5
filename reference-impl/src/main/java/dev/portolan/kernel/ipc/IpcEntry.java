package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachPortName;

/**
 * {@code ipc_entry}: one name of a space. Guarded by the space's lock.
 *
 * <p>An entry points at its port. When the port dies nothing happens here; the next touch makes the entry the
 * dead name that it already was in all but form.
 */
final class IpcEntry {

    final int name;

    /* Where the entry stands in its table. */
    int place;

    private final NameTable table;
    EntryType type = EntryType.NONE;
    int userRefs;

    /* A port or a set; null for a dead name. */
    IpcObject object;

    /* For a place in the table of a port that was dead when the kernel was copied: what it is worth is counted. */
    private static final int COUNTED = -1;

    /* The place of the name's request in its port's table; 0 for none. */
    int request;

    /* Of a message to the entry's port; null for none, as of every entry whose port is dead. */
    MsgAcceptedRequest acceptance;

    IpcEntry(int name, NameTable table) {
        this.name = name;
        this.table = table;
    }

    IpcEntry(IpcEntry original, NameTable table, KernelCopy copy) {
        name = original.name;
        place = original.place;
        this.table = table;
        type = original.type;
        object = original.object == null ? null : copy.object(original.object);
        boolean dead = original.isDeadUnnoticed();
        userRefs = dead ? original.deadUserRefs() : original.userRefs;
        request = dead && original.request != 0 ? COUNTED : original.request;
        acceptance = dead ? null : copy.acceptance(original.acceptance);
    }

    /** The port. Conditions: the entry denotes a right to one. */
    IpcPort port() {
        return (IpcPort) object;
    }

    void set(EntryType type, IpcObject object, int userRefs) {
        IpcPort before = joinsRights() ? port() : null;
        this.type = type;
        this.object = object;
        this.userRefs = userRefs;
        table.changed(this, before);
    }

    /** True if another send right or the receive right to the same port would come under this name. */
    boolean joinsRights() {
        return type.holdsSend() || type.holdsReceive();
    }

    /** The entry denotes nothing any more. Conditions: it has no request. */
    void clear() {
        set(EntryType.NONE, null, 0);
    }

    /**
     * The name's request, if there is one, is over without it having come to anything. Conditions: the port is locked
     * and active.
     *
     * @return the request's right; {@code NONE} if there is none
     */
    NakedRight cancelRequest() {
        if (request == 0) {
            return NakedRight.NONE;
        }
        NakedRight notify = port().requests().cancel(request);
        request = 0;
        return notify;
    }

    /**
     * The name is about to go while its port lives: who asked for word of the port's death is to be told so.
     *
     * @return the notification that is to be posted when no port is locked; null for none
     */
    IpcKmsg deleteRequest(IpcSpace space) {
        acceptanceGoes();
        if (request == 0) {
            return null;
        }
        NakedRight notify;
        synchronized (port()) {
            notify = cancelRequest();
        }
        return notify.isNone() ? null : space.zone().notifications().portDeleted(notify, space, MachPortName.of(name));
    }

    /** Who waits for word of a message by this name will be told by none. */
    void acceptanceGoes() {
        if (acceptance != null) {
            acceptance.rename(0);
            acceptance = null;
        }
    }

    /** True if the entry is a right to a port that has died. */
    boolean isDeadUnnoticed() {
        return type.holdsSendRights() && !object.isActive();
    }

    /** Notices the death of the entry's port. */
    void becomeDeadName() {
        set(EntryType.DEAD_NAME, null, deadUserRefs());
        request = 0;
        acceptanceGoes();
    }

    /** The references of the dead name that the entry is or will be: one more if word of the death is on its way. */
    int deadUserRefs() {
        boolean told = request > 0 && port().requests().isPending(request) && userRefs < port().userRefsMax();
        return told ? userRefs + 1 : userRefs;
    }
}
