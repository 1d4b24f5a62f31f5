package dev.portolan.traces;

/**
 * Types of exception that go the same way.
 *
 * @param mask a bit for each type
 * @param port the caller's name for the port
 * @param behavior of requests, by Mach's number, with {@code MACH_EXCEPTION_CODES} or without
 * @param stateFlavor of the registers that requests have
 */
public record ExceptionGroup(int mask, PortName port, int behavior, int stateFlavor) {}
