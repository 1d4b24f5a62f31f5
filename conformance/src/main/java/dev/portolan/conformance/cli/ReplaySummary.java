package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.Divergence;
import java.util.List;

/** What replaying came to. */
record ReplaySummary(int files, List<Part> parts, List<Divergence> divergences, double seconds) {

    /** The traces of one dialect. */
    record Part(String dialect, int files, int traces, long events, long skipped, int divergences) {}

    boolean conforms() {
        return divergences.isEmpty();
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
