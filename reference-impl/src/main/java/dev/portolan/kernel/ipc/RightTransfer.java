package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_IMMOVABLE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.KernReturn.KERN_UREFS_OVERFLOW;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_DEAD;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.ipc.NakedRight.Type;
import dev.portolan.kernel.rules.KernelRules.DeadSendOnce;
import dev.portolan.kernel.rules.KernelRules.PortDestroyedSend;

/**
 * How a right passes between an entry and a message: copy-in and copy-out of one right.
 *
 * <p>Every method is called with the space locked and locks the entry's port for as long as it touches it. A
 * method that answers null has changed nothing, but for noticing that a port had died.
 */
final class RightTransfer {

    private final UserReferences references;
    private final boolean swallowsDeadSendOnce;
    private final boolean keepsSend;

    RightTransfer(IpcZone zone) {
        references = new UserReferences(zone.rules(), zone.limits());
        swallowsDeadSendOnce = zone.rules().deadSendOnce() == DeadSendOnce.SWALLOWED;
        keepsSend = zone.rules().portDestroyedSend() == PortDestroyedSend.KEPT;
    }

    UserReferences references() {
        return references;
    }

    /** Copies a right in where a dead name is as good as a right; null if the entry does not denote it. */
    NakedRight copyin(IpcSpace space, IpcEntry entry, MachMsgTypeName disposition, DoomedRights doomed) {
        return copyin(space, entry, disposition, true, false, doomed);
    }

    /** Copies in a destination, which must live; null if it is not there. */
    NakedRight copyinDestination(IpcSpace space, IpcEntry entry, MachMsgTypeName disposition, DoomedRights doomed) {
        return copyin(space, entry, disposition, false, swallowsDeadSendOnce, doomed);
    }

    /** The entry's send right is given up, its last reference dropped. */
    void dropSend(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        IpcPort port = entry.port();
        synchronized (port) {
            IpcKmsg deleted = entry.type == EntryType.SEND ? entry.deleteRequest(space) : null;
            doomed.add(port.releaseSend());
            doomed.add(deleted);
        }
        loseSend(entry);
    }

    /** The entry's send-once right is given up. */
    void dropSendOnce(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        IpcKmsg deleted = entry.deleteRequest(space);
        doomed.add(entry.port().right(Type.SEND_ONCE));
        doomed.add(deleted);
        entry.clear();
    }

    /** The entry's receive right is given up, and a send right beside it. */
    void dropReceive(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        IpcPort port = entry.port();
        synchronized (port) {
            IpcKmsg deleted = entry.deleteRequest(space);
            IpcKmsg noSenders = entry.type.holdsSend() ? port.releaseSend() : null;
            port.destroy(doomed);
            doomed.add(noSenders);
            doomed.add(deleted);
        }
        entry.clear();
    }

    /** The entry's receive right is given up, and the send right beside it stays for what it will be worth. */
    void destroyReceive(IpcEntry entry, DoomedRights doomed) {
        IpcPort port = entry.port();
        synchronized (port) {
            boolean awaited = port.isAwaited();
            boolean hasFired = entry.request != 0 && !port.requests().isPending(entry.request);
            entry.acceptanceGoes();
            port.destroy(doomed);
            if (awaited && keepsSend) {
                entry.type = entry.type.withoutReceive();
                return;
            }
            if (awaited) {
                port.loseSendRight();
                if (entry.request != 0) {
                    port.requests().abandon(entry.request);
                }
            }
            entry.becomeDeadName();
            if (!awaited && hasFired) {
                entry.userRefs = Math.min(entry.userRefs + 1, references.max());
            }
        }
    }

    /** True if {@link #copyin} will find what the disposition asks for. Notices nothing. */
    boolean canCopyin(IpcEntry entry, MachMsgTypeName disposition) {
        if (disposition.makes()) {
            return entry.type.holdsReceive();
        }
        if (entry.type == EntryType.DEAD_NAME || entry.isDeadUnnoticed()) {
            return true;
        }
        return disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE ? entry.type == EntryType.SEND_ONCE : entry.type.holdsSend();
    }

