package dev.portolan.kernel.ipc;

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

    IpcEntry(int name, NameTable table) {
        this.name = name;
        this.table = table;
    }

    IpcEntry(IpcEntry original, NameTable table, KernelCopy copy) {
        name = original.name;
        place = original.place;
        this.table = table;
        type = original.type;
        userRefs = original.userRefs;
        object = original.object == null ? null : copy.object(original.object);
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

    /** The entry denotes nothing any more. */
    void clear() {
        set(EntryType.NONE, null, 0);
    }

    /** True if the entry is a right to a port that has died. */
    boolean isDeadUnnoticed() {
        return type.holdsSendRights() && !object.isActive();
    }

    /** Notices the death of the entry's port. */
    void becomeDeadName() {
        set(EntryType.DEAD_NAME, null, userRefs);
    }
}
