package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.record.ConcurrentRun;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.record.TraceFile;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.validate.TraceValidator;
import dev.portolan.conformance.validate.Verdict;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From threads that really run in parallel to the specification's verdict: a sound kernel, and one with a race. */
@Tag("tlc")
@DisplayName("runs in parallel, recorded and judged")
class ParallelRunsTest {

    private static final int SEEDS = 20;
    private static final int CALLS = 90;

    /** Runs of a kernel with the race, at most, and how long; one in two is refused. */
    private static final int RACES = 20;

    private static final int RACE_CALLS = 400;

    private static final long LIMIT_SECONDS = 60;
    private static final Oracles ORACLES = new Oracles();

    /**
     * A sender looks whether there is room, and only then takes the port's lock. As long as one sends after the other
     * this is the same, so that neither a run of single calls nor one of single critical sections tells.
     */
    private static final PlantedFault RACE = new PlantedFault(
            "Two that send at the same time share the last slot of a queue.",
            "A check that was moved out of its lock.",
            "reference-impl/src/main/java/dev/portolan/kernel/ipc/GuardedMqueue.java",
            """
                    synchronized (port) {
                        return port.isActive() ? admitLocked(sender, message, timeout, again) : Admission.DEAD;
                    }
            """,
            """
                    boolean room = !isFull();
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    synchronized (port) {
                        int limit = queueLimit;
                        queueLimit = room ? Integer.MAX_VALUE : limit;
                        try {
                            return port.isActive() ? admitLocked(sender, message, timeout, again) : Admission.DEAD;
                        } finally {
                            queueLimit = limit;
                        }
                    }
            """,
            null,
            null,
            null,
            0,
            null,
            false);

    @TempDir
    Path folder;

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    /** Few names and short queues, so that the threads come upon one another. */
    private static Surroundings crowded(String dialect) {
        return Surroundings.of(dialect).with(1, 3).with(Map.of("namesMax", 4, "queueLimit", 1));
    }

    private static Verdict validate(Path file) throws IOException {
        try (TraceStream traces = TraceStream.open(file)) {
            Trace.Header header = traces.next().orElseThrow();
            return new TraceValidator(ORACLES, new Citations(), null).validate("run", traces, header);
        }
    }

    /** Of one task: where there are two, a name can be passed that its space has yet to give out. */
    @ParameterizedTest
    @ValueSource(strings = {"classic", "xnu"})
    void everyRunOfASoundKernelIsAllowed(String dialect) throws Exception {
        Surroundings surroundings = crowded(dialect);
        int whole = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            Path file = folder.resolve("run-" + seed + ".ndjson");
            try (TraceFile trace = TraceFile.create(file, surroundings.header("run-" + seed, "run", seed))) {
                new ConcurrentRun(surroundings, seed).run(CALLS, LIMIT_SECONDS, TimeUnit.SECONDS, trace);
                trace.commit();
            }
            Verdict verdict = validate(file);
            assertNull(verdict.divergence(), () -> Files.exists(file) ? text(file) : "");
            whole += verdict.isCut() ? 0 : 1;
        }
        assertTrue(whole > SEEDS / 2, whole + " runs judged to their end");
    }

    @Test
    void aRaceIsRefused() throws Exception {
        String sound = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String classPath = RACE.compiled(folder, sound) + File.pathSeparator + sound;
        for (int seed = 1; seed <= RACES; seed++) {
            Path file = folder.resolve("race.ndjson");
            Process record = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath,
                            "dev.portolan.conformance.cli.Main",
                            "record",
                            "run",
                            "--concurrent",
                            "--json",
                            "--dialect",
                            "classic",
                            "--tasks",
                            "1",
                            "--limit",
                            "namesMax=4",
                            "--limit",
                            "queueLimit=1",
                            "--calls",
                            "" + RACE_CALLS,
                            "--seed",
                            "" + seed,
                            "-o",
                            file.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("said").toFile())
                    .start();
            assertTrue(record.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "the run ends");
            assertEquals(0, record.exitValue(), text(folder.resolve("said")));
            if (!validate(file).accepts()) {
                return;
            }
        }
        throw new AssertionError("none of " + RACES + " runs was refused");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException gone) {
            return gone.toString();
        }
    }
}
