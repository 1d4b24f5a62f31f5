package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
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

    private final TraceReplayer replayer;
    private final String dialect;
    private final String run;
    private final Map<String, Tally> tallies = new TreeMap<>();
    private final List<Divergence> divergences = new ArrayList<>();

    private static final class Tally {
        final Set<Path> files = new HashSet<>();
        int traces;
        long events;
        long skipped;
        int divergences;
    }

    /**
     * @param dialect in place of what the traces say, or null
     * @param run the only run to replay, or null
     */
    Replays(String dialect, String run) {
        this.replayer = new TraceReplayer(KnownDifferences.packaged(), new Citations(), dialect);
        this.dialect = dialect;
        this.run = run;
    }

    ReplaySummary replay(List<Path> files) throws IOException {
        long start = System.nanoTime();
        for (Path file : files) {
            replay(file);
        }
        List<ReplaySummary.Part> parts = new ArrayList<>();
        tallies.forEach((name, tally) -> parts.add(new ReplaySummary.Part(
                name, tally.files.size(), tally.traces, tally.events, tally.skipped, tally.divergences)));
        return new ReplaySummary(files.size(), parts, divergences, (System.nanoTime() - start) / 1e9);
    }

    private void replay(Path file) throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                if (run == null || run.equals(trace.get().header().name())) {
                    replay(file, reader.line(), trace.get());
                }
            }
        }
    }

    private void replay(Path file, int line, Trace trace) {
        TraceReplayer.Result result;
        try {
            result = replayer.replay(file.toString(), line, trace);
        } catch (IllegalArgumentException unknown) {
            throw new InputError(file + ":" + line + ": " + unknown.getMessage());
        }
        Tally tally =
                tallies.computeIfAbsent(dialect == null ? trace.header().dialect() : dialect, name -> new Tally());
        tally.files.add(file);
        tally.traces++;
        tally.events += result.events();
        tally.skipped += result.skipped();
        if (result.divergence() != null) {
            tally.divergences++;
            divergences.add(result.divergence());
        }
    }
}
