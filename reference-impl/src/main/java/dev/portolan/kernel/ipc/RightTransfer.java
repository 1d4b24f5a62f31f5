package dev.portolan.kernel.ipc;

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

/**
 * How a right passes between an entry and a message: copy-in and copy-out of one right.
 *
 * <p>Every method is called with the space locked and locks the entry's port for as long as it touches it. A
 * method that answers null has changed nothing, but for noticing that a port had died.
 */
final class RightTransfer {

    private final UserReferences references;
    private final boolean swallowsDeadSendOnce;

    RightTransfer(IpcZone zone) {
        references = new UserReferences(zone.rules(), zone.limits());
        swallowsDeadSendOnce = zone.rules().deadSendOnce() == DeadSendOnce.SWALLOWED;
    }

    UserReferences references() {
        return references;
    }

    /** Copies a right in where a dead name is as good as a right; null if the entry does not denote it. */
    NakedRight copyin(IpcEntry entry, MachMsgTypeName disposition) {
        return copyin(entry, disposition, true, false);
    }

    /** Copies in a destination, which must live; null if it is not there. */
    NakedRight copyinDestination(IpcEntry entry, MachMsgTypeName disposition) {
        return copyin(entry, disposition, false, swallowsDeadSendOnce);
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
    NakedRight[] copyinTwo(IpcEntry entry, MachMsgTypeName destination, MachMsgTypeName reply) {
        if (destination == MACH_MSG_TYPE_MOVE_SEND_ONCE || reply == MACH_MSG_TYPE_MOVE_SEND_ONCE) {
            return null;
        }
        if (destination.makes() || reply.makes()) {
            NakedRight first = copyin(entry, destination, false, false);
            return first == null ? null : new NakedRight[] {first, copyin(entry, reply, false, false)};
        }
        if (destination == MACH_MSG_TYPE_MOVE_SEND && reply == MACH_MSG_TYPE_MOVE_SEND) {
            return moveTwoSends(entry);
        }
        boolean moves = destination == MACH_MSG_TYPE_MOVE_SEND || reply == MACH_MSG_TYPE_MOVE_SEND;
        NakedRight right = copyin(entry, moves ? MACH_MSG_TYPE_MOVE_SEND : MACH_MSG_TYPE_COPY_SEND, false, false);
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

    private NakedRight copyin(IpcEntry entry, MachMsgTypeName disposition, boolean deadOk, boolean deadSendOnceOk) {
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
            case MACH_MSG_TYPE_MOVE_RECEIVE -> moveReceive(entry);
            case MACH_MSG_TYPE_COPY_SEND, MACH_MSG_TYPE_MOVE_SEND, MACH_MSG_TYPE_MOVE_SEND_ONCE ->
                copyinSendRight(entry, disposition, deadOk, deadSendOnceOk);
        };
    }

    private static NakedRight moveReceive(IpcEntry entry) {
        if (!entry.type.holdsReceive()) {
            return null;
        }
        IpcPort port = entry.port();
        port.clearReceiver();
        entry.type = entry.type.withoutReceive();
        return port.right(Type.RECEIVE);
    }

    private NakedRight copyinSendRight(
            IpcEntry entry, MachMsgTypeName disposition, boolean deadOk, boolean deadSendOnceOk) {
        if (entry.type == EntryType.DEAD_NAME) {
            return deadOk ? copyinDead(entry, disposition) : null;
        }
        if (!entry.type.holdsSendRights()) {
            return null;
        }
        IpcPort port = entry.port();
        synchronized (port) {
            if (port.isActive()) {
                return copyinLive(entry, port, disposition);
            }
        }
        if (deadSendOnceOk && disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE && entry.type == EntryType.SEND_ONCE) {
            entry.clear();
            return new NakedRight(Type.SEND_ONCE, IP_DEAD);
        }
        entry.becomeDeadName();
        return deadOk ? copyinDead(entry, disposition) : null;
    }

    private NakedRight copyinLive(IpcEntry entry, IpcPort port, MachMsgTypeName disposition) {
        if (disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE) {
            if (entry.type != EntryType.SEND_ONCE) {
                return null;
            }
            entry.clear();
            return port.right(Type.SEND_ONCE);
        }
        if (!entry.type.holdsSend()) {
            return null;
        }
        if (disposition == MACH_MSG_TYPE_MOVE_SEND) {
            if (entry.userRefs == 1) {
                loseSend(entry);
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
    private NakedRight[] moveTwoSends(IpcEntry entry) {
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
                loseSend(entry);
            } else {
                port.copySend();
                entry.userRefs = references.without(entry.userRefs, 2);
            }
        }
        return new NakedRight[] {port.right(Type.SEND), port.right(Type.SEND)};
    }

    /** The entry's unit of the send count leaves it. */
    static void loseSend(IpcEntry entry) {
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
