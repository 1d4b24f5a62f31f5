package dev.portolan.kernel.bytes;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** What user code gets: a message received, or one of its own that could not be sent. */
public final class ReceiveBuffer {

    /** {@code NDR_record} as words: all of it zero but that integers stand with their lowest byte first. */
    private static final List<Long> NDR_RECORD = List.of(0L, 1L);

    private static final int DATA_MIN = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE;

    /** Bytes of buffer without which nobody is told of a message that stays where it is. */
    public static final int TOLD_MIN = HeaderBytes.VOUCHER;

    private final ByteBuffer bytes;
    private final UserLayout layout;
    private final DescriptorBytes descriptorBytes;

    /** A buffer that begins at the bytes' position and ends at their limit. */
    public ReceiveBuffer(ByteBuffer bytes, UserLayout layout) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.layout = layout;
        descriptorBytes = new DescriptorBytes(layout);
    }

    /**
     * Writes a message.
     *
     * @return false, with nothing written, if there is no room for it
     */
    public boolean write(MachMsgBuffer message) {
        return write(message, 0, null);
    }

    /**
     * Writes a message and behind it so many bytes of trailer.
     *
     * @return false, with nothing written, if there is no room for both
     */
    public boolean write(MachMsgBuffer message, int trailerSize, TrailerBytes trailer) {
        int size = sizeOf(message);
        if (size + trailerSize > bytes.limit()) {
            return false;
        }
        clear(size + trailerSize);
        boolean complex = !message.descriptors().isEmpty() || message.envelope().complex() && size >= DATA_MIN;
        HeaderBytes.write(bytes, headerOf(message), complex, size);
        InlineWords.write(bytes, complex ? writeDescriptors(message) : MachMsgHeader.SIZE, size, wordsOf(message));
        if (trailerSize > 0) {
            trailer.write(bytes, size, trailerSize, layout);
        }
        return true;
    }

    /**
     * Writes the size of a message that stays where it is, and which port has it.
     *
     * @param name the port's, or null if nobody asked
     * @return false if there is no room for it
     */
    public boolean writeTooLarge(int size, MachPortName name) {
        if (bytes.limit() < (name == null ? HeaderBytes.SIZE : HeaderBytes.LOCAL) + Integer.BYTES) {
            return false;
        }
        if (name != null) {
            bytes.putInt(HeaderBytes.LOCAL, name.value());
        }
        bytes.putInt(HeaderBytes.SIZE, size);
        return true;
    }

    private int sizeOf(MachMsgBuffer message) {
        return layout.sizeOf(message.size(), MachMsgDescriptor.wide(message.descriptors()));
    }

    private void clear(int size) {
        for (int i = 0; i < size; i++) {
            bytes.put(i, (byte) 0);
        }
    }

    private static MachMsgHeader headerOf(MachMsgBuffer message) {
        return new MachMsgHeader(
                message.remote(),
                message.remoteDisposition(),
                message.local(),
                message.localDisposition(),
                MachPortName.MACH_PORT_NULL,
                0,
                message.id());
    }

    /* Answers where the data begins. */
    private int writeDescriptors(MachMsgBuffer message) {
        bytes.putInt(MachMsgHeader.SIZE, message.descriptors().size());
        int at = DATA_MIN;
        for (MachMsgDescriptor descriptor : message.descriptors()) {
            descriptorBytes.write(bytes, at, descriptor);
            at += descriptorBytes.size(descriptor);
        }
        return at;
    }

    private static List<Long> wordsOf(MachMsgBuffer message) {
        MachNotifyBody notified = message.notified();
        if (notified == null) {
            return message.body();
        }
        long told = notified.tellsName()
                ? Integer.toUnsignedLong(notified.name().value())
                : Integer.toUnsignedLong(notified.count());
        return List.of(NDR_RECORD.get(0), NDR_RECORD.get(1), told);
    }
}
