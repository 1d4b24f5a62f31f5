package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.BodyForm;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ipc_kmsg}: a message in the kernel, its rights naked. It never changes.
 *
 * @param size in bytes as a 64-bit task counts them, header included, trailer not
 * @param destination the right that it was sent to
 * @param reply the right that it carries as reply
 * @param body in-line data words
 * @param descriptors what a complex message carries besides, in order
 * @param notified what a notification tells in its body; null for any other message
 * @param passage how it gets past a full queue, and who is told of it
 * @param envelope what its receiver is told of it besides, carried along untouched
 */
public record IpcKmsg(
        int id,
        int size,
        NakedRight destination,
        NakedRight reply,
        List<Long> body,
        List<MessageDescriptor> descriptors,
        MachNotifyBody notified,
        MachMsgEnvelope envelope,
        Passage passage)
        implements HeaderTransfer.Copyin, DoomedRights.Doomed {

    /** A simple message of nobody's. */
    public IpcKmsg(int id, int size, NakedRight destination, NakedRight reply, List<Long> body) {
        this(id, size, destination, reply, body, List.of(), null, MachMsgEnvelope.NOBODYS, Passage.Plain.WAITS);
    }

    /** {@code MACH_NOTIFY_SEND_ONCE}, the id of the message that a send-once right sends if it is given up. */
    public static final int MACH_NOTIFY_SEND_ONCE = 71;

    /** {@code MACH_NOTIFY_PORT_DELETED}, the id of the message that tells that a name is gone. */
    public static final int MACH_NOTIFY_PORT_DELETED = 65;

    static IpcKmsg sendOnceNotification(NakedRight right) {
        return ofKernel(MACH_NOTIFY_SEND_ONCE, MachMsgHeader.SIZE, right, List.of(), null);
    }

    /** A notification that the kernel sends. */
    static IpcKmsg ofKernel(
            int id, int size, NakedRight notify, List<MessageDescriptor> descriptors, MachNotifyBody told) {
        return new IpcKmsg(
                id,
                size,
                notify,
                NakedRight.NONE,
                List.of(),
                descriptors,
                told,
                MachMsgEnvelope.KERNELS,
                Passage.Plain.WAITS);
    }

    /** The same message with another descriptor behind those that it has. */
    public IpcKmsg with(MessageDescriptor descriptor) {
        List<MessageDescriptor> more = new ArrayList<>(descriptors);
        more.add(descriptor);
        return new IpcKmsg(id, size, destination, reply, body, List.copyOf(more), notified, envelope, passage);
    }

    /** What is left of the message once its header and its first descriptors are copied out. */
    public IpcKmsg withoutHeader(int copiedOut) {
        List<MessageDescriptor> left = descriptors.subList(copiedOut, descriptors.size());
        return new IpcKmsg(id, size, NakedRight.NONE, NakedRight.NONE, body, left, notified, envelope, passage);
    }

    /**
     * {@code MACH_MSGH_BITS_CIRCULAR}: it carries a receive right whose port would travel to itself, and must not
     * arrive.
     */
    public boolean isCircular() {
        for (MessageDescriptor descriptor : descriptors) {
            for (NakedRight right : descriptor.rights()) {
                if (right.type() == NakedRight.Type.RECEIVE && isInLimbo(right.port())) {
                    return destination.isLive();
                }
            }
        }
        return false;
    }

    private static boolean isInLimbo(PortReference carried) {
        return carried instanceof IpcPort port && port.isActive() && port.destination() == null;
    }

    /** The size of the message in bytes as its receiver counts them. */
    int sizeFor(MachMsgReceive receive) {
        if (receive.layout() == UserLayout.LP64 || descriptors.isEmpty()) {
            return size;
        }
        int wideDescriptors = 0;
        for (MessageDescriptor descriptor : descriptors) {
            wideDescriptors += descriptor instanceof MessageDescriptor.Port ? 0 : 1;
        }
        return receive.layout().sizeOf(size, wideDescriptors);
    }

    /** The same message on another way. */
    public IpcKmsg with(Passage other) {
        return new IpcKmsg(id, size, destination, reply, body, descriptors, notified, envelope, other);
    }

    /** The message once its sender has been told that it is taken. */
    public IpcKmsg accepted() {
        return with(Passage.Plain.WAITS);
    }

    /** The message as it is to everybody but who sends it. */
    IpcKmsg queued() {
        boolean isTold = passage instanceof Passage.Asked || passage == Passage.Plain.REPLIES;
        return isTold ? with(Passage.Plain.WAITS) : this;
    }

    /** True if the message is let past a full queue, whatever right it is sent to. */
    public boolean always() {
        return passage == Passage.Plain.ALWAYS || passage instanceof MsgAcceptedRequest;
    }

    /** True if the message passes a full queue: it was sent to a send-once right, or it was let past. */
    public boolean passesQueueLimit() {
        return destination.type() == NakedRight.Type.SEND_ONCE || always();
    }

    private static List<MessageDescriptor> copy(List<MessageDescriptor> descriptors, KernelCopy copy) {
        return descriptors.isEmpty()
                ? descriptors
                : descriptors.stream().map(one -> one.copy(copy)).toList();
    }

    /** The same message in a copied kernel. */
    public IpcKmsg copy(KernelCopy copy) {
        return new IpcKmsg(
                id,
                size,
                destination.copy(copy),
                reply.copyAsReply(copy),
                body,
                copy(descriptors, copy),
                notified,
                envelope,
                copy.passage(passage));
    }

    /** Its size in bytes as a kernel of those rules has it: pointers take the place of names in a header and a port's. */
    int sizeIn(KernelRules rules) {
        if (rules.bodyForm() == BodyForm.ITEMS) {
            return size;
        }
        long ports = descriptors.stream()
                .filter(MessageDescriptor.Port.class::isInstance)
                .count();
        return size + 8 + 4 * (int) ports;
    }
}
