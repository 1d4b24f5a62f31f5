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

    /** The size in bytes of a message that was too large and stays queued. */
    record Size(int size) implements OutValue {}

    /** The message buffer as the call left it. */
    record Message(MachMsgBuffer buffer) implements OutValue {}
}
