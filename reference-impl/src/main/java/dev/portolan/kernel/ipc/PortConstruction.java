package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_DESTROY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;

/** Ports made and unmade in one call. Each public method is one critical section. */
public final class PortConstruction {

    /** In place of a limit: that which every queue begins with. */
    public static final int DEFAULT_LIMIT = -1;

    private PortConstruction() {}

    /** Allocates a receive right with that guard, and a send right under the same name if {@code sendRight}. */
    @Refines("MachPortConstruct")
    public static CallResult construct(IpcSpace space, int queueLimit, boolean sendRight, PortGuard guard) {
        synchronized (space) {
            IpcEntry entry = space.table().claim();
            if (entry == null) {
                return CallResult.of(KERN_NO_SPACE);
            }
            space.allocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE, entry);
            entry.port().setGuard(guard);
            if (queueLimit != DEFAULT_LIMIT) {
                entry.port().setQueueLimit(queueLimit);
            }
            if (sendRight) {
                space.transfer().insertSend(entry, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
            }
            return CallResult.of(KERN_SUCCESS, new OutValue.Name(MachPortName.of(entry.name)));
        }
    }

    /** Changes the user references of the name's send right, and then destroys its receive right. */
    @Refines("MachPortDestruct")
    public static KernReturn destruct(IpcSpace space, int name, int delta, long guard, DoomedRights doomed) {
        synchronized (space) {
            IpcEntry entry = space.lookup(name);
            if (entry == null) {
                return KERN_INVALID_NAME;
            }
            if (!entry.type.holdsReceive() || delta != 0 && !entry.type.holdsSend()) {
                return KERN_INVALID_RIGHT;
            }
            UserReferences references = space.transfer().references();
            if (delta > 0) {
                return KERN_INVALID_VALUE;
            }
            if (!entry.port().guard().yieldsTo(guard)) {
                doomed.guardWatch()
                        .violated(KGUARD_EXC_DESTROY, name, entry.port().guard().context());
                return KERN_INVALID_ARGUMENT;
            }
            if (entry.type.holdsSend()
                    && references.check(entry.userRefs, delta, references.sendMax()) != KERN_SUCCESS) {
                return KERN_INVALID_VALUE;
            }
            changeSendPart(space, entry, delta, doomed);
            if (entry.type.holdsSend()) {
                space.transfer().destroyReceive(entry, doomed);
            } else {
                space.transfer().dropReceive(space, entry, doomed);
            }
            space.freeIfEmpty(entry);
            return KERN_SUCCESS;
        }
    }

    private static void changeSendPart(IpcSpace space, IpcEntry entry, int delta, DoomedRights doomed) {
        if (entry.type.holdsSend()) {
            int refs = space.transfer().references().change(entry.userRefs, delta);
            if (refs == 0) {
                space.transfer().dropSend(space, entry, doomed);
            } else {
                entry.userRefs = refs;
            }
        }
    }
}
