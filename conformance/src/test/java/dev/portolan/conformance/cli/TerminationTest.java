package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portolan.traces.PartFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A command that is ended from outside says nothing and leaves nothing behind. */
@DisplayName("commands ended from outside")
@Timeout(120)
class TerminationTest {

    private static final int SIGINT = 2;

    /** Each as a shell tells it: 128 and the number of the signal. */
    private static final Map<String, Integer> CODES = Map.of("TERM", 143, "INT", 128 + SIGINT);

    @TempDir
    Path temporary;

    @TempDir
    Path other;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check MCStepsReplies_xnu_full",
                "record walk MCStepsReplies_xnu_full --goal code=KERN_NO_SPACE -o FILE"
            })
    void whatWaitsForTlcEndsQuietly(String command) throws Exception {
        String file = other.resolve("goal.ndjson").toString();
        Process waiting = portolan(command.replace("FILE", file).split(" "));
        endsQuietly(waiting, "TERM", () -> waiting.descendants().findAny().isPresent());
        assertEquals(List.of("said"), names(other));
    }

    /** The kernel and its child hear of no signal and of no end of input; they have to be ended. */
    @ParameterizedTest
    @CsvSource({
        "TERM, replay examples/first-steps.ndjson",
        "INT, replay examples/first-steps.ndjson",
        "TERM, conform MCNames_xnu",
        "INT, conform MCNames_xnu"
    })
    void aKernelEndsWithTheCommandThatAskedIt(String signal, String command) throws Exception {
        assumeTrue(
                !signal.equals("INT") || heedsInterrupts(),
                "SIGINT is ignored by all that is started here; " + command + " was not interrupted");
        Path begun = other.resolve("begun");
        String kernel = "trap '' TERM INT HUP; read r; echo '{\"id\":1,\"protocol\":1,\"name\":\"g\",\"version\":\"1\","
                + "\"dialects\":[\"xnu\"],\"levels\":[\"ipc\"],\"observes\":[]}'; read r;"
                + " tail -f /dev/null > /dev/null 2>&1 & echo $$ $! >> '" + begun + "'; while :; do wait; done";
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--answer-timeout", "90", "--kernel", kernel));
        try {
            endsQuietly(
                    portolan(arguments.toArray(String[]::new)),
                    signal,
                    () -> Files.exists(begun) && Files.readString(begun).endsWith("\n"));
            for (ProcessHandle process : running(begun)) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
            assertEquals(List.of("begun", "said"), names(other));
        } finally {
            running(begun).forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Those of a list of processes that run. */
    private static List<ProcessHandle> running(Path pids) throws IOException {
        List<ProcessHandle> running = new ArrayList<>();
        if (Files.exists(pids)) {
            for (String pid : Files.readString(pids).strip().split("\\s+")) {
                ProcessHandle.of(Long.parseLong(pid)).ifPresent(running::add);
            }
        }
        return running;
    }

    /** A shell without job control has what it runs in the background ignore the signal, for good. */
    private static boolean heedsInterrupts() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return true;
        }
        String ignored = Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .findFirst()
                .orElse("SigIgn: 0");
        return (Long.parseUnsignedLong(ignored.split("\\s+")[1], 16) & 1 << SIGINT - 1) == 0;
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    /** A run and a walk, whose traces are written in this JVM, and in one that is killed where it stands. */
    @ParameterizedTest
    @ValueSource(strings = {"run --calls 100000000", "walk MCNames_classic --steps 100000000"})
    void aRecordingLeavesNoHalfOfAFile(String command) throws Exception {
        Path out = Files.writeString(other.resolve("trace.ndjson"), "before");
        Process record = portolan(("record " + command + " -o " + out).split(" "));
        endsQuietly(record, "TERM", () -> isPartIn(other) || isPartIn(temporary));
        assertEquals("before", Files.readString(out));
        assertEquals(List.of("said", "trace.ndjson"), names(other));
    }

    private static boolean isPartIn(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.anyMatch(path -> path.toString().endsWith(PartFile.SUFFIX));
        } catch (UncheckedIOException changing) {
            return false;
        }
    }

    private Process portolan(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(other.resolve("said").toFile())
                .start();
    }

    /** Ends a command once it is at work. */
    private void endsQuietly(Process command, String signal, Callable<Boolean> atWork) throws Exception {
        try {
            while (!atWork.call()) {
                assertTrue(command.isAlive(), "it goes on until it is ended");
                Thread.onSpinWait();
            }
            List<ProcessHandle> all = Stream.concat(Stream.of(command.toHandle()), command.descendants())
                    .toList();
            new ProcessBuilder("kill", "-" + signal, Long.toString(command.pid())).start();
            assertEquals(CODES.get(signal), command.waitFor());
            for (ProcessHandle process : all) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
            assertEquals("", Files.readString(other.resolve("said")));
        } finally {
            command.destroyForcibly();
        }
        assertEquals(List.of(), names(temporary));
    }
}
