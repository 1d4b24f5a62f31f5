package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.record.ObjectSurroundings;
import dev.portolan.conformance.record.Surroundings;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The options that say with what kernel a recorded run begins. */
final class SurroundingsOptions {

    private static final int LETTERS = 26;

    @Option(names = "--dialect", paramLabel = "D", description = "xnu or classic; xnu if not given.")
    private String dialect = "xnu";

    @Option(names = "--tasks", paramLabel = "N", description = "How many tasks; 2 if not given.")
    private int tasks = 2;

    @Option(names = "--threads", paramLabel = "N", description = "How many threads in all; 3 if not given.")
    private int threads = 3;

    @Option(
            names = "--limit",
            paramLabel = "NAME=N",
            description = "queueLimit (2), userRefsMax (5), namesMax (8), messageCountMax (5).")
    private Map<String, Integer> limits = new LinkedHashMap<>();

    String dialect() {
        return dialect;
    }

    /** @throws InputError if there can be no such kernel */
    Surroundings surroundings() {
        Dialects.check(dialect);
        atLeast("--tasks", tasks, 1);
        atLeast("--threads", threads, 1);
        if (tasks > LETTERS) {
            throw new InputError("--tasks " + tasks + ": there are letters for " + LETTERS);
        }
        try {
            Boot.limits(limits);
        } catch (IllegalArgumentException unknown) {
            throw new InputError("--limit: " + unknown.getMessage());
        }
        limits.forEach((name, value) -> atLeast("--limit " + name, value, 1));
        return Surroundings.of(dialect).with(tasks, threads).with(limits);
    }

    /** @throws InputError if there can be no such kernel */
    ObjectSurroundings objects() {
        Dialects.check(dialect);
        atLeast("--tasks", tasks, 1);
        atLeast("--threads", threads, 1);
        return ObjectSurroundings.of(dialect, tasks, threads);
    }

    /** Refuses a number that is too small. */
    static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new InputError(option + " " + value + ": at least " + least);
        }
    }
}
