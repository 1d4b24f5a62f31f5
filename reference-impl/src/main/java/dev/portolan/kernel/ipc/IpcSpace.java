package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_TASK;
import static dev.portolan.kernel.abi.KernReturn.KERN_NAME_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_RIGHT_EXISTS;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.rules.KernelRules.DeadSendOnce;
import dev.portolan.kernel.rules.KernelRules.PortSetDeallocate;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ipc_space}: the names of one task. Its lock is its monitor; each public method is one critical section.
 *
 * <p>Rights that a call gives up are added to the caller's doomed rights, which must be released when the method
 * has returned.
 */
public final class IpcSpace {

    /**
     * A name as user code would find it if it looked.
     *
     * @param object the port or set; null for a dead name
     * @param deadUnnoticed true if the entry still is a send-once right to a port that has died, and a call could
     *     tell (rule {@code deadSendOnce})
     */
    public record Name(
            MachPortName name,
            EntryType type,
            IpcObject object,
            int userRefs,
            boolean deadUnnoticed,
            Request request) {}

    /**
     * What was asked for by a name.
     *
     * @param kind {@code DEAD_NAME}, {@code SEND_POSSIBLE}, or {@code FIRED} if it is over and keeps its place
     * @param right the send-once right by which it will be told; {@code NONE} if it has fired
     * @param armed whether it is told of room when a message is next received
     * @param index its place in the port's table of requests
     */
    public record Request(String kind, NakedRight right, boolean armed, int index) {}

    /** In place of an index: no task's space, but the kernel's. */
    static final int KERNELS = -1;

    private final IpcZone zone;
    private final int index;
    private final RightTransfer transfer;

    /* Falls once, under the lock. */
    private volatile boolean active;

    /* Guarded by this. */
    private final NameTable table;

    /** An empty space, the one with that index of its kernel. */
    public IpcSpace(IpcZone zone, int index) {
        this.zone = zone;
        this.index = index;
        transfer = new RightTransfer(zone);
        active = true;
        table = new NameTable(zone.rules().nameReuse(), zone.limits().namesMax());
    }

    IpcSpace(IpcSpace original, KernelCopy copy) {
        zone = copy.zone();
        index = original.index;
        transfer = original.transfer;
        active = original.active;
        table = new NameTable(original.table, copy);
    }

    /** Allocates a receive right, a port set or a dead name. */
    @Refines("MachPortAllocate")
    public synchronized CallResult machPortAllocate(MachPortRight right) {
        IpcEntry entry = table.claim();
        if (entry == null) {
            return CallResult.of(KERN_NO_SPACE);
        }
        allocate(right, entry);
        return CallResult.of(KERN_SUCCESS, new OutValue.Name(MachPortName.of(entry.name)));
    }

    /** Makes a new right of that kind the entry's. Conditions: the space is locked. */
    void allocate(MachPortRight right, IpcEntry entry) {
        switch (right) {
            case MACH_PORT_RIGHT_RECEIVE -> entry.set(EntryType.RECEIVE, zone.allocatePort(this, entry.name), 0);
            case MACH_PORT_RIGHT_PORT_SET -> entry.set(EntryType.PORT_SET, zone.allocatePset(), 0);
            default -> entry.set(EntryType.DEAD_NAME, null, 1);
        }
    }

    /** Drops one user reference. */
    @Refines("MachPortDeallocate")
    public synchronized KernReturn machPortDeallocate(int name, DoomedRights doomed) {
        IpcEntry entry = lookupNoticing(name);
        if (entry == null) {
            return KERN_INVALID_NAME;
        }
        switch (entry.type) {
            case DEAD_NAME -> transfer.dropDeadReference(entry);
            case SEND, SEND_RECEIVE -> dropSendReference(entry, doomed);
            case SEND_ONCE -> transfer.dropSendOnce(this, entry, doomed);
            case PORT_SET -> {
                if (zone.rules().portSetDeallocate() == PortSetDeallocate.REFUSED) {
                    return KERN_INVALID_RIGHT;
                }
                NameDestruction.destroySet(entry);
            }
            default -> {
                return KERN_INVALID_RIGHT;
            }
        }
        freeIfEmpty(entry);
        return KERN_SUCCESS;
    }

