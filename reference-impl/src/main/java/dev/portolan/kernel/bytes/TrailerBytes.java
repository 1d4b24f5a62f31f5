package dev.portolan.kernel.bytes;

import dev.portolan.kernel.abi.MachMsgTokens;
import dev.portolan.kernel.abi.MachMsgTrailer;
import dev.portolan.kernel.abi.UserLayout;
import java.nio.ByteBuffer;

/**
 * {@code mach_msg_trailer_t}: what the kernel says of a message behind its end, as much of it as its receiver asks for.
 *
 * @param seqno the sequence number
 * @param sender for whom its sender acts
 * @param context the context of the port that it was received from
 */
public record TrailerBytes(int seqno, MachMsgTokens sender, long context) {

    private static final int SIZE = 4;

    /* Each element begins where a trailer without it ends. */
    private static final int SEQNO = MachMsgTrailer.size(0);
    private static final int SECURITY = MachMsgTrailer.size(1);
    private static final int AUDIT = MachMsgTrailer.size(2);
    private static final int CONTEXT = MachMsgTrailer.size(MachMsgTrailer.AUDIT);

    private static final int FILTER_AND_LABELS_SIZE = 8;

    private static final int ELEMENTS_SHIFT = 24;
    private static final int ELEMENTS_MASK = 0xf;

    /** The bytes of trailer that a receiver with these options asks for. */
    public static int size(int option, UserLayout layout) {
        int elements = option >>> ELEMENTS_SHIFT & ELEMENTS_MASK;
        return switch (elements) {
            case 0, 1, 2, 3 -> MachMsgTrailer.size(elements);
            case 4 -> CONTEXT + layout.addressSize();
            default -> CONTEXT + layout.addressSize() + FILTER_AND_LABELS_SIZE;
        };
    }

    /** Writes so many bytes of it over bytes that are all zero, as are its type, its filter id and its labels. */
    void write(ByteBuffer bytes, int at, int size, UserLayout layout) {
        bytes.putInt(at + SIZE, size);
        if (size > SEQNO) {
            bytes.putInt(at + SEQNO, seqno);
        }
        if (size > SECURITY) {
            bytes.putInt(at + SECURITY, sender.uid());
            bytes.putInt(at + SECURITY + Integer.BYTES, sender.gid());
        }
        if (size > AUDIT) {
            for (int i = 0; i < MachMsgTokens.AUDIT_WORDS; i++) {
                bytes.putInt(at + AUDIT + i * Integer.BYTES, sender.audit().get(i));
            }
        }
        if (size > CONTEXT) {
            if (layout == UserLayout.LP64) {
                bytes.putLong(at + CONTEXT, context);
            } else {
                bytes.putInt(at + CONTEXT, (int) context);
            }
        }
    }
}
