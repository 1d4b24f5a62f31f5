package dev.portolan.kernel.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * A message in a user's buffer: received, or as a failed send rewrote it.
 *
 * @param size the size field in bytes, trailer not counted
 * @param remote in a message received the reply right, in one returned the destination
 * @param body the words of in-line data
 * @param descriptors what a complex message carries besides
 * @param notified what a notification tells in its body; null for any other message
 * @param seqno the sequence number that the trailer would hold; 0 in a message returned
 * @param context that of the port that it was sent to, for the trailer; 0 in a message returned
 * @param envelope who the message is from, and whether its header says that it is complex
 */
public record MachMsgBuffer(
        int id,
        int size,
        MachPortName remote,
        int remoteDisposition,
        MachPortName local,
        int localDisposition,
        int seqno,
        long context,
        List<Long> body,
        List<MachMsgDescriptor> descriptors,
        MachNotifyBody notified,
        MachMsgEnvelope envelope) {

    /** The same message with another descriptor behind those that it has. */
    public MachMsgBuffer with(MachMsgDescriptor descriptor) {
        List<MachMsgDescriptor> more = new ArrayList<>(descriptors);
        more.add(descriptor);
        return new MachMsgBuffer(
                id,
                size,
                remote,
                remoteDisposition,
                local,
                localDisposition,
                seqno,
                context,
                body,
                more,
                notified,
                envelope);
    }
}
