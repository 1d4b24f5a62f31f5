package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults planted in how the kernel does exceptions, tasks and threads are found by the recordings too, one run each, and by walks. */
@DisplayName("planted faults: recordings of tasks, threads and exceptions")
class RecordedTasksFaultsTest {

    private static final Path CORPUS = PlantedFault.REPOSITORY.resolve("traces").resolve("classic");
    private static final int LIMIT_SECONDS = 240;
    private static final int CONFORMS = 0;
    private static final int DIVERGES = 1;

    private static final String CLASS_PATH =
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    @TempDir
    static Path walks;

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "count-falls-below-zero, tasks-scenarios, task-01-spin-lifecycle",
        "inheritance-shares, tasks-random-seed1, task-s1-1",
        "level-asked-twice, exceptions, exc-30-reply-right-dropped",
        "new-thread-is-not-held, tasks-scenarios, task-01-spin-lifecycle",
        "port-died-is-no-answer, tasks-scenarios, task-27-thread-terminate-in-exception",
        "reply-of-any-id, exceptions, exc-33-wrong-reply-id",
        "special-port-of-any-number, tasks-scenarios, task-53-thread-special-ports",
        "suspend-does-not-wait, tasks-scenarios, task-06-thread-created-in-suspended-task",
        "task-ends-and-threads-go-on, tasks-scenarios, task-07-task-create-inherit",
        "task-goes-with-rights, tasks-scenarios, task-35-fault-exception-port-is-dead",
        "thread-goes-with-rights, tasks-scenarios, task-13-thread-does-not-inherit-exception-port"
    })
    void aRunFindsTheFault(String fault, String file, String run) throws Exception {
        finds(PlantedFault.named("exceptions-" + fault), file, run);
    }

    /** Faults of rules that no world of the quick tier has, and only GNU Mach tells. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "rules/ExceptionRules | TWO = List.of(Level.THREAD, Level.TASK); | TWO = List.of(Level.TASK, Level.THREAD);"
                        + " | exc-22-both-ports-thread-first",
                "kern/ExceptionMessage | hasSize = message.size() == | hasSize = message.size() >= | exc-35-long-reply",
                "kern/ExceptionTriage | taken == null ? failed(thread) : new | taken == null"
                        + " ? new UserBorder.Return(CallResult.KERN_SUCCESS) : new | exc-29-both-ports-dead",
                "kern/ThreadCall | if (!self && abort(of)) { | if (!self && abort(of) && !of.act().isHeld()) {"
                        + " | exc-38-thread-abort-while-waiting",
                "kern/ThreadCall | dies = target.kernel().exceptionRules().replyOfTheDead() == ReplyOfTheDead.REFUSED;"
                        + " | dies = true; | exc-41-terminate-while-waiting"
            })
    void aRecordedExceptionFindsTheFault(String file, String find, String replace, String run) throws Exception {
        PlantedFault fault =
                PlantedFault.of("reference-impl/src/main/java/dev/portolan/kernel/" + file + ".java", find, replace);
        finds(fault, "exceptions", run);
    }

    /** Walks of the specification, recorded, and replayed on faulty kernels. */
    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource({
        "xnu, 5, pid-hold-ends-with-task-resume",
        "xnu, 3, limit-is-not-told",
        "xnu, 3, groups-know-no-count",
        "xnu, 3, host-swap-takes-codes",
        "xnu, 3, state-installed-half",
        "classic, 3, count-falls-below-zero"
    })
    void aWalkFindsTheFault(String dialect, String seed, String fault) throws Exception {
        isFoundIn(walk(dialect, seed), PlantedFault.named("exceptions-" + fault));
    }

    /** Faults of what is told of registers and exception ports that no world looks for so closely. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            emptyValue = "",
            value = {
                "ExceptionPortsCall | groups = of.exceptions().swap(mask, count, | groups = of.exceptions().swap(mask, 32,",
                "ThreadStateCall | of.act().getState(flavor) | of.act().getState(1)",
                "ThreadStateCall | created.act().setState(flavor, state); | ''"
            })
    void aWalkFindsWhatIsToldWrongly(String file, String find, String replace) throws Exception {
        String path = "reference-impl/src/main/java/dev/portolan/kernel/kern/" + file + ".java";
        isFoundIn(walk("xnu", "3"), PlantedFault.of(path, find, replace));
    }

    /* It is recorded once, and replays on the sound kernel. */
    private Path walk(String dialect, String seed) throws Exception {
        Path walk = walks.resolve(dialect + seed + ".ndjson");
        if (Files.exists(walk)) {
            return walk;
        }
        List<String> record = List.of(
                "record",
                "walk",
                "--exceptions",
                "--dialect",
                dialect,
                "--seed",
                seed,
                "--steps",
                "200",
                "--tasks",
                "4",
                "--threads",
                "8",
                "-o",
                walk.toString());
        assertEquals(CONFORMS, portolan(CLASS_PATH, record));
        assertEquals(CONFORMS, portolan(CLASS_PATH, List.of("replay", walk.toString())));
        return walk;
    }

    private void isFoundIn(Path walk, PlantedFault fault) throws Exception {
        Path faulty = fault.compiled(scratch);
        assertEquals(
                DIVERGES,
                portolan(faulty + File.pathSeparator + CLASS_PATH, List.of("replay", walk.toString())),
                fault::toString);
    }

    private void finds(PlantedFault fault, String file, String run) throws Exception {
        Path faulty = fault.compiled(scratch);
        List<String> replay =
                List.of("replay", CORPUS.resolve(file + ".ndjson.gz").toString(), "--run", run);
        assertEquals(CONFORMS, portolan(CLASS_PATH, replay));
        assertEquals(DIVERGES, portolan(faulty + File.pathSeparator + CLASS_PATH, replay));
        String said = Files.readString(scratch.resolve("output"), StandardCharsets.UTF_8);
        assertTrue(said.contains("--run " + run), said);
    }

    private int portolan(String classPath, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                "dev.portolan.conformance.cli.Main"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(scratch.resolve("output").toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }
}
