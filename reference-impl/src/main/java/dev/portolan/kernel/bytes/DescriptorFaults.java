package dev.portolan.kernel.bytes;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_VM_KERNEL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_TYPE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TOO_LARGE;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;

/** What is wrong with the descriptors of a message, one after another, and with all of them together. */
final class DescriptorFaults {

    /* The most rights in the descriptors of a message. */
    private static final int PORT_RIGHTS_MAX = 16_383;

    /* The most bytes that a message may have copied while their sender keeps them: 7/8 of a map of 8 MiB. */
    private static final int COPIED_BYTES_MAX = 7 * (1 << 20);

    private static final int PAGE_SIZE = 4096;
    private static final int POINTER_SIZE = 8;
    private static final long COUNT_MAX = 0xffff_ffffL;

    private static final int PHYSICAL_COPY = 0;
    private static final int VIRTUAL_COPY = 1;

    private static final int GUARD_FLAGS_MASK = 3;
    private static final int UNGUARDED_ON_SEND = 2;

    private long portRights;
    private long copiedBytes;

    /** What is wrong with the next; {@code MACH_MSG_SUCCESS} if nothing is. */
    MachMsgReturn next(MachMsgDescriptor descriptor) {
        if (descriptor instanceof MachMsgDescriptor.OolAt region) {
            return faultOf(region);
        }
        portRights +=
                descriptor instanceof MachMsgDescriptor.OolPortsAt array ? Integer.toUnsignedLong(array.count()) : 1;
        if (portRights > COUNT_MAX) {
            return MACH_SEND_TOO_LARGE;
        }
        return descriptor instanceof MachMsgDescriptor.GuardedPort guarded && isMalformed(guarded)
                ? MACH_SEND_INVALID_TYPE
                : MACH_MSG_SUCCESS;
    }

    private MachMsgReturn faultOf(MachMsgDescriptor.OolAt region) {
        if (region.copy() != PHYSICAL_COPY && region.copy() != VIRTUAL_COPY) {
            return MACH_SEND_INVALID_TYPE;
        }
        if (region.copy() == PHYSICAL_COPY && !region.deallocate()) {
            long pages = (Integer.toUnsignedLong(region.length()) + PAGE_SIZE - 1) / PAGE_SIZE;
            copiedBytes += pages * PAGE_SIZE;
        }
        return MACH_MSG_SUCCESS;
    }

    private static boolean isMalformed(MachMsgDescriptor.GuardedPort guarded) {
        int flags = guarded.flags();
        return guarded.disposition() != MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code()
                || flags == 0
                || (flags & ~GUARD_FLAGS_MASK) != 0
                || (flags & UNGUARDED_ON_SEND) != 0 && guarded.context() != 0;
    }

    /** What is wrong with all of them, none being wrong by itself. */
    MachMsgReturn ofAll() {
        if (portRights > PORT_RIGHTS_MAX) {
            return MACH_SEND_TOO_LARGE;
        }
        return copiedBytes + portRights * POINTER_SIZE > COPIED_BYTES_MAX ? MACH_MSG_VM_KERNEL : MACH_MSG_SUCCESS;
    }
}
