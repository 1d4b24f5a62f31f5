package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.ItfWriter;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trace that must be refused ends a command with 2 and one line that says file, line, column and reason. */
@DisplayName("hostile input through the command line")
class HostileInputTest {

    private static final Path REFUSED =
            Path.of("").toAbsolutePath().getParent().resolve("traces").resolve("refused");
    private static final int LINE_BYTES = 50_000_000;
    private static final int LIMIT_SECONDS = 60;

    @TempDir
    Path folder;

    static Stream<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(REFUSED)) {
            return files.filter(file -> !file.toString().endsWith(".refusal")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRefusedTraceIsBadInput(Path file) throws IOException {
        String out = folder.resolve("out").toString();
        isBadInput(file, "replay");
        isBadInput(file, "validate");
        isBadInput(file, "explain", "--html", out + ".html");
        isBadInput(file, "convert", "-o", out + ItfWriter.SUFFIX);
        try (Stream<Path> made = Files.list(folder)) {
            assertEquals(List.of(), made.toList());
        }
    }

    private static void isBadInput(Path file, String... command) throws IOException {
        String reason = Files.readString(Path.of(file.toString().replaceFirst("\\.ndjson(\\.gz)?$", ".refusal")));
        PrintStream err = System.err;
        ByteArrayOutputStream complained = new ByteArrayOutputStream();
        int exit;
        try {
            System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
            exit = Main.run(Stream.concat(Stream.of(command), Stream.of(file.toString()))
                    .toArray(String[]::new));
        } finally {
            System.setErr(err);
        }
        assertEquals(
                "portolan: " + file + ":" + reason.strip() + System.lineSeparator(),
                complained.toString(StandardCharsets.UTF_8));
        assertEquals(ExitCode.BAD_INPUT, exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"long.ndjson", "bomb.ndjson.gz"})
    void aLineWithoutEndIsBadInputInLittleMemory(String name) throws Exception {
        Path file = folder.resolve(name);
        try (OutputStream raw = new BufferedOutputStream(Files.newOutputStream(file));
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            byte[] blanks = " ".repeat(LINE_BYTES / 100).getBytes(StandardCharsets.US_ASCII);
            out.write('{');
            for (int i = 0; i < 100; i++) {
                out.write(blanks);
            }
        }
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Main.class.getName(),
                        "replay",
                        file.toString()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(
                List.of("portolan: " + file + ":1:1: the line has more than 8388608 bytes"), Files.readAllLines(said));
        assertEquals(ExitCode.BAD_INPUT, process.exitValue());
    }
}
