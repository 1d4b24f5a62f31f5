package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.record.CallGenerator;
import dev.portolan.conformance.record.ConcurrentRun;
import dev.portolan.conformance.record.DrawnRun;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.record.TraceFile;
import dev.portolan.conformance.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portolan record run}: a run of the kernel, drawn from a seed. */
@Command(
        name = "run",
        description = "Records a run of the reference kernel. The same seed gives the same file.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan record run --seed 7 --calls 1000 -o run.ndjson.gz"})
final class RecordRunCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(boolean ok, String file, String kind, String dialect, long seed, long events, long perSecond) {}

    private static final int TELL_EVERY = 1_000;

    /** A run in parallel takes seconds, unless the kernel loses a thread. */
    private static final int LIMIT_MINUTES = 10;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The trace; compressed if its name ends in .gz.")
    private Path out;

    @Option(names = "--seed", paramLabel = "N", description = "What the calls are drawn from; 1 if not given.")
    private long seed = 1;

    @Option(names = "--calls", paramLabel = "N", description = "How many events; 1000 if not given.")
    private int calls = 1_000;

    @Mixin
    private SurroundingsOptions kernel = new SurroundingsOptions();

    @Option(names = "--steps", description = "Each event is one critical section, in an order drawn by the seed.")
    private boolean steps;

    @Option(
            names = "--concurrent",
            description = "Threads that really run in parallel; events with start and end, without states.")
    private boolean concurrent;

    @Option(
            names = "--states",
            paramLabel = "N",
            description = "The state after every Nth event, 0 for none; every one if not given.")
    private int states = 1;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    private int events;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecordCommand.checkOut(out);
        checkNumbers();
        Surroundings surroundings = kernel.surroundings();
        long start = System.nanoTime();
        String broken = concurrent ? recordConcurrently(surroundings) : record(surroundings);
        long perSecond = Math.round(events / ((System.nanoTime() - start) / 1e9));
        if (broken != null) {
            System.err.println("portolan: after event " + events + " the kernel is broken: " + broken);
        }
        if (json) {
            Json.print(
                    new Report(broken == null, out.toString(), "run", surroundings.dialect(), seed, events, perSecond));
        } else if (events > 0) {
            Terminal.standard()
                    .line(String.format(Locale.ROOT, "%s: %,d events, %,d a second", out, events, perSecond));
        }
        return ExitCode.of(broken == null);
    }

    private void checkNumbers() {
        if (concurrent && steps) {
            throw new InputError("--concurrent and --steps: threads run in parallel, or one step at a time");
        }
        SurroundingsOptions.atLeast("--calls", calls, 1);
        SurroundingsOptions.atLeast("--states", states, 0);
    }

    /* Answers which invariant the kernel broke, or null. What it did up to then is a trace like any other. */
    private String record(Surroundings surroundings) throws IOException {
        DrawnRun run = new DrawnRun(
                Boot.of(surroundings.dialect(), surroundings.limits(), surroundings.tasks(), steps),
                new CallGenerator(seed, surroundings.tasks()),
                states);
        String name = "run-seed-" + seed;
        try (TraceFile file = TraceFile.create(out, surroundings.header(name, "run", seed));
                ProgressLine progress = ProgressLine.of(json)) {
            progress.begin("record", calls, " events");
            String broken = null;
            try {
                run.run(calls, event -> {
                    file.event(event);
                    events = event.seq();
                    if (events % TELL_EVERY == 0) {
                        progress.at(name, events);
                    }
                });
            } catch (AssertionError violated) {
                broken = violated.getMessage();
            }
            file.commit();
            return broken;
        }
    }

    /* A run whose order nobody knows is told once it is over, so one in which the kernel failed is not told at all. */
    private String recordConcurrently(Surroundings surroundings) throws IOException, InterruptedException {
        String name = "parallel-run-seed-" + seed;
        try (TraceFile file = TraceFile.create(out, surroundings.header(name, "run", seed))) {
            new ConcurrentRun(surroundings, seed).run(calls, LIMIT_MINUTES, TimeUnit.MINUTES, event -> {
                file.event(event);
                events = event.seq();
            });
            file.commit();
            return null;
        } catch (AssertionError failed) {
            return failed.getMessage();
        }
    }
}
