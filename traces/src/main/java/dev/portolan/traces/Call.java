package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/**
 * One thing that happens to a kernel: a call made by a thread, or an event of its environment.
 *
 * <p>Rights are {@code RECEIVE SEND SEND_ONCE PORT_SET DEAD_NAME}; dispositions {@code MOVE_RECEIVE MOVE_SEND
 * MOVE_SEND_ONCE COPY_SEND MAKE_SEND MAKE_SEND_ONCE}. A value that is none of these is written as its number.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "call")
@JsonSubTypes({
    @Type(value = Call.MachPortAllocate.class, name = "mach_port_allocate"),
    @Type(value = Call.MachPortDeallocate.class, name = "mach_port_deallocate"),
    @Type(value = Call.MachPortDestroy.class, name = "mach_port_destroy"),
    @Type(value = Call.MachPortModRefs.class, name = "mach_port_mod_refs"),
    @Type(value = Call.MachPortGetRefs.class, name = "mach_port_get_refs"),
    @Type(value = Call.MachPortType.class, name = "mach_port_type"),
    @Type(value = Call.MachPortInsertRight.class, name = "mach_port_insert_right"),
    @Type(value = Call.MachMsg.class, name = "mach_msg"),
    @Type(value = Call.ThreadAbort.class, name = "thread_abort"),
    @Type(value = Call.ClockExpire.class, name = "clock_expire"),
    @Type(value = Call.Step.class, name = "step"),
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Call {

    /** The thread that makes the call; for an event, the thread that it happens to. */
    String thread();

    /** How a port call enters the kernel: by its trap, or as a message to the task's port. */
    enum Entry {
        TRAP,
        RPC
    }

    record MachPortAllocate(String thread, String task, String right, Entry entry) implements Call {}

    record MachPortDeallocate(String thread, String task, PortName name, Entry entry) implements Call {}

    record MachPortDestroy(String thread, String task, PortName name, Entry entry) implements Call {}

    record MachPortModRefs(String thread, String task, PortName name, String right, int delta, Entry entry)
            implements Call {}

    record MachPortGetRefs(String thread, String task, PortName name, String right, Entry entry) implements Call {}

    record MachPortType(String thread, String task, PortName name, Entry entry) implements Call {}

    /** {@code right} is a name in the caller's space, {@code name} one in {@code task}'s. */
    record MachPortInsertRight(
            String thread, String task, PortName name, PortName right, String disposition, Entry entry)
            implements Call {}

    /**
     * {@code mach_msg}: send, receive, or both in one.
     *
     * @param send the message to send, or null for a receive alone
     * @param receive what to receive, or null for a send alone
     */
    record MachMsg(String thread, Send send, Receive receive) implements Call {}

    /**
     * The send half.
     *
     * @param sendSize the size argument in bytes, which the header's own size does not override
     * @param timeout how long to wait at a full queue
     */
    record Send(Header header, int sendSize, Timeout timeout) {}

    /**
     * The receive half.
     *
     * @param name the name of a receive right or of a port set
     * @param receiveSize the size of the buffer in bytes
     * @param large {@code MACH_RCV_LARGE}: a message that does not fit stays queued
     * @param trailerSize bytes of trailer asked for
     */
    record Receive(PortName name, int receiveSize, boolean large, int trailerSize, Timeout timeout) {}

    /** A simple message's header as user code wrote it; a null disposition is a zero field. */
    record Header(
            PortName remote,
            String remoteDisposition,
            PortName local,
            String localDisposition,
            PortName voucher,
            String voucherDisposition,
            int id,
            List<Long> body) {}

    /** How long a blocked call waits: forever, not at all, or until its time-out ends. */
    enum Timeout {
        FOREVER,
        POLL,
        TIMED
    }

    /** {@code thread_abort} of the thread. */
    record ThreadAbort(String thread) implements Call {}

    /** The thread's time-out ends. */
    record ClockExpire(String thread) implements Call {}

    /** The thread's continuation, whose name is {@code at}, takes one step. */
    record Step(String thread, String at) implements Call {}
}
