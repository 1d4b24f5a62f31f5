package dev.portolan.conformance.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The page is complete in itself, and what a trace says never becomes markup. */
@DisplayName("the page")
class HtmlPageTest {

    static final String HOSTILE =
            "</script><img src=x onerror=document.title='gone'>{{data}}{{style}}\"'&\u2028\u0007<!--";

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    static String page(Trace trace) {
        Explanation explanation = Explanations.explained(trace);
        return HtmlPage.of(explanation, explanation.held(), Explanations.CITATIONS);
    }

    /** A trace whose every string is hostile. */
    static Trace hostile() {
        List<Trace.Event> events = new ArrayList<>();
        events.add(new Trace.Event(
                1,
                new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.TRAP),
                new Outcome(
                        "KERN_SUCCESS", null, new Outcome.Out(PortName.of(HOSTILE), null, null, null, null), List.of()),
                null));
        events.add(new Trace.Event(
                2,
                new Call.MachPortType("A0", "A", PortName.of(HOSTILE), Call.Entry.TRAP),
                new Outcome(HOSTILE, HOSTILE, null, List.of(new Outcome.Completion(HOSTILE, HOSTILE, HOSTILE, null))),
                null));
        return new Trace(Explanations.header(HOSTILE, "xnu"), events);
    }

    static JsonNode data(String page) throws IOException {
        Matcher data = DATA.matcher(page);
        assertTrue(data.find());
        return new ObjectMapper().readTree(data.group(1));
    }

    private static Trace corpus() throws IOException {
        return Explanations.trace("traces/xnu/blocking-scenarios.ndjson.gz", "xblk-21-rpc");
    }

    @Test
    void nothingIsFetched() throws Exception {
        String page = page(corpus());
        assertTrue(page.contains("default-src 'none'"));
        assertFalse(Pattern.compile("(src|href)=\"(?!#)").matcher(page).find());
        assertEquals(
                List.of("http://www.w3.org/2000/svg"),
                Pattern.compile("https?://[^\"'\\s]+")
                        .matcher(page)
                        .results()
                        .map(found -> found.group())
                        .toList());
        assertFalse(page.contains("@import") || page.contains("url("));
    }

    @Test
    void hostileStringsStayText() throws Exception {
        String page = page(hostile());
        assertFalse(page.contains("<img"));
        assertEquals(2, Pattern.compile("</script>").matcher(page).results().count());
        JsonNode data = data(page);
        assertEquals(HOSTILE, data.at("/header/name").asText());
        assertEquals(HOSTILE, data.at("/steps/1/ret").asText());
        assertFalse(page.substring(page.indexOf("id=\"data\"")).contains("\u2028"));
    }

    @Test
    void everyStepSaysWhatItChanged() throws Exception {
        JsonNode steps = data(page(corpus())).get("steps");
        assertEquals(6, steps.size());
        assertEquals("RECEIVE", steps.at("/0/s/B/p1/type").asText());
        assertEquals("AwaitMessage", steps.at("/3/t/B1/at").asText());
        assertTrue(steps.at("/4/t/B1").isNull());
        assertEquals("MachMsgSendReceive", steps.at("/4/action").asText());
    }

    @Test
    void tasksAndThreadsAreTold() throws Exception {
        Trace trace = Explanations.trace("traces/classic/exceptions.ndjson.gz", "exc-21-thread-port-only");
        JsonNode steps = data(page(trace)).get("steps");
        assertEquals("STOPPED", steps.at("/5/a/H0/runs").asText());
        assertEquals("k1", steps.at("/6/a/H0/port").asText());
        assertEquals(0, steps.at("/7/a/H0/suspends").asInt());
        assertEquals("WAITING", steps.at("/8/a/H0/runs").asText());
        assertEquals("H0", steps.at("/5/k/T0/threads/0").asText());
    }

    @Test
    void theDivergingStepHasBothStates() throws Exception {
        Trace trace = Explanations.expecting(corpus(), 5, "MACH_SEND_INVALID_DEST");
        JsonNode divergence = data(page(trace)).get("divergence");
        assertEquals(4, divergence.get("at").asInt());
        assertEquals("BLOCKED", divergence.get("actual").asText().substring(0, 7));
        assertEquals("AwaitMessage", divergence.at("/state/t/A1/at").asText());
    }

    @Test
    void aClauseComesWithItsLinesOfTheSpecification() throws Exception {
        JsonNode data = data(page(corpus()));
        String clause = data.at("/steps/0/clause").asText();
        assertEquals("ipc.allocate.3", clause);
        assertEquals("ipc.receive.6", data.at("/steps/4/clause").asText());
        assertEquals("ipc.receive.8", data.at("/steps/4/woke/0/clause").asText());
        JsonNode place = data.get("clauses").get("ipc.allocate.3").get("places").get(0);
        assertEquals("spec/ipc/IpcRights.tla", place.get("file").asText());
        assertTrue(place.get("text").toString().contains("ipc.allocate.3"));
    }

    @Test
    void aLongTraceIsAWindowThatSaysSo() throws Exception {
        Trace lengthened = Explanations.asking(HtmlPage.CALLS_MAX + 5);
        JsonNode window = data(page(lengthened)).get("window");
        assertEquals(HtmlPage.CALLS_MAX, window.get("to").asInt());
        assertEquals(HtmlPage.CALLS_MAX + 5, window.get("of").asInt());
    }

    @Test
    void ofALongTraceTheCallsAroundItsDivergenceAreKept() throws Exception {
        Trace lengthened = Explanations.asking(500);
        Explanation explanation = Explanations.explained(Explanations.expecting(lengthened, 300, "KERN_FAILURE"), 100);
        assertEquals(new Window(210, 310, 500), explanation.held());
        assertEquals(299, explanation.divergesAt());
        JsonNode data = data(HtmlPage.of(explanation, explanation.held(), Explanations.CITATIONS));
        assertEquals(89, data.at("/divergence/at").asInt());
        assertEquals(300, data.at("/steps/89/n").asInt());
    }

    @Test
    void whatCanBePressedIsAButtonAndTablesHaveHeaders() throws Exception {
        String page = page(corpus());
        for (String button : List.of("first", "previous", "next", "last", "diverging", "theme", "help")) {
            assertTrue(page.contains("<button type=\"button\" id=\"" + button + "\""), button);
        }
        assertTrue(page.contains("role=\"listbox\"") && page.contains("aria-live=\"polite\""));
        assertTrue(page.contains("<html lang=\"en\">") && page.contains("name=\"viewport\""));
        assertTrue(page.contains("prefers-color-scheme: dark") && page.contains("@media print"));
    }
}