    /** Copies in two rights from one entry; null if they are not both there. */
    NakedRight[] copyinTwo(
            IpcSpace space, IpcEntry entry, MachMsgTypeName destination, MachMsgTypeName reply, DoomedRights doomed) {
        if (destination == MACH_MSG_TYPE_MOVE_SEND_ONCE || reply == MACH_MSG_TYPE_MOVE_SEND_ONCE) {
            return null;
        }
        if (destination.makes() || reply.makes()) {
            NakedRight first = copyin(space, entry, destination, false, false, doomed);
            return first == null ? null : new NakedRight[] {first, copyin(space, entry, reply, false, false, doomed)};
        }
        if (destination == MACH_MSG_TYPE_MOVE_SEND && reply == MACH_MSG_TYPE_MOVE_SEND) {
            return moveTwoSends(space, entry, doomed);
        }
        boolean moves = destination == MACH_MSG_TYPE_MOVE_SEND || reply == MACH_MSG_TYPE_MOVE_SEND;
        MachMsgTypeName once = moves ? MACH_MSG_TYPE_MOVE_SEND : MACH_MSG_TYPE_COPY_SEND;
        NakedRight right = copyin(space, entry, once, false, false, doomed);
        return right == null ? null : new NakedRight[] {right, duplicate(right)};
    }

    /** Adds a right to the entry that is to denote it. Conditions: the port is locked and active. */
    KernReturn copyout(IpcSpace space, IpcEntry entry, NakedRight right, boolean overflowIsSilent) {
        IpcPort port = (IpcPort) right.port();
        switch (right.type()) {
            case SEND -> {
                if (entry.type.holdsSend()) {
                    return addReference(entry, port, overflowIsSilent);
                }
                entry.set(entry.type.withSend(), port, 1);
            }
            case SEND_ONCE -> entry.set(EntryType.SEND_ONCE, port, 1);
            case RECEIVE -> {
                entry.set(entry.type.withReceive(), port, entry.userRefs);
                port.setReceiver(space, entry.name);
            }
            case NONE -> {}
        }
        return KERN_SUCCESS;
    }

    /** Makes or copies a send right from the entry into itself; answers false if it lacks what that takes. */
    boolean insertSend(IpcEntry entry, MachMsgTypeName disposition) {
        boolean joins = entry.type.holdsSend();
        if (disposition == MACH_MSG_TYPE_COPY_SEND) {
            if (!joins) {
                return false;
            }
        } else if (!entry.type.holdsReceive()) {
            return false;
        } else if (joins) {
            entry.port().makeSendJoined();
        } else {
            entry.port().makeSend();
            entry.type = entry.type.withSend();
        }
        entry.userRefs = Math.min(entry.userRefs + 1, references.max());
        return true;
    }

    private KernReturn addReference(IpcEntry entry, IpcPort port, boolean overflowIsSilent) {
        boolean full = entry.userRefs >= references.sendMax();
        if (full && !overflowIsSilent && !references.pegs()) {
            return KERN_UREFS_OVERFLOW;
        }
        port.releaseSend();
        if (!full) {
            entry.userRefs++;
        }
        return KERN_SUCCESS;
    }

    private NakedRight copyin(
            IpcSpace space,
            IpcEntry entry,
            MachMsgTypeName disposition,
            boolean deadOk,
            boolean deadSendOnceOk,
            DoomedRights doomed) {
        return switch (disposition) {
            case MACH_MSG_TYPE_MAKE_SEND -> {
                if (!entry.type.holdsReceive()) {
                    yield null;
                }
                entry.port().makeSend();
                yield entry.port().right(Type.SEND);
            }
            case MACH_MSG_TYPE_MAKE_SEND_ONCE -> {
                if (!entry.type.holdsReceive()) {
                    yield null;
                }
                entry.port().makeSendOnce();
                yield entry.port().right(Type.SEND_ONCE);
            }
            case MACH_MSG_TYPE_MOVE_RECEIVE -> moveReceive(space, entry, doomed);
            case MACH_MSG_TYPE_COPY_SEND, MACH_MSG_TYPE_MOVE_SEND, MACH_MSG_TYPE_MOVE_SEND_ONCE ->
                copyinSendRight(space, entry, disposition, deadOk, deadSendOnceOk, doomed);
        };
    }

    /** True if what the disposition would take is a receive right that may not leave its space. */
    static boolean isImmovable(IpcEntry entry, int disposition) {
        return disposition == MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code()
                && entry.type.holdsReceive()
                && entry.port().guard().immovable();
    }

