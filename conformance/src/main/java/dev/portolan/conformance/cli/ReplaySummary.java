package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.replay.Divergence;
import java.util.List;
import java.util.Map;

/**
 * What replaying came to.
 *
 * @param kernel name and version of a kernel that is not ours, or null
 * @param declined how many calls it declined, by its reasons
 * @param hidden at how many events something was not compared because the kernel does not show it
 * @param expectations how each came out, in the order of their file
 */
record ReplaySummary(
        String kernel,
        int files,
        List<Part> parts,
        List<Divergence> divergences,
        Map<String, Long> declined,
        Map<String, Long> hidden,
        List<ExpectationTally.Result> expectations,
        double seconds) {

    /** The traces of one dialect. */
    record Part(String dialect, int files, int traces, long events, long skipped, int divergences) {}

    boolean conforms() {
        return divergences.isEmpty() && expectations.stream().noneMatch(ExpectationTally.Result::isUnexpectedPass);
    }

    int traces() {
        return parts.stream().mapToInt(Part::traces).sum();
    }

    long events() {
        return parts.stream().mapToLong(Part::events).sum();
    }

    long skipped() {
        return parts.stream().mapToLong(Part::skipped).sum();
    }

    long perSecond() {
        return seconds == 0 ? 0 : Math.round(events() / seconds);
    }
}
