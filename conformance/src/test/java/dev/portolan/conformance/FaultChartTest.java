package dev.portolan.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart of a planted fault, and the picture of it that the documents show. */
@DisplayName("a planted fault, drawn")
class FaultChartTest {

    private static final Path CHARTS = Path.of("src/test/resources/dev/portolan/conformance/explain");
    private static final int LIMIT_SECONDS = 120;

    @TempDir
    Path scratch;

    @Test
    void looksAsItDid() throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path faulty = PlantedFault.named("kernel-queue-reversed").compiled(scratch);
        Path trace = Files.copy(CHARTS.resolve("queue-reversed.ndjson"), scratch.resolve("queue-reversed.ndjson"));
        Path picture = scratch.resolve("picture.svg");
        Path output = scratch.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dstdout.encoding=UTF-8",
                        "-cp",
                        faulty + File.pathSeparator + classPath,
                        "dev.portolan.conformance.cli.Main",
                        "explain",
                        trace.toString(),
                        "--svg",
                        picture.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS), "ends in time");
        } finally {
            process.destroyForcibly();
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        assertEquals(1, process.exitValue(), said);
        String chart = said.substring(said.indexOf("queue-reversed"), said.indexOf(trace.toString()));
        compare(CHARTS.resolve("queue-reversed.txt"), chart);
        compare(PlantedFault.REPOSITORY.resolve("docs/explain.svg"), Files.readString(picture));
    }

    private static void compare(Path golden, String found) throws IOException {
        if (System.getProperty("portolan.write") != null) {
            Files.writeString(golden, found);
        }
        assertEquals(Files.readString(golden), found, golden.toString());
    }
}
