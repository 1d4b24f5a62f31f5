package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.conformance.shrink.TraceShrinker;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Files of traces replayed, counted by dialect. */
final class Replays {

    /** Longer runs are not shortened. */
    private static final int CALLS_SHRUNK = 20_000;

    private final TraceReplayer replayer;
    private final String kernel;
    private final String again;
    private final String dialect;
    private final String run;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final Map<String, Long> declined = new TreeMap<>();
    private final Map<String, Long> hidden = new TreeMap<>();
    private final ExpectationTally tally;
    private TraceShrinker shrinker;

    private static final class Tally {
        final Set<Path> files = new HashSet<>();
        int traces;
        long events;
        long skipped;
        int divergences;
    }

    private Replays(
            TraceReplayer replayer, String kernel, String again, ExpectationTally tally, String dialect, String run) {
        this.replayer = replayer.expecting(tally);
        this.tally = tally;
        this.kernel = kernel;
        this.again = again;
        this.dialect = dialect;
        this.run = run;
    }

    /**
     * Replays on the reference kernel.
     *
     * @param dialect in place of what the traces say, or null
     * @param run the only run to replay, or null
     */
    static Replays onReference(String dialect, String run) {
        TraceReplayer replayer = new TraceReplayer(KnownDifferences.packaged(), new Citations(), dialect);
        return new Replays(replayer, null, "", new ExpectationTally(Expectations.NONE), dialect, run);
    }

    /**
     * Replays on another kernel, which stays the caller's to close.
     *
     * @param again what the command that shows a divergence again has to say besides
     * @param expectations what it is known not to do
     */
    static Replays on(KernelUnderTest kernel, String again, Expectations expectations, String dialect, String run) {
        TraceReplayer replayer = TraceReplayer.on(kernel, KnownDifferences.packaged(), new Citations(), dialect);
        Declaration declaration = kernel.declaration();
        String name = declaration.name() + " " + declaration.version();
        return new Replays(replayer, name, again, new ExpectationTally(expectations), dialect, run);
    }

    /**
     * Has divergences shortened.
     *
     * @param shorten for the kernel that is replayed on; stays the caller's to close
     */
    Replays shrunkBy(TraceShrinker shorten) {
        shrinker = shorten;
        return this;
    }

    /**
     * Replays the files.
     *
     * @param progress is told which file is replayed, and how far
     * @throws KernelFailure if the kernel could not be brought to execute anything
     */
    ReplaySummary replay(List<Path> files, ProgressLine progress) throws IOException {
        long start = System.nanoTime();
        for (Path file : files) {
            replay(file, progress);
        }
        List<ReplaySummary.Part> parts = new ArrayList<>();
        tallies.forEach((name, tally) -> parts.add(new ReplaySummary.Part(
                name, tally.files.size(), tally.traces, tally.events, tally.skipped, tally.divergences)));
        ReplaySummary summary = new ReplaySummary(
                kernel,
                files.size(),
                parts,
                divergences,
                declined,
                hidden,
                tally.results(),
                (System.nanoTime() - start) / 1e9);
        if (summary.events() == 0 && !declined.isEmpty()) {
            throw new KernelFailure(kernel + " executed nothing: "
                    + declined.keySet().iterator().next());
        }
        return summary;
    }

    private void replay(Path file, ProgressLine progress) throws IOException {
        try (TraceStream traces = TraceStream.open(file)) {
            progress.begin(file.getFileName().toString(), traces.eventCount(), " events");
            traces.watch(count -> progress.at("", count));
            for (Optional<Trace.Header> header = traces.next(); header.isPresent(); header = traces.next()) {
                if (run == null || run.equals(header.get().name())) {
                    replay(file, header.get(), traces);
                }
            }
        }
    }

    private void replay(Path file, Trace.Header header, TraceStream traces) throws IOException {
        TraceReplayer.Result result;
        KeptEvents events = new KeptEvents(traces::event, shrinker == null ? 0 : CALLS_SHRUNK);
        try {
            result = replayer.replay(file.toString(), traces.line(), header, traces.isStepwise(), events);
        } catch (IllegalArgumentException unknown) {
            throw new InputError(file + ":" + traces.line() + ": " + unknown.getMessage());
        }
        Tally tally = tallies.computeIfAbsent(dialect == null ? header.dialect() : dialect, name -> new Tally());
        tally.files.add(file);
        tally.traces++;
        tally.events += result.events();
        tally.skipped += result.skipped();
        result.declined().forEach((reason, count) -> declined.merge(reason, (long) count, Long::sum));
        result.hidden().forEach((what, count) -> hidden.merge(what, (long) count, Long::sum));
        if (result.divergence() != null) {
            tally.divergences++;
            int seq = result.divergence().line() - traces.line();
            Setting setting = Setting.of(header, dialect, traces.isStepwise());
            Divergence divergence = shrunk(header, setting, events.upTo(seq), result.divergence());
            divergences.add(divergence.again(divergence.again() + again));
        }
    }

    private Divergence shrunk(
            Trace.Header header, Setting setting, Optional<List<Trace.Event>> events, Divergence found)
            throws IOException {
        return shrinker == null || events.isEmpty()
                ? found
                : shrinker.shrink(header, setting, events.get(), found).orElse(found);
    }
}
