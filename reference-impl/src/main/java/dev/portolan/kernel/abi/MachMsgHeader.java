package dev.portolan.kernel.abi;

import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;

/**
 * {@code mach_msg_header_t} as user code wrote it. Dispositions are numbers, for user code may write any.
 *
 * @param remote the name of the destination
 * @param local the name of the reply right
 */
public record MachMsgHeader(
        MachPortName remote,
        int remoteDisposition,
        MachPortName local,
        int localDisposition,
        MachPortName voucher,
        int voucherDisposition,
        int id) {

    /** The size of a header in bytes, and of the smallest message. */
    public static final int SIZE = 24;

    /** A header without reply and voucher. */
    public static MachMsgHeader to(MachPortName remote, MachMsgTypeName disposition, int id) {
        return new MachMsgHeader(remote, disposition.code(), MACH_PORT_NULL, 0, MACH_PORT_NULL, 0, id);
    }

    /** The same header with a reply right. */
    public MachMsgHeader withReply(MachPortName local, MachMsgTypeName disposition) {
        return new MachMsgHeader(remote, remoteDisposition, local, disposition.code(), voucher, voucherDisposition, id);
    }
}
