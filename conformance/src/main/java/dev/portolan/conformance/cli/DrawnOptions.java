package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.record.CallGenerator;
import dev.portolan.conformance.record.DrawnCalls;
import dev.portolan.conformance.record.DrawnRun;
import dev.portolan.conformance.record.ObjectCallGenerator;
import dev.portolan.conformance.record.ObjectSurroundings;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.record.TraceFile;
import dev.portolan.conformance.validate.ObjectWalk;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of what is drawn from a seed and recorded: where it goes, what it begins with, and what it tells. */
final class DrawnOptions {

    static final String SEED = "--seed";
    static final String STATES = "--states";

    private static final int TELL_EVERY = 1_000;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The trace or traces; compressed if its name ends in .gz.")
    private Path out;

    @Option(names = SEED, paramLabel = "N", description = "What everything is drawn from; 1 if not given.")
    private long seed = 1;

    @Option(
            names = STATES,
            paramLabel = "N",
            description = "The state after every Nth event, 0 for none; every one if not given.")
    private int states = 1;

    @Mixin
    private SurroundingsOptions kernel = new SurroundingsOptions();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private int events;

    /** The file, in a folder that exists. */
    Path out() {
        RecordCommand.checkOut(out);
        return out;
    }

    String dialect() {
        return kernel.dialect();
    }

    long seed() {
        return seed;
    }

    /** What the recorded kernel begins with. */
    Surroundings surroundings() {
        SurroundingsOptions.atLeast(STATES, states, 0);
        return kernel.surroundings();
    }

    /** How many events were recorded. */
    int events() {
        return events;
    }

    /**
     * Refuses options that would change nothing.
     *
     * @param why they would not
     */
    void refuse(String why, String... options) {
        for (String option : options) {
            if (command.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new InputError(option + ": " + why);
            }
        }
    }

    /**
     * Draws calls, and records them as they are made; what was done before a fault is a trace like any other.
     *
     * @param driver on which nothing has happened
     * @param kind {@code run} or {@code walk}
     * @param quiet whether nobody is to see how far it is
     * @return which invariant the kernel broke, or null
     */
    String record(Driver driver, Surroundings surroundings, String kind, int calls, boolean quiet) throws IOException {
        Trace.Header header = surroundings.header(kind + "-seed-" + seed, kind, seed);
        return record(driver, header, new CallGenerator(seed, surroundings.tasks()), calls, quiet);
    }

    /** The same of calls on tasks and threads, and of exceptions. */
    String recordObjects(int calls, boolean quiet) throws IOException {
        refuse("tasks, threads and exceptions are recorded with the limits of real kernels", "--limit");
        ObjectSurroundings surroundings = objects();
        Trace.Header header = surroundings.header("objects-seed-" + seed, "run", seed);
        Driver driver = Boot.of(surroundings.setting());
        return record(driver, header, new ObjectCallGenerator(seed, surroundings), calls, quiet);
    }

    /** Records what the specification says becomes of drawn calls on tasks and threads, and of exceptions. */
    void walkObjects(SpecFiles specification, int calls) throws IOException, InterruptedException {
        refuse("tasks, threads and exceptions are recorded with the limits of real kernels", "--limit");
        refuse("a walk tells them all", STATES);
        ObjectSurroundings surroundings = objects();
        Trace.Header header = surroundings.header("exceptions-walk-seed-" + seed, "walk", seed);
        List<Trace.Event> drawn = new ArrayList<>();
        new DrawnRun(Boot.of(surroundings.setting()), new ObjectCallGenerator(seed, surroundings), 1)
                .run(calls, drawn::add);
        try (TraceFile file = TraceFile.create(out(), header)) {
            for (Trace.Event event : new ObjectWalk(specification).of(header, drawn)) {
                file.event(event);
                events = event.seq();
            }
            file.commit();
        }
    }

    /** What the recorded kernel begins with, where calls make tasks and threads. */
    ObjectSurroundings objects() {
        SurroundingsOptions.atLeast(STATES, states, 0);
        return kernel.objects();
    }

    private String record(Driver driver, Trace.Header header, DrawnCalls drawn, int calls, boolean quiet)
            throws IOException {
        String name = header.name();
        DrawnRun run = new DrawnRun(driver, drawn, states);
        String broken = null;
        try (TraceFile file = TraceFile.create(out(), header);
                ProgressLine progress = ProgressLine.of(quiet)) {
            progress.begin("record", calls, " events");
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
        }
        if (broken != null) {
            System.err.println("portolan: after event " + events + " the kernel is broken: " + broken);
        }
        return broken;
    }
}
