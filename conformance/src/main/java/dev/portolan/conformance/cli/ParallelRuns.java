package dev.portolan.conformance.cli;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.record.ConcurrentRun;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.record.TraceFile;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.validate.Judged;
import dev.portolan.conformance.validate.JudgedInParallel;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.conformance.validate.SecondOpinion;
import dev.portolan.conformance.validate.TraceValidator;
import dev.portolan.conformance.validate.Verdict;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Runs of the kernel's threads in parallel, each judged by the specification at once and forgotten if it is allowed. */
final class ParallelRuns {

    /** A run takes milliseconds, unless the kernel loses a thread. */
    private static final int LIMIT_SECONDS = 60;

    /** After so many that are wrong, more say nothing new. */
    private static final int WRONG_MAX = 10;

    private final Surroundings surroundings;
    private final TraceValidator validator;
    private final Path save;

    /* The runs that TLC is to judge too, by seed; kept when they are made. */
    private final Set<Long> drawn = new HashSet<>();
    private final List<JudgedInParallel> kept = new ArrayList<>();

    private int runs;
    private int cut;
    private long events;
    private long overlaps;
    private long waits;
    private long states;
    private final List<Divergence> divergences = new ArrayList<>();
    private final List<ParallelReport.Failure> failures = new ArrayList<>();

    /** @param save where runs are written that the specification does not allow */
    ParallelRuns(Surroundings surroundings, TraceValidator validator, Path save) {
        this.surroundings = surroundings;
        this.validator = validator;
        this.save = save;
    }

    /** Makes so many runs of so many calls, from so many seeds, or fewer if many are wrong. */
    void make(int count, int calls, long seed, ProgressLine progress) throws IOException, InterruptedException {
        progress.begin("parallel", count, " runs");
        while (runs < count && divergences.size() + failures.size() < WRONG_MAX) {
            make(calls, seed + runs);
            runs++;
            progress.at("", runs);
        }
    }

    /** Draws as many of the runs that are to come, which are the same for the same seeds; wrong ones come besides. */
    void draw(int samples, int count, long seed) {
        Random random = new Random(seed);
        while (drawn.size() < Math.min(samples, count)) {
            drawn.add(seed + random.nextInt(count));
        }
    }

    /** What TLC itself says of the runs drawn, and of those that are not allowed. */
    Opinion secondOpinion(Oracles oracles, ProgressLine progress) throws InterruptedException {
        progress.begin("TLC", kept.size(), " traces");
        return new SecondOpinion(oracles, SpecFiles.packaged(), null).of(kept, done -> progress.at("", done));
    }

    private void make(int calls, long seed) throws IOException, InterruptedException {
        List<Trace.Event> run = new ArrayList<>();
        try {
            new ConcurrentRun(surroundings, seed).run(calls, LIMIT_SECONDS, TimeUnit.SECONDS, run::add);
        } catch (AssertionError broken) {
            failures.add(new ParallelReport.Failure(seed, broken.getMessage()));
            return;
        }
        count(run);
        String name = "parallel-" + surroundings.dialect() + "-seed-" + seed;
        Path file = save.resolve(name + ".ndjson");
        Trace.Header header = surroundings.header(name, "run", seed);
        Verdict verdict = validator.validate(file.toString(), header, run);
        states += verdict.states();
        cut += verdict.isCut() ? 1 : 0;
        if (drawn.contains(seed) || !drawn.isEmpty() && !verdict.accepts()) {
            kept.add(new JudgedInParallel(new Judged(file, 0, name, 1, verdict), header, run));
        }
        if (!verdict.accepts()) {
            divergences.add(verdict.divergence());
            write(file, header, run);
        }
    }

    private void count(List<Trace.Event> run) {
        events += run.size();
        for (int i = 1; i < run.size(); i++) {
            overlaps += run.get(i).start() < run.get(i - 1).end() ? 1 : 0;
        }
        waits += run.stream()
                .filter(event -> Outcome.BLOCKED.equals(event.outcome().ret()))
                .count();
    }

    private static void write(Path file, Trace.Header header, List<Trace.Event> run) throws IOException {
        Files.createDirectories(file.getParent());
        try (TraceFile out = TraceFile.create(file, header)) {
            for (Trace.Event event : run) {
                out.event(event);
            }
            out.commit();
        }
    }

    /** @param opinion TLC's, or null */
    ParallelReport report(Opinion opinion, double seconds) {
        boolean agreed = opinion == null || opinion.disagreements().isEmpty();
        boolean ok = divergences.isEmpty() && failures.isEmpty() && cut < runs && agreed;
        return new ParallelReport(
                ok,
                surroundings.dialect(),
                runs,
                events,
                overlaps,
                waits,
                states,
                cut,
                List.copyOf(divergences),
                List.copyOf(failures),
                ValidateReport.Tlc.of(opinion),
                seconds);
    }
}
