package dev.portolan.kernel.abi;

import java.util.List;

/**
 * A message in a user's buffer: received, or as a failed send rewrote it.
 *
 * @param size the size field in bytes, trailer not counted
 * @param remote in a message received the reply right, in one returned the destination
 * @param body the words of in-line data
 * @param notified what a notification tells in its body; null for any other message
 * @param seqno the sequence number that the trailer would hold; 0 in a message returned
 */
public record MachMsgBuffer(
        int id,
        int size,
        MachPortName remote,
        int remoteDisposition,
        MachPortName local,
        int localDisposition,
        int seqno,
        List<Long> body,
        MachNotifyBody notified) {}
