package dev.portolan.conformance.explain;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Traces of the corpus, explained. */
final class Explanations {

    static final Citations CITATIONS = new Citations();
    private static final Deciders DECIDERS = new Deciders();

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
        return explained(trace, HtmlPage.CALLS_MAX);
    }

    static Explanation explained(Trace trace, int most) {
        Iterator<Trace.Event> events = trace.events().iterator();
        try {
            return new Explainer(CITATIONS, DECIDERS, most)
                    .explain(
                            "trace.ndjson",
                            1,
                            trace.header(),
                            TraceReplayer.isStepwise(trace),
                            () -> events.hasNext() ? Optional.of(events.next()) : Optional.empty(),
                            null);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
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

    /** A port, of which somebody asks again and again what it is. */
    static Trace asking(int events) {
        PortName name = PortName.of("p1");
        List<Trace.Event> all = new ArrayList<>();
        all.add(new Trace.Event(
                1,
                new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.TRAP),
                new Outcome("KERN_SUCCESS", null, new Outcome.Out(name, null, null, null, null), List.of()),
                null));
        while (all.size() < events) {
            all.add(new Trace.Event(
                    all.size() + 1,
                    new Call.MachPortType("A0", "A", name, Call.Entry.TRAP),
                    new Outcome("KERN_SUCCESS", null, new Outcome.Out(null, null, "RECEIVE", null, null), List.of()),
                    null));
        }
        return new Trace(header("asking", "xnu"), all);
    }

    static Trace.Header header(String name, String dialect) {
        return new Trace.Header(
                Trace.FORMAT, name, "run", dialect, Map.of(), Map.of("A", List.of("A0")), null, null, null);
    }
}
