package dev.portolan.kernel.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * The message buffer of {@code mach_msg}, and the message that a call left in it: one received, or one that could not be
 * sent.
 *
 * <p>It belongs to whoever makes the call. A receiver may bring one, the same to one call after the other and to one at a
 * time. From the call's beginning to its end the buffer is the kernel's, which writes it on the Java thread that makes the
 * call and on no other; before and afterwards it is the caller's. Nobody writes a buffer that came with a result.
 */
public final class MachMsgBuffer {

    private int id;
    private int size;
    private int remote;
    private int remoteDisposition;
    private int local;
    private int localDisposition;
    private int seqno;
    private long context;
    private List<Long> body = List.of();
    private List<MachMsgDescriptor> descriptors = List.of();
    private MachNotifyBody notified;
    private MachMsgEnvelope envelope = MachMsgEnvelope.NOBODYS;

    /** A buffer in which there is no message yet. */
    public MachMsgBuffer() {}

    private MachMsgBuffer(MachMsgBuffer original) {
        begin(original.id, original.size, original.envelope);
        setRemote(original.remote, original.remoteDisposition);
        setLocal(original.local, original.localDisposition);
        setTrailer(original.seqno, original.context);
        setBody(original.body, original.notified);
        descriptors = original.descriptors;
    }

    /** Another buffer with the same message. */
    public MachMsgBuffer copy() {
        return new MachMsgBuffer(this);
    }

    /** A message without rights and body takes the place of what was here. */
    public void begin(int id, int size, MachMsgEnvelope envelope) {
        this.id = id;
        this.size = size;
        this.envelope = envelope;
        setRemote(0, 0);
        setLocal(0, 0);
        setTrailer(0, 0);
        setBody(List.of(), null);
        descriptors = List.of();
    }

    /** A name of the reader's space, or one that is none, with a disposition by Mach's number; as {@link #remote} has it. */
    public void setRemote(int name, int disposition) {
        remote = name;
        remoteDisposition = disposition;
    }

    /** The same as {@link #local} has it. */
    public void setLocal(int name, int disposition) {
        local = name;
        localDisposition = disposition;
    }

    /** What the trailer of a message received tells. */
    public void setTrailer(int seqno, long context) {
        this.seqno = seqno;
        this.context = context;
    }

    /** The words are kept as they are, and must not change. */
    public void setBody(List<Long> words, MachNotifyBody notified) {
        body = words;
        this.notified = notified;
    }

    /** Another descriptor, behind those that are here. */
    public void add(MachMsgDescriptor descriptor) {
        List<MachMsgDescriptor> more = new ArrayList<>(descriptors);
        more.add(descriptor);
        descriptors = List.copyOf(more);
    }

    /** The message's id, which Mach gives no meaning. */
    public int id() {
        return id;
    }

    /** In bytes, as a 64-bit task counts them. */
    public int size() {
        return size;
    }

    /** In a message received the name of the reply right, in one returned the destination. */
    public MachPortName remote() {
        return MachPortName.of(remote);
    }

    /** Which right the remote name stands for, by Mach's number; 0 for none. */
    public int remoteDisposition() {
        return remoteDisposition;
    }

    /** In a message received the destination's name, in one returned the reply right's. */
    public MachPortName local() {
        return MachPortName.of(local);
    }

    /** Which right the local name stands for, by Mach's number; 0 for none. */
    public int localDisposition() {
        return localDisposition;
    }

    /** The sequence number that the trailer would hold; 0 in a message returned. */
    public int seqno() {
        return seqno;
    }

    /** That of the port that it was sent to, for the trailer; 0 in a message returned. */
    public long context() {
        return context;
    }

    /** The words of in-line data. */
    public List<Long> body() {
        return body;
    }

    /** What a complex message carries besides. */
    public List<MachMsgDescriptor> descriptors() {
        return descriptors;
    }

    /** What a notification tells in its body; null for any other message. */
    public MachNotifyBody notified() {
        return notified;
    }

    /** Who the message is from, and whether its header says that it is complex. */
    public MachMsgEnvelope envelope() {
        return envelope;
    }

    @Override
    public String toString() {
        return "message " + id + " of " + size + " bytes, remote " + remote() + " by " + remoteDisposition + ", local "
                + local() + " by " + localDisposition + ", trailer " + seqno + " " + context + ", body " + body
                + descriptors + notified + envelope;
    }
}
