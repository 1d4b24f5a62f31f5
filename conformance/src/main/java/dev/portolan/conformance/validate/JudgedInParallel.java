package dev.portolan.conformance.validate;

import dev.portolan.traces.Trace;
import java.util.List;

/** A run in parallel that was made here and judged in process. */
public record JudgedInParallel(Judged judged, Trace.Header header, List<Trace.Event> events) {

    public JudgedInParallel {
        events = List.copyOf(events);
    }
}
