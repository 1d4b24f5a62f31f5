package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A command that is ended from outside says nothing and leaves nothing behind. */
@DisplayName("commands ended from outside")
@Timeout(120)
class TerminationTest {

    /** 128 and the number of the signal. */
    private static final int TERMINATED = 143;

    @TempDir
    Path temporary;

    @TempDir
    Path other;

    @Test
    void aCheckEndsQuietly() throws Exception {
        Path said = other.resolve("said");
        Process check = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "check",
                        "MCStepsReplies_xnu_full")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            awaitTlc(check);
            List<ProcessHandle> all = Stream.concat(Stream.of(check.toHandle()), check.descendants())
                    .toList();
            check.destroy();
            assertEquals(TERMINATED, check.waitFor());
            for (ProcessHandle process : all) {
                process.onExit().get(30, TimeUnit.SECONDS);
            }
            assertEquals("", Files.readString(said));
        } finally {
            check.destroyForcibly();
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertEquals(List.of(), left.toList());
        }
    }

    private static void awaitTlc(Process check) {
        while (check.descendants().findAny().isEmpty()) {
            assertTrue(check.isAlive(), "the check goes on until it is ended");
            Thread.onSpinWait();
        }
    }
}
