package dev.portolan.conformance.execute;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.traces.Outcome;
import java.util.List;

/**
 * An edge that came out otherwise on a kernel.
 *
 * @param actual what became of it; null if the kernel failed
 * @param differences all that is not as it should be, the outcome first
 */
record Deviation(Outcome actual, List<Difference> differences) {}
