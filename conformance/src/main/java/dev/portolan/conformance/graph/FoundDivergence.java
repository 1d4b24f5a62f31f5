package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A divergence of a world, told to people and saved as a trace that shows it again. */
final class FoundDivergence {

    private final String model;
    private final WorldConstants constants;
    private final World.Finding finding;
    private final Citations citations;

    FoundDivergence(String model, WorldConstants constants, World.Finding finding, Citations citations) {
        this.model = model;
        this.constants = constants;
        this.finding = finding;
        this.citations = citations;
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

    private KernelState before() {
        KernelDriver kernel = constants.boot();
        for (Hop hop : finding.path()) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
            kernel.binding().settle(kernel.state());
        }
        return kernel.state();
    }

    private Trace trace(int number) {
        Trace.Header header = new Trace.Header(
                Trace.FORMAT,
                model + "-" + number,
                "graph",
                constants.dialect(),
                constants.limits(),
                constants.tasks(),
                null,
                null,
                null);
        List<Trace.Event> events = new ArrayList<>();
        KernelDriver kernel = constants.boot();
        for (Hop hop : finding.path()) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
            kernel.binding().settle(kernel.state());
            events.add(new Trace.Event(events.size() + 1, hop.call(), kernel.outcome(), kernel.state()));
        }
        events.add(new Trace.Event(events.size() + 1, finding.call(), finding.expected(), finding.state()));
        return new Trace(header, events);
    }

    /** The divergence, with the command that replays the saved trace, or that explores the world again. */
    Divergence divergence(Path file, long seed) {
        List<String> path = new ArrayList<>();
        finding.path().forEach(hop -> path.add(Words.of(hop.call())));
        path.add(Words.of(finding.call()));
        Evidence evidence = new Evidence(
                finding.call(), before(), finding.expected(), finding.state(), finding.actual(), finding.differences());
        return evidence.tell(citations, model, null, path)
                .again(file == null ? "portolan conform " + model + " --seed " + seed : "portolan replay " + file);
    }
}
