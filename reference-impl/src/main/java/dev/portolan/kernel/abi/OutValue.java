package dev.portolan.kernel.abi;

import java.util.List;

/** What a call gives back besides its code. */
public sealed interface OutValue {

    /** Nothing. */
    enum Nothing implements OutValue {
        NOTHING
    }

    /** The name that {@code mach_port_allocate} gave. */
    record Name(MachPortName name) implements OutValue {}

    /** The user references that {@code mach_port_get_refs} counted. */
    record Refs(int refs) implements OutValue {}

    /** The {@code mach_port_type_t} bits that {@code mach_port_type} answered. */
    record Type(int type) implements OutValue {}

    /** The names, in ascending order, that {@code mach_port_get_set_status} gave. */
    record Members(List<MachPortName> members) implements OutValue {}

    /** What a name denotes: {@code mach_port_type_t} bits. */
    record NamedType(MachPortName name, int type) {}

    /** The names, in ascending order of their slots, that {@code mach_port_names} gave. */
    record Names(List<NamedType> names) implements OutValue {}

    /** The limit of a port's queue, flavor {@code MACH_PORT_LIMITS_INFO}. */
    record Limits(int queueLimit) implements OutValue {}

    /** A port's context. */
    record Context(long context) implements OutValue {}

    /** The deadline that a timer had; 0 if it was not armed. */
    record Time(long time) implements OutValue {}

    /** A port's attributes, flavor {@code MACH_PORT_RECEIVE_STATUS}. */
    record Status(MachPortStatus status) implements OutValue {}

    /**
     * A message that stays queued, as {@code mach_port_peek} told of it.
     *
     * @param size as the kernel has the message
     * @param trailer its words, as far as they were asked for
     */
    record Peeked(int id, int size, int seqno, List<Integer> trailer) implements OutValue {}

    /**
     * The size in bytes of a message that was too large and stays queued.
     *
     * @param name the caller's name for the port that has it; null if nobody asked
     */
    record Size(int size, MachPortName name) implements OutValue {}

    /** Slots that are alike, as {@code thread_get_exception_ports} and its kin tell of them. */
    record ExceptionGroup(int mask, MachPortName port, int behavior, int flavor) {}

    /** The groups of slots, in the order of the first type of each. */
    record ExceptionPorts(List<ExceptionGroup> groups) implements OutValue {}

    /** Several ports, as {@code mach_ports_lookup} and {@code task_threads} tell of them. */
    record Ports(List<MachPortName> names) implements OutValue {}

    /** The registers of a flavor. */
    record ThreadState(List<Integer> state) implements OutValue {}

    /** {@code TASK_BASIC_INFO}: how often it was suspended. Times and sizes are not kept. */
    record TaskInfo(int suspendCount) implements OutValue {}

    /** {@code THREAD_BASIC_INFO}: what the thread does, and how often it was suspended. Times are not kept. */
    record ThreadInfo(ThreadRunState runState, int suspendCount) implements OutValue {}

    /** {@code HOST_BASIC_INFO}: its words. */
    record HostInfo(List<Integer> words) implements OutValue {}

    /** What the kernel says that it is. */
    record Version(String text) implements OutValue {}

    /** The quality of service that a port got, in two words, and its name. */
    record Allocated(int qos, int length, MachPortName name) implements OutValue {}

    /** The message buffer as the call left it, unless its receiver brought it. */
    record Message(MachMsgBuffer buffer) implements OutValue {}
}
