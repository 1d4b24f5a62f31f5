package dev.portolan.conformance.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.report.Terminal;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Charts as they should look. {@code -Dportolan.write} writes them anew, to be looked at before they are kept. */
@DisplayName("charts of the corpus")
class ChartGoldenTest {

    private static final Path GOLDEN = Path.of("src/test/resources/dev/portolan/conformance/explain");

    private static final int EVENTS_SHOWN = 27;

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "traces/xnu/blocking-scenarios.ndjson.gz, xblk-02-three-receivers-order, 0",
        "traces/xnu/blocking-scenarios.ndjson.gz, xblk-21-rpc, 0",
        "traces/xnu/blocking-random-seed2.ndjson.gz, xbrnd-s2-49, 0",
        "traces/xnu/blocking-scenarios.ndjson.gz, xblk-10-receiver-port-destroyed, 4",
    })
    void looksAsItDid(String file, String run, int divergesAt) throws Exception {
        Trace trace = Explanations.trace(file, run);
        Explanation explanation = Explanations.explained(
                divergesAt == 0 ? trace : Explanations.expecting(trace, divergesAt, "KERN_INVALID_NAME"));
        assertEquals(divergesAt - 1, explanation.divergesAt());
        int shown = Math.min(trace.events().size(), EVENTS_SHOWN);
        Window window = new Window(0, shown, trace.events().size());

        String text = text(explanation, window, StandardCharsets.UTF_8);
        text.lines().forEach(line -> assertTrue(line.length() <= Terminal.COLUMNS, line));
        compare(run + ".txt", text);

        String svg = SvgChart.of(explanation, window);
        DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        compare(run + ".svg", svg);
    }

    @Test
    void aTerminalWithoutLinesHasItsOwn() throws Exception {
        Trace trace = Explanations.trace("traces/xnu/blocking-scenarios.ndjson.gz", "xblk-10-receiver-port-destroyed");
        String text = text(Explanations.explained(trace), new Window(0, 4, 4), StandardCharsets.US_ASCII);
        assertTrue(text.contains("*--------------+") || text.contains("---+"), text);
        assertTrue(text.chars().allMatch(c -> c < 128), text);
    }

    @Test
    void aDivergenceIsMarkedOnEachOfItsLines() throws Exception {
        Trace trace = Explanations.trace("traces/xnu/blocking-scenarios.ndjson.gz", "xblk-10-receiver-port-destroyed");
        Explanation explanation = Explanations.explained(Explanations.expecting(trace, 2, "MACH_RCV_INVALID_NAME"));
        String text = text(explanation, new Window(0, 4, 4), StandardCharsets.UTF_8);
        assertTrue(text.lines().filter(line -> line.startsWith("!")).count() >= 4, text);
        assertTrue(text.contains("expected MACH_RCV_INVALID_NAME"), text);
        assertTrue(text.contains("found BLOCKED"), text);
    }

    private static String text(Explanation explanation, Window window, Charset charset) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        TextChart.print(new Terminal(new PrintStream(bytes, true, charset), false), charset, explanation, window);
        return bytes.toString(charset);
    }

    private static void compare(String name, String text) throws IOException {
        Path golden = GOLDEN.resolve(name);
        if (System.getProperty("portolan.write") != null) {
            Files.writeString(golden, text);
        }
        assertEquals(Files.readString(golden), text, name);
    }

    /** Thirty threads, each with a call: the busiest have lanes, the others are named beside theirs. */
    @Test
    void moreThreadsThanLanesStillFit() {
        List<String> threads = IntStream.range(0, 30).mapToObj(i -> "A" + i).toList();
        List<Trace.Event> events = new ArrayList<>();
        for (int i = 0; i < 31; i++) {
            Call call = new Call.MachPortType(threads.get(i % 30), "A", PortName.NULL, Call.Entry.TRAP);
            Outcome outcome = new Outcome("KERN_INVALID_NAME", null, null, List.of());
            events.add(new Trace.Event(events.size() + 1, call, outcome, null));
        }
        Trace.Header header =
                new Trace.Header(Trace.FORMAT, "many", "run", "xnu", Map.of(), Map.of("A", threads), null, null, null);
        Explanation explanation = Explanations.explained(new Trace(header, events));
        String text = text(explanation, explanation.held(), StandardCharsets.UTF_8);
        text.lines().forEach(line -> assertTrue(line.length() <= Terminal.COLUMNS, line));
        assertTrue(text.lines().anyMatch(line -> line.contains("A29: mach_port_type(")), text);
        assertTrue(SvgChart.of(explanation, explanation.held()).contains("A29: mach_port_type("));
    }
}
