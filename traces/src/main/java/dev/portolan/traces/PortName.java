package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A name of a port right as a trace spells it: a symbol within one task's space.
 *
 * <p>{@code null} and {@code dead} are {@code MACH_PORT_NULL} and {@code MACH_PORT_DEAD}. Any other symbol
 * stands for whatever number the kernel at hand gives to it.
 */
public record PortName(@JsonValue String symbol) implements Comparable<PortName> {

    public static final PortName NULL = new PortName("null");
    public static final PortName DEAD = new PortName("dead");

    @JsonCreator
    public static PortName of(String symbol) {
        return switch (symbol) {
            case "null" -> NULL;
            case "dead" -> DEAD;
            default -> new PortName(symbol);
        };
    }

    /** True unless this is {@code MACH_PORT_NULL} or {@code MACH_PORT_DEAD}. */
    public boolean isValid() {
        return this != NULL && this != DEAD;
    }

    @Override
    public int compareTo(PortName other) {
        return symbol.compareTo(other.symbol);
    }

    @Override
    public String toString() {
        return symbol;
    }
}
