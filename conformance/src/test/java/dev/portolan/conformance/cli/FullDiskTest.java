package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A command that cannot write all of a file leaves the one that was there, and nothing else. */
@DisplayName("files that are too large for what is left of the disk")
@Timeout(120)
class FullDiskTest {

    /** Above what the specification's modules take in a temporary folder, and below what is written. */
    private static final int BYTES_MAX = 48 << 10;

    private static final int SHELL_BLOCK = 512;

    @TempDir
    static Path given;

    @TempDir
    Path folder;

    @TempDir
    Path temporary;

    @BeforeAll
    static void record() throws IOException {
        for (int calls : List.of(500, 100)) {
            Path trace = given.resolve(calls + ".ndjson");
            assertEquals(0, Main.run("record", "run", "--calls", "" + calls, "--json", "-o", trace.toString()));
        }
        Path itf = given.resolve("100.itf.json");
        assertEquals(0, Main.run("convert", given.resolve("100.ndjson").toString(), "--json", "-o", itf.toString()));
        String line = "{'run':'r','begin':true,'seed':9}\n"
                + ("{'run':'r','seq':1,'by':'A','op':'mach_port_allocate(trap)','args':{'task':'A','right':'RECEIVE'},"
                                + "'ret':'KERN_SUCCESS','rc':0,'out':{'name':'p1','name_raw':515},"
                                + "'state':{'A':[],'B':[]}}\n")
                        .repeat(1_000);
        Files.writeString(given.resolve("recording.ndjson"), line.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource({
        "record run --calls 1000 -o FILE, trace.ndjson",
        "record run --concurrent --calls 1000 -o FILE, trace.ndjson",
        "record walk --steps 300 -o FILE, trace.ndjson",
        "record walk MCNames_classic --steps 300 -o FILE, trace.ndjson",
        "record test 500.ndjson -o FILE, FullTest.java",
        "convert 100.ndjson -o FILE, trace.itf.json",
        "convert 100.itf.json -o FILE, trace.ndjson",
        "import --from xnu recording.ndjson -o FILE, trace.ndjson",
        "explain 100.ndjson --html FILE, page.html",
        "explain 500.ndjson --html /dev/null --svg FILE, chart.svg",
    })
    void nothingIsThereInHalf(String command, String name) throws IOException, InterruptedException {
        Path file = folder.resolve(name);
        Files.writeString(file, "before");
        String complaint = portolan(command, file);
        assertTrue(complaint.contains("File too large"), complaint);
        assertEquals("before", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.toList();
        }
    }

    private String portolan(String command, Path file) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                "sh",
                "-c",
                "ulimit -f " + BYTES_MAX / SHELL_BLOCK + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-UsePerfData",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName()));
        for (String word : command.split(" ")) {
            boolean isGiven = Files.exists(given.resolve(word));
            line.add(isGiven ? given.resolve(word).toString() : word.equals("FILE") ? file.toString() : word);
        }
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes());
            assertEquals(3, process.waitFor(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
