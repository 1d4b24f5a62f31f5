package dev.portolan.kernel.abi;

import java.util.List;

/**
 * {@code mach_msg_descriptor_t}: what a complex message carries besides words, in a user's buffer.
 *
 * <p>Dispositions are numbers, for user code may write any; in a message received they say what right arrived.
 */
public sealed interface MachMsgDescriptor {

    /** The size of a body without descriptors: their count. */
    int COUNT_SIZE = 4;

    /** The bytes that it takes in a message of a 64-bit task. */
    int size();

    /** How many of them hold an address or a context, and so take more bytes where those are wide. */
    static int wide(List<MachMsgDescriptor> descriptors) {
        int wide = 0;
        for (MachMsgDescriptor descriptor : descriptors) {
            wide += descriptor instanceof Port ? 0 : 1;
        }
        return wide;
    }

    /** {@code MACH_MSG_PORT_DESCRIPTOR}: one right. */
    record Port(MachPortName name, int disposition) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 12;
        }
    }

    /** {@code MACH_MSG_OOL_PORTS_DESCRIPTOR}: rights of one kind, their names told. */
    record OolPorts(List<MachPortName> names, int disposition) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /**
     * {@code MACH_MSG_OOL_DESCRIPTOR}, {@code MACH_MSG_OOL_VOLATILE_DESCRIPTOR}: memory of which only the size is told.
     *
     * @param length in bytes
     */
    record Ool(int length, boolean isVolatile) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /** {@code MACH_MSG_OOL_DESCRIPTOR}: memory of which the words are told. */
    record OolWords(List<Integer> words) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /**
     * {@code MACH_MSG_OOL_DESCRIPTOR}, {@code MACH_MSG_OOL_VOLATILE_DESCRIPTOR}, as it stands in the bytes of a message.
     *
     * @param address where in the task's memory it begins; 0 in a message received if there was no room for it
     * @param length in bytes, unsigned
     * @param deallocate sending it takes it out of the task's memory
     * @param copy {@code MACH_MSG_PHYSICAL_COPY} 0 or {@code MACH_MSG_VIRTUAL_COPY} 1; user code may write any byte
     */
    record OolAt(long address, int length, boolean isVolatile, boolean deallocate, int copy)
            implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /**
     * {@code MACH_MSG_OOL_PORTS_DESCRIPTOR}, as it stands in the bytes of a message.
     *
     * @param address where in the task's memory the names are, 4 bytes each
     * @param count how many they are, unsigned
     */
    record OolPortsAt(long address, int count, boolean deallocate, int copy, int disposition)
            implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /**
     * {@code MACH_MSG_GUARDED_PORT_DESCRIPTOR}: one receive right and its guard.
     *
     * @param flags {@code MACH_MSG_GUARD_FLAGS_IMMOVABLE_RECEIVE} 1, {@code ..._UNGUARDED_ON_SEND} 2
     */
    record GuardedPort(long context, int flags, int disposition, MachPortName name) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }
}
