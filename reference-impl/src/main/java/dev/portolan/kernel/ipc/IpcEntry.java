package dev.portolan.kernel.ipc;

/**
 * {@code ipc_entry}: one name of a space. Guarded by the space's lock.
 *
 * <p>An entry points at its port. When the port dies nothing happens here; the next touch makes the entry the
 * dead name that it already was in all but form.
 */
final class IpcEntry {

    final int name;
    EntryType type = EntryType.NONE;
    int userRefs;

    /* A port or a set; null for a dead name. */
    IpcObject object;

    IpcEntry(int name) {
        this.name = name;
    }

    IpcEntry(IpcEntry original, KernelCopy copy) {
        name = original.name;
        type = original.type;
        userRefs = original.userRefs;
        object = original.object == null ? null : copy.object(original.object);
    }

    /** The port. Conditions: the entry denotes a right to one. */
    IpcPort port() {
        return (IpcPort) object;
    }

    void set(EntryType type, IpcObject object, int userRefs) {
        this.type = type;
        this.object = object;
        this.userRefs = userRefs;
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
