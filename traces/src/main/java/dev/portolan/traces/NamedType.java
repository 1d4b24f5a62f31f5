package dev.portolan.traces;

/**
 * A name of a space and what it denotes.
 *
 * @param type as {@code mach_port_type} answers it
 */
public record NamedType(PortName name, String type) {}
