package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From threads that really run in parallel to the specification's verdict: a sound kernel, and ones with a race. */
@Tag("tlc")
@DisplayName("threads in parallel, judged")
class ParallelRunsTest {

    private static final int CONFORMS = 0;
    private static final int DIVERGES = 1;

    /** How many runs CI makes; a thorough test makes ten thousand. */
    private static final int RUNS = Integer.getInteger("portolan.parallel.runs", 60);

    /** Runs of a kernel with a race, at most. Both wait within the race, so that one in a few runs is refused. */
    private static final int RACES = 400;

    private static final long LIMIT_MINUTES = 60;

    /**
     * A sender looks whether there is room, and only then takes the port's lock. As long as one sends after the other
     * this is the same, so that neither a run of single calls nor one of single critical sections tells.
     */
    private static final PlantedFault CHECK_OUTSIDE = fault("GuardedMqueue", """
                    synchronized (port) {
                        return port.isActive() ? admitLocked(message) : Admission.DEAD;
                    }
            """, """
                    boolean room = !isFull();
                    java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
                    synchronized (port) {
                        int limit = queueLimit;
                        queueLimit = room ? Integer.MAX_VALUE : limit;
                        try {
                            return port.isActive() ? admitLocked(message) : Admission.DEAD;
                        } finally {
                            queueLimit = limit;
                        }
                    }
            """);

    /** The port's lock is let go between the sequence number and its use, so that two messages may have the same. */
    private static final PlantedFault LOCK_LET_GO = fault("GuardedMqueue", """
                    slotOfTaken(message);
                    return new Take.Taken(message, seqno++, tooLarge);
            """, """
                    int number = seqno;
                    try {
                        port.wait(1);
                    } catch (InterruptedException unasked) {
                        Thread.currentThread().interrupt();
                    }
                    seqno = number + 1;
                    slotOfTaken(message);
                    return new Take.Taken(message, number, tooLarge);
            """);

    /** All of them, whose places are looked at in {@link FaultPlacesTest}. */
    static final List<PlantedFault> FAULTS = List.of(CHECK_OUTSIDE, LOCK_LET_GO);

    @TempDir
    Path folder;

    private static PlantedFault fault(String file, String find, String replace) {
        return PlantedFault.of("reference-impl/src/main/java/dev/portolan/kernel/ipc/" + file + ".java", find, replace);
    }

    @ParameterizedTest
    @CsvSource({
        "classic, 2, 8, 2",
        "classic, 1, 4, 1",
        "xnu, 2, 8, 2",
        "xnu, 1, 4, 1",
    })
    void everyRunOfASoundKernelIsAllowed(String dialect, int tasks, int names, int queueLimit) throws Exception {
        JsonNode said = run(classPath(), CONFORMS, RUNS, dialect, tasks, names, queueLimit);
        assertTrue(said.get("ok").booleanValue());
        assertEquals(RUNS, said.get("runs").intValue());
        assertTrue(said.get("overlaps").longValue() > RUNS, said::toString);
        assertTrue(said.get("waits").longValue() > RUNS, said::toString);
        assertTrue(said.get("cut").intValue() <= RUNS / 4, said::toString);
    }

    @Test
    void aCheckOutsideItsLockIsRefused() throws Exception {
        JsonNode said = run(faulty(CHECK_OUTSIDE), DIVERGES, RACES, "classic", 1, 4, 1);
        assertTrue(said.get("divergences").size() > 0, said::toString);
        try (Stream<Path> saved = Files.list(folder.resolve("saved"))) {
            assertEquals(said.get("divergences").size(), saved.count());
        }
    }

    @Test
    void aLockThatIsLetGoIsRefused() throws Exception {
        JsonNode said = run(faulty(LOCK_LET_GO), DIVERGES, RACES, "classic", 1, 4, 2);
        assertTrue(said.get("divergences").size() > 0, said::toString);
    }

    private String faulty(PlantedFault fault) throws IOException {
        return fault.compiled(folder) + File.pathSeparator + classPath();
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private JsonNode run(String classPath, int exit, int runs, String dialect, int tasks, int names, int queueLimit)
            throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(List.of(java, "-cp", classPath, "dev.portolan.conformance.cli.Main"));
        command.addAll(List.of("parallel", "--json", "--runs", "" + runs, "--dialect", dialect, "--tasks", "" + tasks));
        command.addAll(List.of("--limit", "namesMax=" + names, "--limit", "queueLimit=" + queueLimit));
        command.addAll(List.of("--save", folder.resolve("saved").toString()));
        Path out = folder.resolve("said");
        Path err = folder.resolve("complained");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), "the command ends");
        assertEquals(exit, process.exitValue(), Files.readString(out) + Files.readString(err));
        return new ObjectMapper().readTree(out.toFile());
    }
}
