package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * What a complex message carries besides words, in a user's buffer. What its kind does not have is null.
 *
 * @param kind {@code PORT OOL OOL_PORTS OOL_VOLATILE}
 * @param name of a port descriptor, the name of the right
 * @param disposition of one with rights, as in a message's header; {@code MOVE_RECEIVE} and {@code PORT_RECEIVE} too;
 *     null if the field is zero
 * @param names of out-of-line ports, the names in their order
 * @param size of out-of-line memory, its size in bytes
 * @param deallocate of what is out of line, whether its memory leaves the sender
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Descriptor(
        String kind, PortName name, String disposition, List<PortName> names, Integer size, Boolean deallocate) {

    public static final String PORT = "PORT";
    public static final String OOL = "OOL";
    public static final String OOL_PORTS = "OOL_PORTS";
    public static final String OOL_VOLATILE = "OOL_VOLATILE";

    /** A port descriptor. */
    public static Descriptor port(PortName name, String disposition) {
        return new Descriptor(PORT, name, disposition, null, null, null);
    }

    /** Rights to ports out of line. */
    public static Descriptor ports(List<PortName> names, String disposition) {
        return new Descriptor(OOL_PORTS, null, disposition, names, null, null);
    }

    /** Memory out of line. */
    public static Descriptor memory(String kind, int size) {
        return new Descriptor(kind, null, null, null, size, null);
    }
}
