package dev.portolan.kernel.bytes;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DATA;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_TYPE;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_MSG_TOO_SMALL;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_NO_BUFFER;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TOO_LARGE;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What user code sends: bytes that may be anything.
 *
 * <p>Nothing of it is a right yet; a buffer that is refused has changed nothing. Bytes behind the buffer's limit cannot
 * be read.
 */
public final class SendBuffer {

    /* So many descriptors at most are looked at from the last to the first. */
    private static final int BACKWARDS_MAX = 64;

    /* More than that many rights are too many, and more of what holds no right would keep the kernel busy. */
    private static final int DESCRIPTORS_MAX = 16_384;

    private static final int BASE_SIZE = MachMsgHeader.SIZE + MachMsgDescriptor.COUNT_SIZE;

    private final ByteBuffer bytes;
    private final int size;
    private final DescriptorBytes descriptorBytes;
    private final UserLayout layout;

    /* Where each descriptor begins, and where the data behind them does. */
    private int[] places = {};
    private int dataBegins;

    private SendBuffer(ByteBuffer bytes, int size, UserLayout layout) {
        this.bytes = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        this.size = size;
        this.layout = layout;
        descriptorBytes = new DescriptorBytes(layout);
    }

    /** What the bytes are. */
    public sealed interface Contents permits Message, Refused {}

    /** A code: they are no message. */
    public record Refused(MachMsgReturn code) implements Contents {}

    /**
     * A message, whose names are only numbers yet.
     *
     * @param complex whether its header says so
     * @param words what data is in line
     * @param size in bytes, as a 64-bit task would send it
     */
    public record Message(
            MachMsgHeader header, boolean complex, List<MachMsgDescriptor> descriptors, List<Long> words, int size)
            implements Contents {}

    /**
     * Reads a message of so many bytes from the buffer's position. The first fault decides.
     *
     * @param size the send size, unsigned
     */
    public static Contents read(ByteBuffer bytes, int size, UserLayout layout) {
        SendBuffer buffer = new SendBuffer(bytes, size, layout);
        MachMsgReturn fault = buffer.faultOfSize();
        if (fault != MACH_MSG_SUCCESS) {
            return new Refused(fault);
        }
        boolean complex = HeaderBytes.isComplex(buffer.bytes);
        List<MachMsgDescriptor> descriptors = new ArrayList<>();
        buffer.dataBegins = MachMsgHeader.SIZE;
        if (complex) {
            fault = buffer.faultOfKinds();
            if (fault == MACH_MSG_SUCCESS) {
                fault = buffer.inflate(descriptors);
            }
        }
        if (fault == MACH_MSG_SUCCESS && !buffer.isReadable(size)) {
            fault = MACH_SEND_INVALID_DATA;
        }
        return fault == MACH_MSG_SUCCESS ? buffer.message(complex, descriptors) : new Refused(fault);
    }

    private boolean isReadable(int end) {
        return end <= bytes.limit();
    }

    private MachMsgReturn faultOfSize() {
        if (Integer.compareUnsigned(size, MachMsgHeader.SIZE) < 0 || (size & 3) != 0) {
            return MACH_SEND_MSG_TOO_SMALL;
        }
        if (Integer.compareUnsigned(size, MachMsgSend.SIZE_MAX) > 0) {
            return MACH_SEND_TOO_LARGE;
        }
        if (!isReadable(MachMsgHeader.SIZE)) {
            return MACH_SEND_INVALID_DATA;
        }
        if (!HeaderBytes.isComplex(bytes)) {
            return MACH_MSG_SUCCESS;
        }
        if (size < BASE_SIZE) {
            return MACH_SEND_MSG_TOO_SMALL;
        }
        if (!isReadable(BASE_SIZE)) {
            return MACH_SEND_INVALID_DATA;
        }
        if (count() * DescriptorBytes.SIZE_MIN > size - BASE_SIZE) {
            return MACH_SEND_MSG_TOO_SMALL;
        }
        return count() > DESCRIPTORS_MAX ? MACH_SEND_NO_BUFFER : MACH_MSG_SUCCESS;
    }

    private long count() {
        return Integer.toUnsignedLong(bytes.getInt(MachMsgHeader.SIZE));
    }

    /* From the first descriptor to the last: each is there, and of a kind that there is. */
    private MachMsgReturn faultOfKinds() {
        places = new int[(int) count()];
        int at = BASE_SIZE;
        for (int i = 0; i < places.length; i++) {
            if (at + DescriptorBytes.SIZE_MIN > size) {
                return MACH_SEND_MSG_TOO_SMALL;
            }
            if (!isReadable(at + DescriptorBytes.SIZE_MIN)) {
                return MACH_SEND_INVALID_DATA;
            }
            int type = DescriptorBytes.type(bytes, at);
            if (!DescriptorBytes.isType(type)) {
                return MACH_SEND_INVALID_TYPE;
            }
            places[i] = at;
            at += descriptorBytes.size(type);
            if (at > size) {
                return MACH_SEND_MSG_TOO_SMALL;
            }
            if (!isReadable(at)) {
                return MACH_SEND_INVALID_DATA;
            }
        }
        dataBegins = at;
        return MACH_MSG_SUCCESS;
    }

    /* The fields of each; few are read from the last to the first. */
    private MachMsgReturn inflate(List<MachMsgDescriptor> into) {
        DescriptorFaults faults = new DescriptorFaults();
        for (int place : places) {
            into.add(descriptorBytes.read(bytes, place));
        }
        boolean backwards = into.size() <= BACKWARDS_MAX;
        for (int i = 0; i < places.length; i++) {
            MachMsgReturn fault = faults.next(into.get(backwards ? places.length - 1 - i : i));
            if (fault != MACH_MSG_SUCCESS) {
                return fault;
            }
        }
        return isReadable(size) ? faults.ofAll() : MACH_SEND_INVALID_DATA;
    }

    private Message message(boolean complex, List<MachMsgDescriptor> descriptors) {
        return new Message(
                HeaderBytes.read(bytes),
                complex,
                List.copyOf(descriptors),
                InlineWords.read(bytes, complex ? dataBegins : MachMsgHeader.SIZE, size),
                layout.lp64SizeOf(size, MachMsgDescriptor.wide(descriptors)));
    }
}
