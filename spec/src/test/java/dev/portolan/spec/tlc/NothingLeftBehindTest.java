package dev.portolan.spec.tlc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However a program ends that checks a model, its TLC ends too, and its files go. */
@Timeout(60)
class NothingLeftBehindTest {

    @TempDir
    private Path temporary;

    private Process start(String end) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        EndlessCheck.class.getName(),
                        end)
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitRunning(BufferedReader output) throws IOException {
        String line = output.readLine();
        assertEquals(EndlessCheck.RUNNING, line);
    }

    private void assertAllGone(List<ProcessHandle> processes) throws Exception {
        for (ProcessHandle process : processes) {
            process.onExit().get(30, TimeUnit.SECONDS);
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private void endedFromOutside(boolean abruptly) throws Exception {
        Process program = start("outside");
        try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
            awaitRunning(output);
            List<ProcessHandle> processes = Stream.concat(Stream.of(program.toHandle()), program.descendants())
                    .toList();
            assertEquals(2, processes.size());
            try (Stream<Path> files = Files.list(temporary)) {
                assertEquals(1, files.count());
            }
            if (abruptly) {
                program.destroyForcibly();
            } else {
                program.destroy();
            }
            assertAllGone(processes);
        }
    }

    @Test
    void afterATermination() throws Exception {
        endedFromOutside(false);
    }

    @Test
    void afterAKill() throws Exception {
        endedFromOutside(true);
    }

    private String endedByItself(String end) throws Exception {
        Process program = start(end);
        try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
            awaitRunning(output);
            List<ProcessHandle> processes = Stream.concat(Stream.of(program.toHandle()), program.descendants())
                    .toList();
            String last = output.lines().reduce((first, second) -> second).orElse("");
            assertAllGone(processes);
            assertTrue(program.waitFor(30, TimeUnit.SECONDS));
            assertEquals(0, program.exitValue());
            return last;
        }
    }

    @Test
    void afterATimeLimit() throws Exception {
        assertEquals("stopped", endedByItself("timeout"));
    }

    @Test
    void afterAnInterrupt() throws Exception {
        assertEquals("interrupted", endedByItself("interrupt"));
    }
}
