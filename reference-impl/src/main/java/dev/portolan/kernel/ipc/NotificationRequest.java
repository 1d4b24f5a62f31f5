package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_TASK;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.KernReturn.KERN_UREFS_OVERFLOW;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_PORT_DESTROYED;
import static dev.portolan.kernel.abi.MachNotification.MACH_NOTIFY_SEND_POSSIBLE;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.PortRequests.Kind;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.NothingToCancel;
import dev.portolan.kernel.rules.KernelRules.PortDestroyedAgain;
import dev.portolan.kernel.rules.KernelRules.RequestOfInvalidName;
import dev.portolan.kernel.rules.KernelRules.SendPossible;

/**
 * {@code request_notification} in the space that it acts on: one critical section.
 *
 * @param right the send-once right to be told by; {@code NONE} to cancel; {@code NONE} with a dead port if the
 *     caller's name for it was dead
 * @param sync for word of the last send right, the make-send count that the caller knows of; else whether not zero
 */
public record NotificationRequest(MachPortName name, int id, int sync, NakedRight right) {

    /** What came of it: a code, and the right of the request before; {@code NONE} if there was none. */
    public record Answer(KernReturn code, NakedRight previous) {}

    private static final Answer DONE = new Answer(KERN_SUCCESS, NakedRight.NONE);

    /** The same request with its right in a copied kernel. */
    public NotificationRequest copy(KernelCopy copy) {
        return new NotificationRequest(name, id, sync, copy.right(right));
    }

    /** Makes the request, or refuses it: then the right is still the caller's. */
    @Refines("RequestNotification")
    public Answer make(IpcSpace space, DoomedRights doomed) {
        KernelRules rules = space.zone().rules();
        MachNotification what = MachNotification.of(id);
        if (!space.isActive()) {
            return refused(KERN_INVALID_TASK);
        }
        if (right.isNone() && right.port() == PortReference.Invalid.IP_DEAD) {
            return refused(KERN_INVALID_CAPABILITY);
        }
        boolean known = what != MACH_NOTIFY_SEND_POSSIBLE || rules.sendPossible() == SendPossible.REQUESTED;
        if (what == null || !known || what == MACH_NOTIFY_PORT_DESTROYED && sync != 0) {
            return refused(KERN_INVALID_VALUE);
        }
        boolean ofReceiver = what == MACH_NOTIFY_PORT_DESTROYED || what == MachNotification.MACH_NOTIFY_NO_SENDERS;
        if (!name.isValid() && rules.requestOfInvalidName() == RequestOfInvalidName.REFUSED) {
            return refused(ofReceiver ? KERN_INVALID_RIGHT : KERN_INVALID_ARGUMENT);
        }
        synchronized (space) {
            IpcEntry entry = name.isValid() ? space.lookup(name.value()) : null;
            if (entry == null) {
                return refused(space.isActive() ? KERN_INVALID_NAME : KERN_INVALID_TASK);
            }
            return ofReceiver ? ofReceiver(what, space, entry, doomed) : ofName(what, space, entry, doomed);
        }
    }

    private Answer ofReceiver(MachNotification what, IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        if (!entry.type.holdsReceive()) {
            return refused(KERN_INVALID_RIGHT);
        }
        IpcPort port = entry.port();
        synchronized (port) {
            PortRequests requests = port.requests();
            if (what == MACH_NOTIFY_PORT_DESTROYED) {
                if (port.guard().special()) {
                    return refused(KERN_INVALID_RIGHT);
                }
                NakedRight previous = requests.portDestroyed();
                if (!previous.isNone() && space.zone().rules().portDestroyedAgain() == PortDestroyedAgain.REFUSED) {
                    return refused(KERN_FAILURE);
                }
                requests.setPortDestroyed(right);
                return made(previous);
            }
            NakedRight previous = requests.noSenders();
            boolean none =
                    port.sendRights() == 0 && Integer.compareUnsigned(sync, port.makeSendCount()) <= 0 && !cancels();
            if (none) {
                doomed.add(space.zone().notifications().noSenders(right, port.makeSendCount()));
            }
            requests.setNoSenders(none ? NakedRight.NONE : right);
            return made(previous);
        }
    }

    private Answer ofName(MachNotification what, IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        boolean succeeds = space.zone().rules().nothingToCancel() == NothingToCancel.SUCCEEDS;
        if (succeeds && cancels() && entry.request == 0) {
            return DONE;
        }
        if (entry.type == EntryType.PORT_SET) {
            return refused(KERN_INVALID_RIGHT);
        }
        if (entry.type != EntryType.DEAD_NAME) {
            IpcPort port = entry.port();
            synchronized (port) {
                if (port.isActive()) {
                    return ofLive(what, space, entry, doomed);
                }
            }
            entry.becomeDeadName();
        }
        return (sync != 0 || what == MACH_NOTIFY_SEND_POSSIBLE) && !cancels()
                ? ofDead(space, entry, doomed)
                : refused(KERN_INVALID_ARGUMENT);
    }

    /* Conditions: the port is locked and active. */
    private Answer ofLive(MachNotification what, IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        NakedRight previous = entry.cancelRequest();
        if (cancels()) {
            return made(previous);
        }
        boolean possible = what == MACH_NOTIFY_SEND_POSSIBLE;
        IpcPort port = entry.port();
        if (possible && sync != 0 && (entry.type == EntryType.SEND_ONCE || !port.isFull())) {
            doomed.add(space.zone().notifications().sendPossible(right, space, name));
        } else {
            Kind kind = possible ? Kind.SEND_POSSIBLE : Kind.DEAD_NAME;
            entry.request = port.requests().add(space, entry.name, kind, right, possible && sync != 0);
        }
        return made(previous);
    }

    /* Told at once, with the reference that it would have had. */
    private Answer ofDead(IpcSpace space, IpcEntry entry, DoomedRights doomed) {
        UserReferences references = space.transfer().references();
        if (entry.userRefs < references.max()) {
            entry.userRefs++;
        } else if (!references.pegs()) {
            return refused(KERN_UREFS_OVERFLOW);
        }
        doomed.add(space.zone().notifications().deadName(right, space, name));
        return DONE;
    }

    private boolean cancels() {
        return right.isNone();
    }

    private static Answer made(NakedRight previous) {
        return new Answer(KERN_SUCCESS, previous);
    }

    private static Answer refused(KernReturn code) {
        return new Answer(code, NakedRight.NONE);
    }
}
