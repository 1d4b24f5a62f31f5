package dev.portolan.conformance.shrink;

import dev.portolan.conformance.abstraction.Words;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Shortens traces at which a kernel diverged, and saves what is left. Not for use by several threads. */
public final class TraceShrinker implements AutoCloseable {

    /** The first divergences are what people read. */
    private static final int SHRUNK_MAX = 10;

    private final Function<Setting, Driver> boot;
    private final Citations citations;
    private final Path folder;
    private final Oracles oracles = new Oracles();
    private int shrunk;

    /**
     * @param boot kernels on which nothing has happened
     * @param folder where the short traces go; made if need be
     */
    public TraceShrinker(Function<Setting, Driver> boot, Citations citations, Path folder) {
        this.boot = boot;
        this.citations = citations;
        this.folder = folder;
    }

    /**
     * Shortens a trace. The specification is asked what the calls that are left should do, so that a trace that it
     * does not allow itself stays as it is.
     *
     * @param header of the trace
     * @param setting that it was replayed in
     * @param events those up to the one that diverges
     * @param found the divergence
     * @return the same kind of divergence at the end of fewer calls, or nothing if there is none such
     */
    public Optional<Divergence> shrink(Trace.Header header, Setting setting, List<Trace.Event> events, Divergence found)
            throws IOException {
        if (shrunk == SHRUNK_MAX) {
            return Optional.empty();
        }
        shrunk++;
        Optional<Shrinker.Shrunk> shorter;
        try {
            Shrinker shrinker = new Shrinker(oracles.of(setting), setting, () -> boot.apply(setting));
            shorter = shrinker.shrink(events, null);
        } catch (KernelFailure noModel) {
            return Optional.empty();
        }
        return shorter.isEmpty()
                ? Optional.empty()
                : Optional.of(told(shorter.get(), save(header, setting, shorter.get()), events.size()));
    }

    private Divergence told(Shrinker.Shrunk shorter, Path file, int calls) {
        List<String> path =
                shorter.events().stream().map(event -> Words.of(event.call())).toList();
        int line = shorter.events().size() + 1;
        return shorter.evidence()
                .tell(citations, file.toString(), line, path)
                .again("portolan replay " + file)
                .explain("portolan explain " + file)
                .shrunkFrom(calls);
    }

    private Path save(Trace.Header header, Setting setting, Shrinker.Shrunk shorter) throws IOException {
        Files.createDirectories(folder);
        String name = header.name().replaceAll("[^\\w.-]", "_");
        Path file = folder.resolve(name + ".ndjson");
        Trace.Header saved = new Trace.Header(
                Trace.FORMAT,
                header.name(),
                "walk",
                setting.dialect(),
                setting.limits(),
                setting.tasks(),
                header.seed(),
                header.source(),
                null);
        try (TraceWriter writer = TraceWriter.create(file)) {
            writer.write(new Trace(saved, shorter.events()));
            writer.commit();
        }
        return file;
    }

    @Override
    public void close() {
        oracles.close();
    }
}