    /** Changes the user references of one right. */
    @Refines("MachPortModRefs")
    public synchronized KernReturn machPortModRefs(int name, int right, int delta, DoomedRights doomed) {
        IpcEntry entry = table.lookup(name);
        if (entry == null) {
            return KERN_INVALID_NAME;
        }
        if (!MachPortRight.isRight(right)) {
            return KERN_INVALID_RIGHT;
        }
        noticeDeath(entry);
        KernReturn answer = new RightDelta(this, entry, delta).apply(MachPortRight.of(right), doomed);
        freeIfEmpty(entry);
        return answer;
    }

    /** {@code insert_right} of a send right under the very name that it comes from. */
    @Refines("MachPortInsertRight")
    public synchronized KernReturn insertSendRight(int name, MachMsgTypeName disposition) {
        IpcEntry entry = table.lookup(name);
        if (entry == null) {
            return KERN_INVALID_NAME;
        }
        if (entry.object == null || !entry.object.isActive()) {
            return KERN_INVALID_CAPABILITY;
        }
        if (entry.type == EntryType.PORT_SET) {
            return KERN_INVALID_RIGHT;
        }
        synchronized (entry.port()) {
            if (!entry.port().isActive()) {
                return KERN_INVALID_CAPABILITY;
            }
            return transfer.insertSend(entry, disposition) ? KERN_SUCCESS : KERN_INVALID_RIGHT;
        }
    }

    /**
     * Copies a right in, dead names too.
     *
     * @return the right, or why there is none, with nothing changed
     */
    @Refines("MachPortInsertRight")
    public synchronized Copyin copyinRight(int name, int disposition, DoomedRights doomed) {
        IpcEntry entry = table.lookup(name);
        if (entry == null) {
            return Copyin.INVALID_NAME;
        }
        if (!MachMsgTypeName.isPortAny(disposition)) {
            return Copyin.INVALID_RIGHT;
        }
        NakedRight right = transfer.copyin(this, entry, MachMsgTypeName.of(disposition), doomed);
        freeIfEmpty(entry);
        if (right == null) {
            return RightTransfer.isImmovable(entry, disposition) ? Copyin.INVALID_CAPABILITY : Copyin.INVALID_RIGHT;
        }
        return new Copyin(KERN_SUCCESS, right);
    }

    /** What {@link #copyinRight} came to. */
    public record Copyin(KernReturn code, NakedRight right) {
        static final Copyin INVALID_NAME = new Copyin(KERN_INVALID_NAME, NakedRight.NONE);
        static final Copyin INVALID_RIGHT = new Copyin(KERN_INVALID_RIGHT, NakedRight.NONE);
        static final Copyin INVALID_CAPABILITY = new Copyin(KERN_INVALID_CAPABILITY, NakedRight.NONE);
    }

    /** Gives a naked right that name. If it answers anything but success the right is still the caller's. */
    @Refines("InsertRight")
    public synchronized KernReturn insertRight(NakedRight right, int name) {
        if (!active) {
            return KERN_INVALID_TASK;
        }
        if (!(right.port() instanceof IpcPort port)) {
            return KERN_INVALID_CAPABILITY;
        }
        IpcEntry named = table.lookup(name);
        synchronized (port) {
            if (!port.isActive()) {
                return KERN_INVALID_CAPABILITY;
            }
            KernReturn fault = insertionFault(named, name, entryToJoin(right));
            if (fault != KERN_SUCCESS) {
                return fault;
            }
            return transfer.copyout(this, named == null ? table.claimName(name) : named, right, false);
        }
    }

    private KernReturn insertionFault(IpcEntry named, int name, IpcEntry joined) {
        if (named == null) {
            if (table.slotIsTaken(name)) {
                return KERN_FAILURE;
            }
            if (table.isFull()) {
                return KERN_NO_SPACE;
            }
        }
        if (joined != named && joined != null) {
            return KERN_RIGHT_EXISTS;
        }
        return joined == named ? KERN_SUCCESS : KERN_NAME_EXISTS;
    }

    /** Notices the entry's port's death, if it has died. Conditions: the space is locked. */
    IpcEntry lookupNoticing(int name) {
        IpcEntry entry = table.lookup(name);
        if (entry != null && entry.isDeadUnnoticed()) {
            entry.becomeDeadName();
        }
        return entry;
    }

    /** Notices the entry's port's death, if it has died and that makes no difference to user code. */
    void noticeDeath(IpcEntry entry) {
        if (entry.isDeadUnnoticed() && !deathMayShow(entry)) {
            entry.becomeDeadName();
        }
    }

