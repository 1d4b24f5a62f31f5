package dev.portolan.traces;

import static dev.portolan.traces.Argument.Kind.CALLERS_NAME;
import static dev.portolan.traces.Argument.Kind.CHOSEN_NAME;
import static dev.portolan.traces.Argument.Kind.COUNT;
import static dev.portolan.traces.Argument.Kind.DELTA;
import static dev.portolan.traces.Argument.Kind.NAMES;
import static dev.portolan.traces.Argument.Kind.NOTIFICATION;
import static dev.portolan.traces.Argument.Kind.TARGET;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.portolan.traces.Argument.Is;
import java.util.List;

/**
 * One thing that happens to a kernel: a call made by a thread, or an event of its environment.
 *
 * <p>Rights are {@code RECEIVE SEND SEND_ONCE PORT_SET DEAD_NAME}; dispositions {@code MOVE_RECEIVE MOVE_SEND
 * MOVE_SEND_ONCE COPY_SEND MAKE_SEND MAKE_SEND_ONCE}. A value that is none of these is written as its number.
 *
 * <p>Each record is a call, whose names and kinds of arguments follow from it: see {@link CallForm}.
 */
@JsonSerialize(using = CallSerializer.class)
@JsonDeserialize(using = CallDeserializer.class)
public sealed interface Call
        permits Call.PortCall,
                Call.MachReplyPort,
                Call.ThreadGetSpecialReplyPort,
                Call.MachMsg,
                Call.ThreadAbort,
                Call.ClockExpire,
                Call.HoldWoken,
                Call.RunWoken,
                Call.Step,
                TimerCall,
                ObjectCall {

    /** The thread that makes the call; for an event, the thread that it happens to. */
    String thread();

    /** How a port call enters the kernel: by its trap, or as a message to the task's port. */
    enum Entry {
        TRAP,
        RPC
    }

    /** A call on the space of a task, or on what a name in it denotes. */
    sealed interface PortCall extends Call {

        /** The task whose space it is; the caller's own where the call is a trap. */
        String task();

        Entry entry();
    }

    /** A port call that changes nothing. */
    sealed interface Query extends PortCall {}

    /** A port call whose out-value is the name of a right in the caller's space, not in the task's. */
    sealed interface GivesRight extends PortCall {}

    /** Out: the name, in the task's space. */
    record MachPortAllocate(String thread, String task, String right, Entry entry) implements PortCall {}

    record MachPortDeallocate(String thread, String task, PortName name, Entry entry) implements PortCall {}

    record MachPortDestroy(String thread, String task, PortName name, Entry entry) implements PortCall {}

    record MachPortModRefs(
            String thread,
            String task,
            PortName name,
            String right,
            @Is(DELTA) int delta,
            Entry entry) implements PortCall {}

    /** Out: the references. */
    record MachPortGetRefs(String thread, String task, PortName name, String right, Entry entry) implements Query {}

    /** Out: the type. */
    record MachPortType(String thread, String task, PortName name, Entry entry) implements Query {}

    record MachPortInsertRight(
            String thread,
            String task,
            @Is(CHOSEN_NAME) PortName name,
            @Is(CALLERS_NAME) PortName right,
            String disposition,
            Entry entry)
            implements PortCall {}

    /** Out: the name of the send-once right of a request that this one takes the place of, in the caller's space. */
    record MachPortRequestNotification(
            String thread,
            String task,
            PortName name,
            @Is(NOTIFICATION) String id,
            int sync,
            @Is(CALLERS_NAME) PortName notifyPort,
            String disposition,
            Entry entry)
            implements GivesRight {}

    /** Out: the name. */
    record MachPortExtractRight(String thread, String task, PortName name, String disposition, Entry entry)
            implements GivesRight {}

    record MachPortAllocateName(
            String thread,
            String task,
            String right,
            @Is(CHOSEN_NAME) PortName name,
            Entry entry) implements PortCall {}

    record MachPortRename(
            String thread,
            String task,
            PortName name,
            @Is(CHOSEN_NAME) PortName newName,
            Entry entry) implements PortCall {}

    /**
     * {@code mach_port_construct}. Out: the name, in the task's space.
     *
     * @param limited whether the queue's limit is given
     * @param sendRight whether there is to be a send right under the same name
     * @param guarded whether the context is to be the port's guard
     * @param strict whether the guard may not be changed
     * @param immovable whether the receive right may not leave its space
     */
    record MachPortConstruct(
            String thread,
            String task,
            boolean limited,
            int queueLimit,
            boolean sendRight,
            boolean guarded,
            boolean strict,
            boolean immovable,
            int context,
            Entry entry)
            implements PortCall {}

    /** {@code mach_port_destruct}; a port without a guard takes any. */
    record MachPortDestruct(
            String thread,
            String task,
            PortName name,
            @Is(DELTA) int delta,
            int guard,
            Entry entry) implements PortCall {}

    /** Out: the context. */
    record MachPortGetContext(String thread, String task, PortName name, Entry entry) implements Query {}

    record MachPortSetContext(String thread, String task, PortName name, int context, Entry entry)
            implements PortCall {}

    /** {@code mach_port_guard_with_flags}, and without flags {@code mach_port_guard}. */
    record MachPortGuard(
            String thread, String task, PortName name, int guard, boolean strict, boolean immovable, Entry entry)
            implements PortCall {}

    record MachPortUnguard(String thread, String task, PortName name, int guard, Entry entry) implements PortCall {}

    record MachPortSwapGuard(String thread, String task, PortName name, int oldGuard, int newGuard, Entry entry)
            implements PortCall {}

    /** Out: the name, or null. */
    record MachReplyPort(String thread) implements Call {}

    /** Out: the name, or null. */
    record ThreadGetSpecialReplyPort(String thread) implements Call {}

    /**
     * {@code mach_port_set_attributes}.
     *
     * @param count how many words of the flavor are given
     */
    record MachPortSetAttributes(
            String thread,
            String task,
            PortName name,
            String flavor,
            int queueLimit,
            @Is(COUNT) int count,
            Entry entry) implements PortCall {}

    record MachPortSetMscount(String thread, String task, PortName name, int makeSendCount, Entry entry)
            implements PortCall {}

    record MachPortSetSeqno(String thread, String task, PortName name, int seqno, Entry entry) implements PortCall {}

    /**
     * {@code mach_port_get_attributes}. Out: the status.
     *
     * @param count how many words of the flavor there is room for
     */
    record MachPortGetAttributes(
            String thread,
            String task,
            PortName name,
            String flavor,
            @Is(COUNT) int count,
            Entry entry) implements Query {}

    /** Out: the references. */
    record MachPortGetSrights(String thread, String task, PortName name, Entry entry) implements Query {}

    /**
     * {@code mach_port_peek}. Out: the message, without its rights.
     *
     * @param elements of a trailer, as an option of {@code mach_msg} asks for them
     * @param trailerSize bytes that there are for the trailer
     * @param seqno the message's number; zero for the first
     */
    record MachPortPeek(
            String thread,
            String task,
            PortName name,
            @Is(COUNT) int elements,
            @Is(COUNT) int trailerSize,
            int seqno,
            Entry entry)
            implements Query {}

    /** Out: the names. */
    record MachPortNames(String thread, String task, Entry entry) implements Query {}

    /** The receive right {@code name} joins the port set {@code pset}. */
    record MachPortInsertMember(String thread, String task, PortName name, PortName pset, Entry entry)
            implements PortCall {}

    /** The receive right {@code name} leaves the port set {@code pset}. */
    record MachPortExtractMember(String thread, String task, PortName name, PortName pset, Entry entry)
            implements PortCall {}

    /** The receive right {@code member} leaves its sets and joins {@code after}, unless that is null. */
    record MachPortMoveMember(String thread, String task, PortName member, PortName after, Entry entry)
            implements PortCall {}

    /** Out: the members. */
    record MachPortGetSetStatus(String thread, String task, PortName name, Entry entry) implements Query {}

    /**
     * {@code task_terminate}, as far as it concerns the task's space.
     *
     * @param order the names in the order in which they are to be destroyed; those that it leaves out go last
     */
    record TaskTerminate(
            String thread, String task, @Is(NAMES) List<PortName> order, Entry entry) implements PortCall {}

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
     * @param sendNotify {@code MACH_SEND_NOTIFY}: at a full queue the name that asked for word of room will be told; or
     *     the message is accepted, and the sender told when it is taken (rule {@code notifyOptions})
     * @param sendCancel {@code MACH_SEND_CANCEL}: who sends by a name that goes with the message is not told of that
     * @param notifyPort the name of the port that the sender is told by; null for the null name, which it never is
     */
    record Send(
            Header header,
            int sendSize,
            Timeout timeout,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sendNotify,
            @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean sendCancel,
            @JsonInclude(JsonInclude.Include.NON_NULL) PortName notifyPort) {

        public Send {
            notifyPort = PortName.NULL.equals(notifyPort) ? null : notifyPort;
        }

        /** A send half without {@code MACH_SEND_NOTIFY}. */
        public Send(Header header, int sendSize, Timeout timeout) {
            this(header, sendSize, timeout, false, false, null);
        }

        /** The same send half of another header, size and time. */
        public Send with(Header other, int otherSize, Timeout otherTimeout) {
            return new Send(other, otherSize, otherTimeout, sendNotify, sendCancel, notifyPort);
        }
    }

    /**
     * The receive half.
     *
     * @param name the name of a receive right or of a port set
     * @param receiveSize the size of the buffer in bytes
     * @param large {@code MACH_RCV_LARGE}: a message that does not fit stays queued
     * @param trailerSize bytes of trailer asked for
     * @param options what else is asked for, each once and in the order of its bits
     * @param notifyPort {@code MACH_RCV_NOTIFY}: the name of the port by which the receiver is told of the death of a
     *     reply port that is given a name; {@code MACH_RCV_SYNC_WAIT}: of who is waited for; null without those options
     */
    record Receive(
            PortName name,
            int receiveSize,
            boolean large,
            int trailerSize,
            Timeout timeout,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ReceiveOption> options,
            @JsonInclude(JsonInclude.Include.NON_NULL) PortName notifyPort) {

        public Receive {
            options = options == null
                    ? List.of()
                    : options.stream().distinct().sorted().toList();
        }

        /** A receive half that asks for nothing else. */
        public Receive(PortName name, int receiveSize, boolean large, int trailerSize, Timeout timeout) {
            this(name, receiveSize, large, trailerSize, timeout, List.of(), null);
        }

        /** A receive half of whom nobody is told of a reply port. */
        public Receive(
                PortName name,
                int receiveSize,
                boolean large,
                int trailerSize,
                Timeout timeout,
                List<ReceiveOption> options) {
            this(name, receiveSize, large, trailerSize, timeout, options, null);
        }

        /** The same from what another name denotes. */
        public Receive from(PortName other) {
            return from(other, notifyPort);
        }

        /** The same with other names. */
        public Receive from(PortName other, PortName otherNotifyPort) {
            return new Receive(other, receiveSize, large, trailerSize, timeout, options, otherNotifyPort);
        }

        /** The same, but that it waits so long. */
        public Receive waiting(Timeout other) {
            return new Receive(name, receiveSize, large, trailerSize, other, options, notifyPort);
        }
    }

    /** {@code MACH_RCV_*} options that few ask for. */
    enum ReceiveOption {
        /** With {@code MACH_RCV_LARGE}, which port has the message that does not fit. */
        RCV_LARGE_IDENTITY,
        /** That the receiver waits at its special reply port for the answer of whom {@code notifyPort} names. */
        RCV_SYNC_WAIT
    }

    /**
     * A message as user code wrote it; a null disposition is a zero field.
     *
     * @param body the words of in-line data
     * @param descriptors what a complex message carries besides; null or none for a simple message
     */
    record Header(
            PortName remote,
            String remoteDisposition,
            PortName local,
            String localDisposition,
            PortName voucher,
            String voucherDisposition,
            int id,
            List<Long> body,
            List<Descriptor> descriptors) {

        /** The header of a simple message. */
        public Header(
                PortName remote,
                String remoteDisposition,
                PortName local,
                String localDisposition,
                PortName voucher,
                String voucherDisposition,
                int id,
                List<Long> body) {
            this(remote, remoteDisposition, local, localDisposition, voucher, voucherDisposition, id, body, null);
        }
    }

    /** How long a blocked call waits: forever, not at all, or until its time-out ends. */
    enum Timeout {
        FOREVER,
        POLL,
        TIMED
    }

    /**
     * {@code thread_abort}.
     *
     * @param target the thread that the call is on; null where nobody is seen to call, and it happens to {@code thread}
     */
    record ThreadAbort(String thread, @Is(TARGET) String target) implements Call {
        public ThreadAbort(String thread) {
            this(thread, null);
        }
    }

    /** The thread's time-out ends. */
    record ClockExpire(String thread) implements Call {}

    /** From here on the thread goes before all others: whom its calls let go does not run. */
    record HoldWoken(String thread) implements Call {}

    /** Those run that were let go since {@link HoldWoken}, in order. */
    record RunWoken(String thread) implements Call {}

    /** The thread's continuation, whose name is {@code at}, takes one step. */
    record Step(String thread, String at) implements Call {}
}
