package dev.portolan.conformance.execute;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.graph.CallEdge;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.conformance.shrink.Kind;
import dev.portolan.conformance.shrink.Shrinker;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A divergence of a world, made short, told to people and saved as a trace that shows it again. */
final class FoundDivergence {

    /** A path of the graph itself; what is left of it when it was shortened need not be one. */
    private static final String PATH = "graph";

    private static final String SHORTENED = "walk";

    /** Makes runs short. */
    interface Shortening {

        /** A shorter run that ends in a divergence of this kind; nothing if it is not looked for, or there is none. */
        Optional<Shrinker.Shrunk> shrink(List<Trace.Event> run, Kind kind);
    }

    private final String model;
    private final WorldConstants constants;
    private final Citations citations;
    private final int calls;
    private final String kind;
    private final List<Trace.Event> events;
    private final Evidence evidence;

    FoundDivergence(
            String model,
            WorldConstants constants,
            World.Finding<CallEdge, Hop> finding,
            Citations citations,
            Shortening shortening) {
        this.model = model;
        this.constants = constants;
        this.citations = citations;
        List<Trace.Event> found = events(constants, finding);
        CallEdge edge = finding.edge();
        Kind wanted = Kind.of(edge.call(), edge.outcome(), finding.deviation().actual());
        Optional<Shrinker.Shrunk> shrunk = shortening.shrink(found, wanted);
        calls = found.size();
        kind = shrunk.isPresent() ? SHORTENED : PATH;
        events = shrunk.map(Shrinker.Shrunk::events).orElse(found);
        evidence = shrunk.map(Shrinker.Shrunk::evidence).orElseGet(() -> evidence(constants, finding, found));
    }

    /* The calls from boot with what the kernel did, which is what the model says, and then what it should have done. */
    private static List<Trace.Event> events(WorldConstants constants, World.Finding<CallEdge, Hop> finding) {
        List<Trace.Event> events = new ArrayList<>();
        KernelDriver kernel = constants.boot();
        for (Hop hop : finding.path()) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
            kernel.binding().settle(kernel.state());
            events.add(new Trace.Event(events.size() + 1, hop.call(), kernel.outcome(), kernel.state()));
        }
        CallEdge edge = finding.edge();
        events.add(new Trace.Event(events.size() + 1, edge.call(), edge.outcome(), edge.state()));
        return events;
    }

    private static Evidence evidence(
            WorldConstants constants, World.Finding<CallEdge, Hop> finding, List<Trace.Event> events) {
        int last = events.size() - 1;
        KernelState before =
                last == 0 ? constants.boot().state() : events.get(last - 1).state();
        CallEdge edge = finding.edge();
        Deviation deviation = finding.deviation();
        return new Evidence(
                edge.call(), before, edge.outcome(), edge.state(), deviation.actual(), deviation.differences());
    }

    /**
     * Writes the calls from boot, and what the model says of the last one.
     *
     * @param folder made if need be; null to write nothing
     * @return the file, or null
     */
    Path save(Path folder, int number) {
        if (folder == null) {
            return null;
        }
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(model + "-" + number + ".ndjson");
            try (TraceWriter writer = TraceWriter.create(file)) {
                writer.write(trace(number));
                writer.commit();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Trace trace(int number) {
        return new Trace(
                new Trace.Header(
                        Trace.FORMAT,
                        model + "-" + number,
                        kind,
                        constants.dialect(),
                        constants.limits(),
                        constants.tasks(),
                        null,
                        null,
                        null),
                events);
    }

    /** The divergence, with the commands that replay and draw the saved trace, or that explore the world again. */
    Divergence divergence(Path file, long seed) {
        List<String> path = events.stream().map(event -> Words.of(event.call())).toList();
        Divergence divergence = evidence.tell(citations, model, null, path);
        if (events.size() < calls) {
            divergence = divergence.shrunkFrom(calls);
        }
        return file == null
                ? divergence.again("portolan conform " + model + " --seed " + seed)
                : divergence.again("portolan replay " + file).explain("portolan explain " + file);
    }
}
