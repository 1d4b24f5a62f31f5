package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgHeader;
import java.util.List;

/**
 * {@code ipc_kmsg}: a message in the kernel, its rights naked. It never changes.
 *
 * @param size in bytes, header included, trailer not
 * @param destination the right that it was sent to
 * @param reply the right that it carries as reply
 * @param body in-line data words
 */
public record IpcKmsg(int id, int size, NakedRight destination, NakedRight reply, List<Long> body)
        implements HeaderTransfer.Copyin {

    /** {@code MACH_NOTIFY_SEND_ONCE}, the id of the message that a send-once right sends if it is given up. */
    public static final int MACH_NOTIFY_SEND_ONCE = 71;

    static IpcKmsg sendOnceNotification(NakedRight right) {
        return new IpcKmsg(MACH_NOTIFY_SEND_ONCE, MachMsgHeader.SIZE, right, NakedRight.NONE, List.of());
    }

    /** True if the message was sent to a send-once right, which passes a full queue. */
    public boolean passesQueueLimit() {
        return destination.type() == NakedRight.Type.SEND_ONCE;
    }

    /** The same message in a copied kernel. */
    public IpcKmsg copy(KernelCopy copy) {
        return new IpcKmsg(id, size, destination.copy(copy), reply.copy(copy), body);
    }
}
