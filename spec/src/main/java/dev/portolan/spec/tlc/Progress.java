package dev.portolan.spec.tlc;

/**
 * How far TLC has come.
 *
 * @param generated states generated, seen before or not
 * @param distinct distinct states
 * @param queue states not yet explored
 * @param perSecond states generated a second since the last report
 */
public record Progress(long generated, long distinct, long queue, long perSecond) {}
