package dev.portolan.conformance.explain;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.List;

/**
 * One event of a trace, and what it did.
 *
 * @param event the call, and what should become of it
 * @param before the state before it, whole
 * @param after the state that it should leave, whole; null where nobody knows it, after a divergence
 * @param computed whether {@code after} was computed by executing the call, the trace having less
 * @param actual what became of the call on the kernel; null if it was not executed, or the kernel failed
 * @param actualState the state that the kernel was left in, or null likewise
 * @param differences how the two differ, the outcome first; empty if the call was not executed
 */
public record Moment(
        Trace.Event event,
        KernelState before,
        KernelState after,
        boolean computed,
        Outcome actual,
        KernelState actualState,
        List<Difference> differences) {

    /** True if the kernel did something else here. */
    public boolean diverges() {
        return !differences.isEmpty();
    }
}
