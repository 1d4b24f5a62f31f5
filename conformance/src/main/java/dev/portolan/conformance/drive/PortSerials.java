package dev.portolan.conformance.drive;

import java.util.HashMap;
import java.util.Map;

/**
 * A number for every port of a kernel that never had it before, whatever the kernel calls its ports.
 *
 * <p>An identity that one observation does not show is free, and stands for another port when it appears again.
 */
final class PortSerials {

    /** As many identities out of use as are kept for nothing. */
    private static final int KEPT = 64;

    private static final class Port {
        long serial;
        long seen;

        Port copy() {
            Port copy = new Port();
            copy.serial = serial;
            copy.seen = seen;
            return copy;
        }
    }

    private final Map<String, Port> ports = new HashMap<>();
    private long observation;
    private long last;

    /** The same numbers, which go their own way. */
    PortSerials copy() {
        PortSerials copy = new PortSerials();
        ports.forEach((identity, port) -> copy.ports.put(identity, port.copy()));
        copy.observation = observation;
        copy.last = last;
        return copy;
    }

    /** Begins an observation, in which each port is shown at least once. */
    void observe() {
        observation++;
        if (ports.size() > KEPT && observation % ports.size() == 0) {
            ports.values().removeIf(port -> port.seen < observation - 1);
        }
    }

    /** The serial of a port that this observation shows. */
    long of(String identity) {
        Port port = ports.computeIfAbsent(identity, none -> new Port());
        if (port.serial == 0 || port.seen < observation - 1) {
            port.serial = ++last;
        }
        port.seen = observation;
        return port.serial;
    }
}
