package dev.portolan.kernel.bytes;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachPortName;
import java.nio.ByteBuffer;

/** {@code mach_msg_header_t}, the same for every width of addresses. */
final class HeaderBytes {

    static final int BITS = 0;
    static final int SIZE = 4;
    static final int REMOTE = 8;
    static final int LOCAL = 12;
    static final int VOUCHER = 16;
    static final int ID = 20;

    /** {@code MACH_MSGH_BITS_COMPLEX}. */
    static final int COMPLEX = 0x8000_0000;

    private static final int DISPOSITION_MASK = 0x1f;
    private static final int LOCAL_SHIFT = 8;
    private static final int VOUCHER_SHIFT = 16;

    private HeaderBytes() {}

    static boolean isComplex(ByteBuffer bytes) {
        return (bytes.getInt(BITS) & COMPLEX) != 0;
    }

    /** Bits that no user may set are not looked at. */
    static MachMsgHeader read(ByteBuffer bytes) {
        int bits = bytes.getInt(BITS);
        return new MachMsgHeader(
                MachPortName.of(bytes.getInt(REMOTE)),
                bits & DISPOSITION_MASK,
                MachPortName.of(bytes.getInt(LOCAL)),
                bits >> LOCAL_SHIFT & DISPOSITION_MASK,
                MachPortName.of(bytes.getInt(VOUCHER)),
                bits >> VOUCHER_SHIFT & DISPOSITION_MASK,
                bytes.getInt(ID));
    }

    static void write(ByteBuffer bytes, MachMsgHeader header, boolean complex, int size) {
        bytes.putInt(
                BITS,
                header.remoteDisposition()
                        | header.localDisposition() << LOCAL_SHIFT
                        | header.voucherDisposition() << VOUCHER_SHIFT
                        | (complex ? COMPLEX : 0));
        bytes.putInt(SIZE, size);
        bytes.putInt(REMOTE, header.remote().value());
        bytes.putInt(LOCAL, header.local().value());
        bytes.putInt(VOUCHER, header.voucher().value());
        bytes.putInt(ID, header.id());
    }
}
