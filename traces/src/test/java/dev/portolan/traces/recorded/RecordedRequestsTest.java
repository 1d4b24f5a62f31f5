package dev.portolan.traces.recorded;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.Notified;
import dev.portolan.traces.PortName;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose name it is that a notification tells as a number. */
class RecordedRequestsTest {

    private static final Notified OF_P5 = new Notified("B", PortName.of("p5"), null);

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    /** Word was asked of p5, number 3, and has come as a number. */
    private static Notified told(RecordedRequests requests) throws IOException {
        return told(requests, "PORT_DELETED");
    }

    private static Notified told(RecordedRequests requests, String notification) throws IOException {
        return requests.notified(
                json("{'notification':'" + notification + "','body':[{'ports':'PORT_NAME','raw':[3]}]}"));
    }

    private static RecordedRequests asked(Recording recording) throws IOException {
        RecordedRequests requests = new RecordedRequests(recording);
        requests.seen(Map.of("B", Map.of(3L, "p5")));
        requests.ordered(json("{'op':'mach_port_request_notification','args':{'task':'B','name':'p5','name_raw':3}}"));
        return requests;
    }

    @Test
    void aNameThatIsThereOrHasJustGone() throws IOException {
        RecordedRequests requests = asked(new GnumachRecording());
        assertEquals(OF_P5, told(requests, "DEAD_NAME"));
        requests.seen(Map.of("B", Map.of()));
        assertEquals(OF_P5, told(requests));
    }

    /** The recorder has names of its own, and so the numbers of two kernels are not the same. */
    @Test
    void aNumberThatMayBeAnothersByNow() throws IOException {
        RecordedRequests requests = asked(new GnumachRecording());
        requests.seen(Map.of("B", Map.of()));
        requests.seen(Map.of("B", Map.of(102L, "p6")));
        assertNull(told(requests));

        RecordedRequests atOnce = asked(new GnumachRecording());
        atOnce.seen(Map.of("B", Map.of(102L, "p6")));
        assertNull(told(atOnce));
    }

    @Test
    void aNameThatHasGoneAndIsBack() throws IOException {
        assertNull(told(asked(new GnumachRecording())));
    }

    @Test
    void numbersOfXnuDoNotComeBackSoon() throws IOException {
        RecordedRequests requests = asked(new XnuRecording());
        requests.seen(Map.of("B", Map.of()));
        requests.seen(Map.of("B", Map.of(102L, "p6")));
        assertEquals(OF_P5, told(requests));
    }
}
