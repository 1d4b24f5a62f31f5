package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.replay.Divergence;
import java.util.List;

/**
 * What {@code parallel --json} prints.
 *
 * @param ok whether some run was judged to its end, none is wrong, and TLC agrees
 * @param overlaps events that began before the one that is told before them was over
 * @param waits calls that waited
 * @param states states of the model that were visited
 * @param cut runs that could not be judged to their end
 */
record ParallelReport(
        boolean ok,
        String dialect,
        int runs,
        long events,
        long overlaps,
        long waits,
        long states,
        int cut,
        List<Divergence> divergences,
        List<Failure> failures,
        @JsonInclude(JsonInclude.Include.NON_NULL) ValidateReport.Tlc tlc,
        double seconds) {

    /** A run in which the kernel itself noticed that something was wrong, or lost a thread. */
    record Failure(long seed, String what) {}

    /** True unless TLC says of a run what is not said in process. */
    boolean isAgreed() {
        return tlc == null || tlc.disagreements().isEmpty();
    }

    /** True if nothing is wrong, and nothing was judged either. */
    boolean saysNothing() {
        return divergences.isEmpty() && failures.isEmpty() && cut == runs;
    }
}
