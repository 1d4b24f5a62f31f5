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

    /** {@code MACH_MSG_PORT_DESCRIPTOR}: one right. */
    record Port(MachPortName name, int disposition) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 12;
        }
    }

    /** {@code MACH_MSG_OOL_PORTS_DESCRIPTOR}: rights of one kind, their names out of line. */
    record OolPorts(List<MachPortName> names, int disposition) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }

    /**
     * {@code MACH_MSG_OOL_DESCRIPTOR}, {@code MACH_MSG_OOL_VOLATILE_DESCRIPTOR}: memory.
     *
     * @param length in bytes
     */
    record Ool(int length, boolean isVolatile) implements MachMsgDescriptor {
        @Override
        public int size() {
            return 16;
        }
    }
}
