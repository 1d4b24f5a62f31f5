package dev.portolan.kernel.abi;

import java.util.List;

/**
 * The send half of {@code mach_msg}.
 *
 * @param sendSize the size argument in bytes
 * @param body in-line data words, carried along untouched
 * @param descriptors what a complex message carries besides; none in a simple message
 * @param timeout how long to wait at a full queue
 * @param sendNotify {@code MACH_SEND_NOTIFY}: at a full queue the name that asked for word of room will be told, or the
 *     message is accepted and its sender told when it is taken
 * @param sendCancel {@code MACH_SEND_CANCEL}: the sender is not told that a name goes with the message
 * @param notifyPort the name of the port that the sender is told by
 * @param envelope what the message arrives with besides, as the trap that made the call knows it
 */
public record MachMsgSend(
        MachMsgHeader header,
        int sendSize,
        List<Long> body,
        List<MachMsgDescriptor> descriptors,
        MachMsgTimeout timeout,
        MachMsgEnvelope envelope,
        boolean sendNotify,
        boolean sendCancel,
        MachPortName notifyPort) {

    /** The size of the greatest message in bytes. */
    public static final int SIZE_MAX = 50_331_580;

    /** A message of nobody's. */
    public MachMsgSend(
            MachMsgHeader header,
            int sendSize,
            List<Long> body,
            List<MachMsgDescriptor> descriptors,
            MachMsgTimeout timeout) {
        this(
                header,
                sendSize,
                body,
                descriptors,
                timeout,
                MachMsgEnvelope.NOBODYS,
                false,
                false,
                MachPortName.MACH_PORT_NULL);
    }

    /** A simple message. */
    public MachMsgSend(MachMsgHeader header, int sendSize, List<Long> body, MachMsgTimeout timeout) {
        this(header, sendSize, body, List.of(), timeout);
    }

    /** A message of a bare header. */
    public static MachMsgSend of(MachMsgHeader header, MachMsgTimeout timeout) {
        return new MachMsgSend(header, MachMsgHeader.SIZE, List.of(), timeout);
    }
}
