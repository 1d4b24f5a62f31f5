package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.GuardException.KGUARD_EXC_MOD_REFS;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.rules.KernelRules.ModRefsDelta;

/**
 * {@code mod_refs} on one entry ({@code ipc_right_delta}). Conditions: the space is locked; an entry that loses
 * its last right is left empty and its name is the caller's to free.
 */
record RightDelta(IpcSpace space, IpcEntry entry, int delta) {

    KernReturn apply(MachPortRight right, DoomedRights doomed) {
        return switch (right) {
            case MACH_PORT_RIGHT_PORT_SET -> portSet();
            case MACH_PORT_RIGHT_RECEIVE -> receive(doomed);
            case MACH_PORT_RIGHT_SEND_ONCE -> sendOnce(doomed);
            case MACH_PORT_RIGHT_DEAD_NAME -> deadName();
            case MACH_PORT_RIGHT_SEND -> send(doomed);
        };
    }

    private KernReturn portSet() {
        if (entry.type != EntryType.PORT_SET) {
            return KERN_INVALID_RIGHT;
        }
        if (delta != 0 && delta != -1) {
            return KERN_INVALID_VALUE;
        }
        if (delta == -1) {
            ((IpcPset) entry.object).destroy();
            entry.clear();
        }
        return KERN_SUCCESS;
    }

    private KernReturn receive(DoomedRights doomed) {
        if (!entry.type.holdsReceive()) {
            return KERN_INVALID_RIGHT;
        }
        if (delta != 0 && delta != -1) {
            return KERN_INVALID_VALUE;
        }
        if (delta == -1) {
            PortGuard guard = entry.port().guard();
            if (guard.guarded()) {
                doomed.guardWatch().violated(KGUARD_EXC_MOD_REFS, entry.name, guard.context());
                return KERN_INVALID_RIGHT;
            }
            if (entry.type.holdsSend()) {
                space.transfer().destroyReceive(entry, doomed);
            } else {
                space.transfer().dropReceive(space, entry, doomed);
            }
        }
        return KERN_SUCCESS;
    }

    private KernReturn sendOnce(DoomedRights doomed) {
        if (entry.type != EntryType.SEND_ONCE) {
            return KERN_INVALID_RIGHT;
        }
        boolean outOfRange = delta != 0 && delta != -1;
        if (outOfRange && testsDeltaFirst()) {
            return KERN_INVALID_VALUE;
        }
        if (noticeDeath()) {
            return KERN_INVALID_RIGHT;
        }
        if (outOfRange) {
            return KERN_INVALID_VALUE;
        }
        if (delta == -1) {
            space.transfer().dropSendOnce(space, entry, doomed);
        }
        return KERN_SUCCESS;
    }

    private KernReturn deadName() {
        noticeDeath();
        if (entry.type != EntryType.DEAD_NAME) {
            return KERN_INVALID_RIGHT;
        }
        UserReferences references = space.transfer().references();
        KernReturn fault = references.check(entry.userRefs, delta, references.max());
        if (fault == KERN_SUCCESS) {
            entry.userRefs = references.change(entry.userRefs, delta);
            if (entry.userRefs == 0) {
                entry.clear();
            }
        }
        return fault;
    }

    private KernReturn send(DoomedRights doomed) {
        if (!entry.type.holdsSend()) {
            return KERN_INVALID_RIGHT;
        }
        UserReferences references = space.transfer().references();
        KernReturn fault = references.check(entry.userRefs, delta, references.sendMax());
        if (fault == KERN_SUCCESS) {
            int refs = references.change(entry.userRefs, delta);
            if (refs == 0) {
                space.transfer().dropSend(space, entry, doomed);
            } else {
                entry.userRefs = refs;
            }
        }
        return fault;
    }

    private boolean testsDeltaFirst() {
        return space.zone().rules().modRefsDelta() == ModRefsDelta.BEFORE_DEATH;
    }

    private boolean noticeDeath() {
        boolean dead = entry.isDeadUnnoticed();
        if (dead) {
            entry.becomeDeadName();
        }
        return dead;
    }
}
