package dev.portolan.conformance.explain;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Traces of the corpus, explained. */
final class Explanations {

    static final Citations CITATIONS = new Citations();

    private static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

    private Explanations() {}

    static Trace trace(String file, String run) throws IOException {
        try (TraceReader reader = TraceReader.open(REPOSITORY.resolve(file))) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                if (trace.get().header().name().equals(run)) {
                    return trace.get();
                }
            }
        }
        throw new IOException(file + " has no run " + run);
    }

    static Explanation explained(Trace trace) {
        return new Explainer(CITATIONS).explain("trace.ndjson", 1, trace);
    }

    /** The trace, but that one of its calls should have been answered with another code. */
    static Trace expecting(Trace trace, int seq, String ret) {
        List<Trace.Event> events = new ArrayList<>(trace.events());
        Trace.Event event = events.get(seq - 1);
        Outcome other = new Outcome(ret, null, null, event.outcome().woke());
        events.set(seq - 1, new Trace.Event(seq, event.call(), other, event.state()));
        return new Trace(trace.header(), events);
    }

    /** The trace under another name. */
    static Trace named(Trace trace, String name) {
        Trace.Header header = trace.header();
        return new Trace(
                new Trace.Header(
                        header.format(),
                        name,
                        header.kind(),
                        header.dialect(),
                        header.limits(),
                        header.tasks(),
                        header.seed(),
                        header.source(),
                        header.end()),
                trace.events());
    }

    /** The trace, of which so many events follow by doing the last one again. */
    static Trace lengthened(Trace trace, int events) {
        List<Trace.Event> all = new ArrayList<>(trace.events());
        Trace.Event last = all.get(all.size() - 1);
        while (all.size() < events) {
            all.add(new Trace.Event(all.size() + 1, last.call(), last.outcome(), last.state()));
        }
        return new Trace(trace.header(), all);
    }

    static Trace.Header header(String name, String dialect) {
        return new Trace.Header(
                Trace.FORMAT, name, "run", dialect, Map.of(), Map.of("A", List.of("A0")), null, null, null);
    }
}
