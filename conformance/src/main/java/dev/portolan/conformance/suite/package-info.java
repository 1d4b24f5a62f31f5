/**
 * Worlds walked by kernels that cannot be copied: every labelled edge of a graph by sequences of calls from reset.
 *
 * <p>{@code SuiteRun} takes a kernel through worlds; {@code WorldQueue} explores them, {@code WorldWalk} walks one,
 * {@code Tour} plans its way, {@code Coverage} remembers what came of each edge.
 */
package dev.portolan.conformance.suite;
