package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What became of a call, and of the calls of other threads that it let go.
 *
 * @param ret a return code by Mach's name, {@link #BLOCKED}, or {@link #CONTINUE} in worlds of steps; null where
 *     it was not observed, and then what else is absent was not observed either
 * @param clause the clause that decided, or null where nobody knows it (a kernel does not)
 * @param out the out-values, or null if there are none
 * @param woke the calls of other threads that ended because of this one, in the order in which they ended
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Outcome(String ret, String clause, Out out, List<Completion> woke) {

    /** The call waits; a later outcome's {@code woke} ends it. */
    public static final String BLOCKED = "BLOCKED";

    /** The call has taken a step and has more to take. */
    public static final String CONTINUE = "CONTINUE";

    /** Nobody saw what became of the call. */
    public static final Outcome UNOBSERVED = new Outcome(null, null, null, List.of());

    /** True if the return code was seen. */
    @JsonIgnore
    public boolean isObserved() {
        return ret != null;
    }

    /** The end of a call that had blocked. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Completion(String thread, String ret, String clause, Out out) {}

    /**
     * Out-values; those that a call does not have are null.
     *
     * @param name the name that {@code mach_port_allocate} gave; beside a size, which port has the message
     * @param refs what {@code mach_port_get_refs} or {@code mach_port_get_srights} counted
     * @param type what {@code mach_port_type} answered: {@code SEND|RECEIVE} and so on, in the order
     *     {@code SEND RECEIVE SEND_ONCE PORT_SET DEAD_NAME DNREQUEST
     *     MAREQUEST}
     * @param size the size field that a receive wrote when the message was too large
     * @param message the message received, the caller's buffer as a failed send rewrote it, or without its rights the
     *     one that {@code mach_port_peek} looked at
     * @param members the names that {@code mach_port_get_set_status} gave, in the order of their symbols
     * @param names the names that {@code mach_port_names} gave, in the order of their symbols
     * @param status what {@code mach_port_get_attributes} told
     * @param context what {@code mach_port_get_context} told
     * @param time the deadline that {@code mk_timer_cancel} took from the timer; 0 if there was none
     * @param exceptionPorts what {@code task_get_exception_ports} told, or {@code task_swap_exception_ports} displaced, in
     *     the order of the first type of each
     * @param registers what {@code thread_get_state} told
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Out(
            PortName name,
            Integer refs,
            String type,
            Integer size,
            Message message,
            List<PortName> members,
            List<NamedType> names,
            PortStatus status,
            Integer context,
            Integer time,
            List<ExceptionGroup> exceptionPorts,
            List<Integer> registers) {

        /** The out-values of calls that do not ask about sets, spaces and ports. */
        public Out(PortName name, Integer refs, String type, Integer size, Message message) {
            this(name, refs, type, size, message, null, null, null, null, null, null, null);
        }

        /** The members of a set. */
        public static Out ofMembers(List<PortName> members) {
            return new Out(null, null, null, null, null, members, null, null, null, null, null, null);
        }

        /** The names of a space. */
        public static Out ofNames(List<NamedType> names) {
            return new Out(null, null, null, null, null, null, names, null, null, null, null, null);
        }

        /** A port's attributes. */
        public static Out ofStatus(PortStatus status) {
            return new Out(null, null, null, null, null, null, null, status, null, null, null, null);
        }

        /** A port's context. */
        public static Out ofContext(int context) {
            return new Out(null, null, null, null, null, null, null, null, context, null, null, null);
        }

        /** A deadline. */
        public static Out ofTime(int time) {
            return new Out(null, null, null, null, null, null, null, null, null, time, null, null);
        }

        /** Exception ports. */
        public static Out ofExceptionPorts(List<ExceptionGroup> groups) {
            return new Out(null, null, null, null, null, null, null, null, null, null, groups, null);
        }

        /** The registers of a thread. */
        public static Out ofRegisters(List<Integer> registers) {
            return new Out(null, null, null, null, null, null, null, null, null, null, null, registers);
        }

        /** The same with that name. */
        public Out withName(PortName other) {
            return new Out(
                    other, refs, type, size, message, members, names, status, context, time, exceptionPorts, registers);
        }

        /** The same with that message. */
        public Out withMessage(Message other) {
            return new Out(
                    name, refs, type, size, other, members, names, status, context, time, exceptionPorts, registers);
        }

        /** The same with that size. */
        public Out withSize(Integer other) {
            return new Out(
                    name, refs, type, other, message, members, names, status, context, time, exceptionPorts, registers);
        }
    }

    /**
     * A message in a user's buffer.
     *
     * @param size in bytes, header included, trailer not
     * @param remoteDisposition {@code PORT_SEND} or {@code PORT_SEND_ONCE} in a message received, {@code
     *     MOVE_SEND} or {@code MOVE_SEND_ONCE} in one returned, null if the field is zero
     * @param seqno the sequence number, or null where it was not asked for
     * @param body the words of in-line data
     * @param descriptors what a complex message carries besides; null for none
     * @param notified what a notification tells in its body; null for any other message
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Message(
            int id,
            Integer size,
            PortName remote,
            String remoteDisposition,
            PortName local,
            String localDisposition,
            Integer seqno,
            List<Long> body,
            List<Descriptor> descriptors,
            Notified notified) {

        /** A simple message. */
        public Message(
                int id,
                Integer size,
                PortName remote,
                String remoteDisposition,
                PortName local,
                String localDisposition,
                Integer seqno,
                List<Long> body) {
            this(id, size, remote, remoteDisposition, local, localDisposition, seqno, body, null, null);
        }
    }
}