    private static NakedRight moveReceive(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        if (!entry.type.holdsReceive()) {
            return null;
        }
        if (entry.port().guard().immovable()) {
            doomed.guardWatch().violated(KGUARD_EXC_IMMOVABLE, entry.name, 0);
            return null;
        }
        IpcPort port = entry.port();
        synchronized (port) {
            if (!entry.type.holdsSend()) {
                doomed.add(entry.deleteRequest(space));
            }
            port.clearReceiver();
        }
        entry.type = entry.type.withoutReceive();
        return port.right(Type.RECEIVE);
    }

    private NakedRight copyinSendRight(
            IpcSpace space,
            IpcEntry entry,
            MachMsgTypeName disposition,
            boolean deadOk,
            boolean deadSendOnceOk,
            DoomedRights doomed) {
        if (entry.type == EntryType.DEAD_NAME) {
            return deadOk ? copyinDead(entry, disposition) : null;
        }
        if (!entry.type.holdsSendRights()) {
            return null;
        }
        IpcPort port = entry.port();
        synchronized (port) {
            if (port.isActive()) {
                return copyinLive(space, entry, disposition, doomed);
            }
        }
        boolean swallowed = deadSendOnceOk && entry.type == EntryType.SEND_ONCE && entry.request == 0;
        if (swallowed && disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE) {
            entry.clear();
            return new NakedRight(Type.SEND_ONCE, IP_DEAD);
        }
        entry.becomeDeadName();
        return deadOk ? copyinDead(entry, disposition) : null;
    }

    private NakedRight copyinLive(IpcSpace space, IpcEntry entry, MachMsgTypeName disposition, DoomedRights doomed) {
        IpcPort port = entry.port();
        if (disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE) {
            if (entry.type != EntryType.SEND_ONCE) {
                return null;
            }
            doomed.add(entry.deleteRequest(space));
            entry.clear();
            return port.right(Type.SEND_ONCE);
        }
        if (!entry.type.holdsSend()) {
            return null;
        }
        if (disposition == MACH_MSG_TYPE_MOVE_SEND) {
            if (entry.userRefs == 1) {
                moveLastSend(space, entry, doomed);
                return port.right(Type.SEND);
            }
            entry.userRefs = references.without(entry.userRefs, 1);
        }
        port.copySend();
        return port.right(Type.SEND);
    }

    private NakedRight copyinDead(IpcEntry entry, MachMsgTypeName disposition) {
        if (disposition != MACH_MSG_TYPE_COPY_SEND) {
            dropDeadReference(entry);
        }
        return new NakedRight(disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE ? Type.SEND_ONCE : Type.SEND, IP_DEAD);
    }

    /** One reference less to a dead name. */
    void dropDeadReference(IpcEntry entry) {
        if (entry.userRefs == 1) {
            entry.clear();
        } else {
            entry.userRefs = references.without(entry.userRefs, 1);
        }
    }

    /* Both references of two, or two of more, become naked rights. */
    private NakedRight[] moveTwoSends(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        space.noticeDeath(entry);
        if (!entry.type.holdsSend() || entry.userRefs < 2) {
            return null;
        }
        IpcPort port = entry.port();
        synchronized (port) {
            if (!port.isActive()) {
                entry.becomeDeadName();
                return null;
            }
            port.copySend();
            if (entry.userRefs == 2) {
                moveLastSend(space, entry, doomed);
            } else {
                port.copySend();
                entry.userRefs = references.without(entry.userRefs, 2);
            }
        }
        return new NakedRight[] {port.right(Type.SEND), port.right(Type.SEND)};
    }

    /* The entry's send right leaves it, and with it perhaps the name. Conditions: the port is locked and active. */
    private static void moveLastSend(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        if (entry.type == EntryType.SEND) {
            doomed.add(entry.deleteRequest(space));
        }
        loseSend(entry);
    }

    /* The entry's unit of the send count leaves it. */
    private static void loseSend(IpcEntry entry) {
        EntryType rest = entry.type.withoutSend();
        entry.set(rest, rest == EntryType.NONE ? null : entry.object, 0);
    }

    private static NakedRight duplicate(NakedRight right) {
        IpcPort port = (IpcPort) right.port();
        synchronized (port) {
            if (!port.isActive()) {
                return new NakedRight(Type.SEND, IP_DEAD);
            }
            port.copySend();
        }
        return right;
    }
}
