package dev.portolan.kernel;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A message as user code builds it, by the offsets of the reference and by nothing of the kernel's. */
final class UserMessage {

    static final int SEND = 1;
    static final int RCV = 2;
    static final int RCV_LARGE = 4;
    static final int RCV_LARGE_IDENTITY = 8;
    static final int SEND_TIMEOUT = 0x10;
    static final int SEND_INTERRUPT = 0x40;
    static final int SEND_NOTIFY = 0x80;
    static final int RCV_TIMEOUT = 0x100;
    static final int RCV_INTERRUPT = 0x400;
    static final int TRAILER_SEQNO = 1 << 24;
    static final int TRAILER_AUDIT = 3 << 24;

    private static final int CAPACITY = 4096;

    private final boolean wide;
    private final ByteBuffer bytes = ByteBuffer.allocate(CAPACITY).order(ByteOrder.LITTLE_ENDIAN);
    private int end = 24;

    UserMessage(UserLayout layout, MachPortName remote, int disposition) {
        wide = layout == UserLayout.LP64;
        bytes.putInt(0, disposition);
        bytes.putInt(8, remote.value());
    }

    static UserMessage to(MachPortName remote, int disposition) {
        return new UserMessage(UserLayout.LP64, remote, disposition);
    }

    UserMessage reply(MachPortName local, int disposition) {
        bytes.putInt(0, bytes.getInt(0) | disposition << 8);
        bytes.putInt(12, local.value());
        return this;
    }

    UserMessage id(int id) {
        bytes.putInt(20, id);
        return this;
    }

    /** Says that the message is complex; its first descriptor does so by itself. */
    UserMessage complex() {
        if (bytes.getInt(0) >= 0) {
            bytes.putInt(0, bytes.getInt(0) | 0x8000_0000);
            end = 28;
        }
        return this;
    }

    private int descriptor(int size, int type) {
        complex();
        bytes.putInt(24, bytes.getInt(24) + 1);
        bytes.put(end + 11, (byte) type);
        end += size;
        return end - size;
    }

    UserMessage port(MachPortName name, int disposition) {
        int at = descriptor(12, 0);
        bytes.putInt(at, name.value());
        bytes.put(at + 10, (byte) disposition);
        return this;
    }

    UserMessage memory(long address, int size, boolean isVolatile, boolean deallocate, int copy) {
        int at = descriptor(wide ? 16 : 12, isVolatile ? 3 : 1);
        address(at, address);
        bytes.put(at + 8, (byte) (deallocate ? 1 : 0));
        bytes.put(at + 9, (byte) copy);
        bytes.putInt(at + (wide ? 12 : 4), size);
        return this;
    }

    UserMessage ports(long address, int count, boolean deallocate, int disposition) {
        int at = descriptor(wide ? 16 : 12, 2);
        address(at, address);
        bytes.put(at + 8, (byte) (deallocate ? 1 : 0));
        bytes.put(at + 9, (byte) 1);
        bytes.put(at + 10, (byte) disposition);
        bytes.putInt(at + (wide ? 12 : 4), count);
        return this;
    }

    UserMessage guarded(long context, int flags, MachPortName name) {
        int at = descriptor(wide ? 16 : 12, 4);
        address(at, context);
        bytes.putShort(at + 8, (short) flags);
        bytes.put(at + 10, (byte) 16);
        bytes.putInt(at + (wide ? 12 : 4), name.value());
        return this;
    }

    private void address(int at, long address) {
        if (wide) {
            bytes.putLong(at, address);
        } else {
            bytes.putInt(at, (int) address);
        }
    }

    UserMessage word(int word) {
        bytes.putInt(end, word);
        end += 4;
        return this;
    }

    /** The message's size in bytes. */
    int size() {
        return end;
    }

    /** The message, with zeros behind it. */
    ByteBuffer bytes() {
        return bytes;
    }
}
