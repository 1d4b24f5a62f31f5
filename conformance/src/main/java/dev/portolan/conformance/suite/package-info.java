/**
 * Worlds walked by kernels that cannot be copied: every labelled edge of a graph by sequences of calls from reset.
 *
 * <p>{@code Worlds} explores, {@link dev.portolan.conformance.suite.WorldWalk} walks, {@link
 * dev.portolan.conformance.suite.Tour} plans, {@link dev.portolan.conformance.suite.Coverage} remembers.
 */
package dev.portolan.conformance.suite;
