package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.record.ConcurrentRun;
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
        footer = {
            "",
            "Example: portolan record run --seed 7 --calls 1000 -o run.ndjson.gz",
            "Example: portolan record run --exceptions --seed 7 --calls 200 -o exc.ndjson"
        })
final class RecordRunCommand implements Callable<Integer> {

    /** What {@code --json} prints. */
    record Report(boolean ok, String file, String kind, String dialect, long seed, long events, long perSecond) {}

    /** A run in parallel takes seconds, unless the kernel loses a thread. */
    private static final int LIMIT_MINUTES = 10;

    @Mixin
    private DrawnOptions drawn = new DrawnOptions();

    @Option(names = "--calls", paramLabel = "N", description = "How many events; 1000 if not given.")
    private int calls = 1_000;

    @Option(names = "--steps", description = "Each event is one critical section, in an order drawn by the seed.")
    private boolean steps;

    @Option(
            names = "--concurrent",
            description = "Threads that really run in parallel; events with start and end, without states.")
    private boolean concurrent;

    @Option(
            names = "--exceptions",
            description = "Calls on tasks and threads, exceptions and their handler, in place of calls on ports.")
    private boolean exceptions;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    private int events;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkNumbers();
        Path out = drawn.out();
        long start = System.nanoTime();
        String broken = exceptions ? recordExceptions() : recordPorts(out);
        long perSecond = Math.round(events / ((System.nanoTime() - start) / 1e9));
        if (json) {
            Json.print(new Report(
                    broken == null, out.toString(), "run", drawn.dialect(), drawn.seed(), events, perSecond));
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
        if (exceptions && (concurrent || steps)) {
            throw new InputError("--exceptions: such calls are recorded whole, one after the other");
        }
        if (concurrent) {
            drawn.refuse("nobody can tell a state while threads run in parallel", DrawnOptions.STATES);
        }
        SurroundingsOptions.atLeast("--calls", calls, 1);
    }

    private String recordPorts(Path out) throws IOException, InterruptedException {
        Surroundings surroundings = drawn.surroundings();
        return concurrent ? recordConcurrently(out, surroundings) : record(surroundings);
    }

    private String recordExceptions() throws IOException {
        String broken = drawn.recordObjects(calls, json);
        events = drawn.events();
        return broken;
    }

    private String record(Surroundings surroundings) throws IOException {
        Driver kernel = Boot.of(surroundings.dialect(), surroundings.limits(), surroundings.tasks(), steps);
        String broken = drawn.record(kernel, surroundings, "run", calls, json);
        events = drawn.events();
        return broken;
    }

    /* A run whose order nobody knows is told once it is over, so one in which the kernel failed is not told at all. */
    private String recordConcurrently(Path out, Surroundings surroundings) throws IOException, InterruptedException {
        long seed = drawn.seed();
        String name = "parallel-run-seed-" + seed;
        try (TraceFile file = TraceFile.create(out, surroundings.header(name, "run", seed))) {
            new ConcurrentRun(surroundings, seed).run(calls, LIMIT_MINUTES, TimeUnit.MINUTES, event -> {
                file.event(event);
                events = event.seq();
            });
            file.commit();
            return null;
        } catch (AssertionError failed) {
            System.err.println("portolan: the kernel is broken: " + failed.getMessage());
            return failed.getMessage();
        }
    }
}