    /* A send-once right whose port died unnoticed may differ, to user code, from the dead name that it becomes. */
    private boolean deathMayShow(IpcEntry entry) {
        return entry.type == EntryType.SEND_ONCE
                && entry.request == 0
                && zone.rules().deadSendOnce() == DeadSendOnce.SWALLOWED;
    }

    IpcEntry lookup(int name) {
        return table.lookup(name);
    }

    void freeIfEmpty(IpcEntry entry) {
        if (entry.type == EntryType.NONE) {
            table.free(entry);
        }
    }

    NameTable table() {
        return table;
    }

    RightTransfer transfer() {
        return transfer;
    }

    IpcZone zone() {
        return zone;
    }

    /** The port or set that the name receives from, or null if it does not. */
    @Refines("CopyinReceiveName")
    public synchronized IpcObject copyinReceiveName(int name) {
        IpcEntry entry = table.lookup(name);
        boolean receives = entry != null && (entry.type.holdsReceive() || entry.type == EntryType.PORT_SET);
        return receives ? entry.object : null;
    }

    /**
     * Gives a naked right a name: the one that the space has for the port, or a new one. Conditions: the space
     * is locked.
     *
     * @return the name, {@code MACH_PORT_DEAD} if the port has died, or null if there is no room
     */
    MachPortName copyout(NakedRight right) {
        if (!(right.port() instanceof IpcPort port)) {
            return right.port() == PortReference.Invalid.IP_DEAD
                    ? MachPortName.MACH_PORT_DEAD
                    : MachPortName.MACH_PORT_NULL;
        }
        synchronized (port) {
            if (!port.isActive()) {
                return MachPortName.MACH_PORT_DEAD;
            }
            IpcEntry entry = entryToJoin(right);
            if (entry == null) {
                entry = table.claim();
            }
            if (entry == null) {
                return null;
            }
            transfer.copyout(this, entry, right, true);
            return MachPortName.of(entry.name);
        }
    }

    /** Gives a naked right a name, as a critical section of its own; see {@link #copyout}. */
    @Refines("ReturnPrevious")
    public synchronized MachPortName copyoutRight(NakedRight right) {
        return copyout(right);
    }

    /* The entry that a right to this port adds to; a send-once right adds to none. */
    private IpcEntry entryToJoin(NakedRight right) {
        return right.type() == NakedRight.Type.SEND_ONCE ? null : table.reverseLookup((IpcPort) right.port());
    }

    private void dropSendReference(IpcEntry entry, DoomedRights doomed) {
        if (entry.userRefs == 1) {
            transfer.dropSend(this, entry, doomed);
        } else {
            entry.userRefs = transfer.references().without(entry.userRefs, 1);
        }
    }

    static int requestBits(IpcEntry entry) {
        return requestBit(entry) | (entry.acceptance == null ? 0 : MachPortRight.MACH_PORT_TYPE_MAREQUEST);
    }

    private static int requestBit(IpcEntry entry) {
        if (entry.request == 0) {
            return 0;
        }
        synchronized (entry.port()) {
            return entry.port().requests().isPending(entry.request) ? MachPortRight.MACH_PORT_TYPE_DNREQUEST : 0;
        }
    }

    private static Request request(IpcEntry entry, boolean dead) {
        if (dead || entry.request == 0) {
            return null;
        }
        synchronized (entry.port()) {
            return entry.port().requests().get(entry.request);
        }
    }

    public int index() {
        return index;
    }

    /** True if no task has this space, but the kernel. */
    public boolean isKernels() {
        return index == KERNELS;
    }

    /** False once the space's task has ended. */
    public boolean isActive() {
        return active;
    }

    /** The space dies: no name denotes anything any more. Conditions: the space is locked. */
    void die() {
        active = false;
        table.die();
    }

    /** The names in no order, as they are or would be found. Notices nothing. */
    public synchronized List<Name> names() {
        List<Name> names = new ArrayList<>(table.count());
        for (int i = 0; i < table.count(); i++) {
            IpcEntry entry = table.get(i);
            boolean dead = entry.isDeadUnnoticed();
            EntryType type = dead ? EntryType.DEAD_NAME : entry.type;
            IpcObject object = dead ? null : entry.object;
            boolean shows = dead && deathMayShow(entry);
            int refs = dead ? entry.deadUserRefs() : entry.userRefs;
            names.add(new Name(MachPortName.of(entry.name), type, object, refs, shows, request(entry, dead)));
        }
        return names;
    }
}
