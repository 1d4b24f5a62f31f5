/**
 * Recordings of real kernels turned into traces.
 *
 * <p>A run is followed up to its border, the first recorded operation that a trace has no words for; what lies
 * beyond is counted and the reason kept, never dropped in silence. Numbers that stood for names are dropped:
 * what they meant is in the symbols. {@code docs/traces.md} lists what else is left out, and why.
 */
package dev.portolan.traces.recorded;
