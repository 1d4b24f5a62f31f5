package dev.portolan.kernel.bytes;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;

/** Descriptors, in one layout. An address, or a context, comes first in it; what it leaves no room for moves behind. */
final class DescriptorBytes {

    /** {@code mach_msg_descriptor_type_t}. */
    static final int PORT = 0;

    static final int OOL = 1;
    static final int OOL_PORTS = 2;
    static final int OOL_VOLATILE = 3;
    static final int GUARDED_PORT = 4;

    /** The bytes of the smallest, to the end of its type. */
    static final int SIZE_MIN = 12;

    private static final int ADDRESS = 0;
    private static final int DEALLOCATE = 8;
    private static final int FLAGS = 8;
    private static final int COPY = 9;
    private static final int DISPOSITION = 10;
    private static final int TYPE = 11;

    private final UserLayout layout;

    /* Of a size, a count, or the name of a guarded port. */
    private final int number;

    DescriptorBytes(UserLayout layout) {
        this.layout = layout;
        number = layout == UserLayout.LP64 ? 12 : 4;
    }

    /** The number of the descriptor's kind; user code may write any. */
    static int type(ByteBuffer bytes, int at) {
        return Byte.toUnsignedInt(bytes.get(at + TYPE));
    }

    static boolean isType(int type) {
        return type <= GUARDED_PORT;
    }

    /** The bytes that a descriptor of that kind takes. */
    int size(int type) {
        return type == PORT ? SIZE_MIN : layout.wideDescriptorSize();
    }

    /** The descriptor there, whose kind is known. */
    MachMsgDescriptor read(ByteBuffer bytes, int at) {
        int type = type(bytes, at);
        boolean deallocate = bytes.get(at + DEALLOCATE) != 0;
        int copy = Byte.toUnsignedInt(bytes.get(at + COPY));
        int disposition = Byte.toUnsignedInt(bytes.get(at + DISPOSITION));
        if (type == PORT) {
            return new MachMsgDescriptor.Port(MachPortName.of(bytes.getInt(at)), disposition);
        }
        int word = bytes.getInt(at + number);
        return switch (type) {
            case OOL_PORTS -> new MachMsgDescriptor.OolPortsAt(address(bytes, at), word, deallocate, copy, disposition);
            case GUARDED_PORT ->
                new MachMsgDescriptor.GuardedPort(
                        address(bytes, at),
                        Short.toUnsignedInt(bytes.getShort(at + FLAGS)),
                        disposition,
                        MachPortName.of(word));
            default -> new MachMsgDescriptor.OolAt(address(bytes, at), word, type == OOL_VOLATILE, deallocate, copy);
        };
    }

    private long address(ByteBuffer bytes, int at) {
        return layout == UserLayout.LP64
                ? bytes.getLong(at + ADDRESS)
                : Integer.toUnsignedLong(bytes.getInt(at + ADDRESS));
    }

    /** The bytes that the descriptor takes. */
    int size(MachMsgDescriptor descriptor) {
        return descriptor instanceof MachMsgDescriptor.Port ? SIZE_MIN : layout.wideDescriptorSize();
    }

    /** Writes the descriptor over bytes that are all zero. One that does not say where its memory is has none. */
    void write(ByteBuffer bytes, int at, MachMsgDescriptor descriptor) {
        if (descriptor instanceof MachMsgDescriptor.Port port) {
            bytes.putInt(at, port.name().value());
            writeKind(bytes, at, PORT, port.disposition());
        } else if (descriptor instanceof MachMsgDescriptor.OolAt region) {
            writeRegion(bytes, at, region);
        } else if (descriptor instanceof MachMsgDescriptor.OolPortsAt array) {
            writeArray(bytes, at, array);
        } else if (descriptor instanceof MachMsgDescriptor.GuardedPort guarded) {
            writeAddress(bytes, at, guarded.context());
            bytes.putShort(at + FLAGS, (short) guarded.flags());
            bytes.putInt(at + number, guarded.name().value());
            writeKind(bytes, at, GUARDED_PORT, guarded.disposition());
        } else if (descriptor instanceof MachMsgDescriptor.Ool told) {
            writeRegion(bytes, at, new MachMsgDescriptor.OolAt(0, told.length(), told.isVolatile(), false, 0));
        } else {
            MachMsgDescriptor.OolPorts told = (MachMsgDescriptor.OolPorts) descriptor;
            int count = told.names().size();
            writeArray(bytes, at, new MachMsgDescriptor.OolPortsAt(0, count, false, 0, told.disposition()));
        }
    }

    private void writeRegion(ByteBuffer bytes, int at, MachMsgDescriptor.OolAt region) {
        writeAddress(bytes, at, region.address());
        writeCopy(bytes, at, region.deallocate(), region.copy());
        bytes.putInt(at + number, region.length());
        writeKind(bytes, at, region.isVolatile() ? OOL_VOLATILE : OOL, 0);
    }

    private void writeArray(ByteBuffer bytes, int at, MachMsgDescriptor.OolPortsAt array) {
        writeAddress(bytes, at, array.address());
        writeCopy(bytes, at, array.deallocate(), array.copy());
        bytes.putInt(at + number, array.count());
        writeKind(bytes, at, OOL_PORTS, array.disposition());
    }

    private void writeAddress(ByteBuffer bytes, int at, long address) {
        if (layout == UserLayout.LP64) {
            bytes.putLong(at + ADDRESS, address);
        } else {
            bytes.putInt(at + ADDRESS, (int) address);
        }
    }

    private static void writeCopy(ByteBuffer bytes, int at, boolean deallocate, int copy) {
        bytes.put(at + DEALLOCATE, (byte) (deallocate ? 1 : 0));
        bytes.put(at + COPY, (byte) copy);
    }

    private static void writeKind(ByteBuffer bytes, int at, int type, int disposition) {
        bytes.put(at + DISPOSITION, (byte) disposition);
        bytes.put(at + TYPE, (byte) type);
    }
}
