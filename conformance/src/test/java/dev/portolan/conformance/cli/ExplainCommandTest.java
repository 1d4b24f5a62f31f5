package dev.portolan.conformance.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code explain}: what it prints, what it writes, how it ends. */
@DisplayName("portolan explain")
class ExplainCommandTest {

    private static final String HEADER = "{\"format\":\"portolan-trace/1\",\"name\":\"hello\",\"kind\":\"run\","
            + "\"dialect\":\"xnu\",\"limits\":{\"queueLimit\":5},\"tasks\":{\"A\":[\"A0\"]}}\n";
    private static final String ALLOCATE =
            "{\"seq\":1,\"call\":\"mach_port_allocate\",\"thread\":\"A0\",\"task\":\"A\","
                    + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\",\"outcome\":{\"ret\":\"%s\",\"out\":{\"name\":\"p1\"}}}\n";

    /* In the current folder. */
    private static final Path PAGE = Path.of("hello.html");

    @TempDir
    Path scratch;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() throws IOException {
        Files.deleteIfExists(PAGE);
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    private Path trace(String ret) throws Exception {
        return Files.writeString(scratch.resolve("hello.ndjson"), HEADER + String.format(ALLOCATE, ret));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTraceThatConformsEndsWithZeroAndLeavesAPage() throws Exception {
        assertEquals(0, Main.run("explain", trace("KERN_SUCCESS").toString()), err.toString());
        assertTrue(said().contains("mach_port_allocate(RECEIVE)"), said());
        assertTrue(said().contains("the kernel does what the trace says"), said());
        assertTrue(Files.readString(PAGE).contains("<h1"));
        assertFalse(Files.exists(scratch.resolve(PAGE)), "a page beside the trace");
    }

    @Test
    void aTraceThatDivergesEndsWithOneAndSaysWhoDecides() throws Exception {
        assertEquals(1, Main.run("explain", trace("KERN_NO_SPACE").toString()), err.toString());
        assertTrue(said().contains("decided   spec/ipc/IpcRights.tla:"), said());
        assertTrue(said().contains("applied   ipc.allocate.3"), said());
        said().lines()
                .filter(line -> !line.startsWith("  again") && !line.startsWith("  page") && !line.contains("hello.nd"))
                .forEach(line -> assertTrue(line.length() <= 80, line));
    }

    @Test
    void oneJsonObjectSaysWhereThePageIs() throws Exception {
        Path svg = scratch.resolve("hello.svg");
        int code = Main.run("explain", trace("KERN_NO_SPACE").toString(), "--json", "--svg", svg.toString());
        assertEquals(1, code);
        JsonNode report = new ObjectMapper().readTree(said());
        assertFalse(report.get("ok").asBoolean());
        assertEquals("hello", report.get("run").asText());
        assertEquals(1, report.get("calls").asInt());
        assertEquals(svg.toString(), report.get("svg").asText());
        assertTrue(Files.exists(Path.of(report.get("html").asText())));
        assertEquals("KERN_NO_SPACE", report.at("/divergence/expected").asText().substring(0, 13));
        assertTrue(Files.readString(svg).startsWith("<svg "));
    }

    @Test
    void whatCannotBeReadIsBadInput() throws Exception {
        assertEquals(2, Main.run("explain", scratch.resolve("absent.ndjson").toString()));
        assertEquals(
                2,
                Main.run(
                        "explain",
                        Files.writeString(scratch.resolve("x.ndjson"), "{}\n").toString()));
        assertEquals(2, Main.run("explain", trace("KERN_SUCCESS").toString(), "--run", "other"));
        assertEquals(
                2,
                Main.run(
                        "explain",
                        trace("KERN_SUCCESS").toString(),
                        "--html",
                        scratch.resolve("no/a.html").toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("absent.ndjson"));
    }
}
