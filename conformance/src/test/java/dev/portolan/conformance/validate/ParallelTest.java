package dev.portolan.conformance.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("tlc")
@DisplayName("runs in parallel judged by the specification")
class ParallelTest {

    private static final Oracles ORACLES = new Oracles();
    private static final String HEADER = "{\"format\":\"portolan-trace/1\",\"name\":\"made\",\"kind\":\"run\","
            + "\"dialect\":\"xnu\",\"limits\":{},\"tasks\":{\"A\":[\"A0\",\"A1\"]}}";
    private static final String ALLOCATE =
            "{\"seq\":1,\"call\":\"mach_port_allocate\",\"thread\":\"A0\",\"task\":\"A\","
                    + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\",\"start\":0,\"end\":9,"
                    + "\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":\"p7\"}}}";

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    private static String refs(int seq, String thread, long start, long end, String ret) {
        String out = ret.equals("KERN_SUCCESS") ? ",\"out\":{\"refs\":1}" : "";
        return named(seq, "mach_port_get_refs", thread, ",\"right\":\"RECEIVE\"", start, end)
                + "\"outcome\":{\"ret\":\"" + ret + "\"" + out + "}}";
    }

    private static String destroy(int seq, String thread, long start, long end) {
        return named(seq, "mach_port_destroy", thread, "", start, end) + "\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}";
    }

    private static String named(int seq, String call, String thread, String more, long start, long end) {
        return "{\"seq\":" + seq + ",\"call\":\"" + call + "\",\"thread\":\"" + thread
                + "\",\"task\":\"A\",\"name\":\"p7\",\"entry\":\"TRAP\"" + more + ",\"start\":" + start + ",\"end\":"
                + end + ",";
    }

    private Verdict validate(String... lines) throws IOException {
        Path file = folder.resolve("made.ndjson");
        Files.write(file, List.of(lines));
        try (TraceStream traces = TraceStream.open(file)) {
            Trace.Header header = traces.next().orElseThrow();
            return new TraceValidator(ORACLES, new Citations(), null).validate("made.ndjson", traces, header);
        }
    }

    /** clauses ipc.get_refs.5 and ipc.destroy.6: the line order is not the order in which the calls took effect. */
    @Test
    void anOrderWithinTheOverlapsIsFound() throws IOException {
        Verdict verdict = validate(HEADER, ALLOCATE, destroy(2, "A0", 10, 30), refs(3, "A1", 20, 40, "KERN_SUCCESS"));
        assertNull(verdict.divergence());
        assertEquals(3, verdict.events());
        Verdict other =
                validate(HEADER, ALLOCATE, destroy(2, "A0", 10, 30), refs(3, "A1", 20, 40, "KERN_INVALID_NAME"));
        assertNull(other.divergence());
    }

    /** clause ipc.get_refs.4: no order lets a name be used after it is gone. */
    @Test
    void anOrderAgainstTheInstantsIsNone() throws IOException {
        Verdict verdict = validate(HEADER, ALLOCATE, destroy(2, "A0", 10, 19), refs(3, "A1", 20, 40, "KERN_SUCCESS"));
        Divergence divergence = verdict.divergence();
        assertNotNull(divergence);
        assertEquals(2, verdict.events());
        assertEquals(4, divergence.line());
        assertEquals(1, divergence.differences().size());
    }

    /** clause ipc.destroy.6: nobody is let go who does not wait, and states among other calls are not compared. */
    @Test
    void whoDoesNotWaitIsNotLetGo() throws IOException {
        String woke = ",\"woke\":[{\"thread\":\"A1\",\"ret\":\"MACH_RCV_PORT_CHANGED\"}]}}";
        Verdict verdict = validate(HEADER, ALLOCATE, destroy(2, "A0", 10, 19).replace("}}", woke));
        assertNotNull(verdict.divergence());
        assertEquals(3, verdict.divergence().line());
    }

    /**
     * clause ipc.insert_right.13: two rights are under way at once, to be put under names that no space has yet. One
     * thread sees that both have left and neither has arrived, so that no order of whole calls will do.
     */
    @ParameterizedTest
    @CsvSource({
        "p1016, KERN_SUCCESS, true",
        "p1016, KERN_NAME_EXISTS, false",
        "p1000, KERN_NAME_EXISTS, true",
        "p1000, KERN_SUCCESS, false"
    })
    void rightsUnderWayArriveUnderNamesOfTheirOwn(String other, String said, boolean allowed) throws IOException {
        String header = HEADER.replace("\"A1\"", "\"A1\",\"A2\"");
        String second = ALLOCATE.replace("\"seq\":1", "\"seq\":2")
                .replace("p7", "p8")
                .replace("\"start\":0,\"end\":9", "\"start\":10,\"end\":19");
        Verdict verdict = validate(
                header,
                ALLOCATE,
                second,
                gone(3, "p7", 25),
                gone(4, "p8", 27),
                gone(5, "p1000", 29),
                gone(6, other, 31),
                moved(7, "A0", "p1000", "p7", "KERN_SUCCESS"),
                moved(8, "A1", other, "p8", said));
        assertEquals(allowed, verdict.accepts());
    }

    private static String gone(int seq, String name, long start) {
        return named(seq, "mach_port_type", "A2", "", start, start + 1).replace("p7", name)
                + "\"outcome\":{\"ret\":\"KERN_INVALID_NAME\"}}";
    }

    private static String moved(int seq, String thread, String name, String right, String ret) {
        String more = ",\"right\":\"" + right + "\",\"disposition\":\"MOVE_RECEIVE\"";
        return named(seq, "mach_port_insert_right", thread, more, 20, 40)
                        .replace("\"name\":\"p7\"", "\"name\":\"" + name + "\"")
                + "\"outcome\":{\"ret\":\"" + ret + "\"}}";
    }

    /** A thread is aborted while it inserts a right under a name that is given out meanwhile: no verdict, no refusal. */
    @Test
    void anAbortedThreadStillHoldsItsName() throws IOException {
        Path run = Path.of("src/test/resources/parallel/abort-of-a-call-under-way.ndjson");
        Verdict verdict = validate(Files.readAllLines(run).toArray(String[]::new));
        assertNull(verdict.divergence());
        assertTrue(verdict.reason().endsWith("gives out a name that a call under way was made with before"));
    }

    @Test
    void aStateAmongOtherCallsIsNotChecked() throws IOException {
        String state = ALLOCATE.replaceAll("}$", ",\"state\":{\"spaces\":[{\"task\":\"A\",\"entries\":[]}]}}");
        assertEquals(1, validate(HEADER, state).unchecked().counts().get("state"));
    }

    /** Where some events say when they were and others do not, there is no telling what was before what. */
    @Test
    void instantsOfSomeEventsAreRefused() {
        String[] lines = {HEADER, ALLOCATE, destroy(2, "A0", 10, 19), refs(3, "A1", 20, 40, "KERN_INVALID_NAME")};
        for (int line = 1; line < lines.length; line++) {
            String[] some = lines.clone();
            some[line] = some[line].replaceAll(",\"start\":\\d+,\"end\":\\d+", "");
            assertThrows(IllegalArgumentException.class, () -> validate(some), some[line]);
        }
    }

    /** clause ipc.insert_right.13: a run that no order explains has no verdict only where a slot may decide. */
    @ParameterizedTest
    @CsvSource({"p7, KERN_FAILURE, true", "p9, KERN_FAILURE, false", "p9, KERN_INVALID_NAME, true"})
    void aSlotDecidesOnlyUnderAFreeName(String name, String said, boolean refused) throws IOException {
        String insert =
                named(2, "mach_port_insert_right", "A1", ",\"right\":\"p7\",\"disposition\":\"MAKE_SEND_ONCE\"", 10, 20)
                                .replaceFirst("p7", name)
                        + "\"outcome\":{\"ret\":\"" + said + "\"}}";
        Verdict verdict = validate(HEADER, ALLOCATE, insert);
        assertEquals(refused, verdict.divergence() != null);
        assertEquals(refused, verdict.reason() == null);
        assertEquals(1, verdict.events());
        assertEquals(1, verdict.compared());
    }

    /** clause ipc.insert_right.17: of our own kernel's numbers it is known which share a slot. */
    @ParameterizedTest
    @CsvSource({"263, KERN_FAILURE", "515, KERN_SUCCESS", "259, KERN_NAME_EXISTS"})
    void numbersTellWhichNamesShareASlot(String name, String said) throws IOException {
        String allocate = ALLOCATE.replace("p7", "259");
        String insert = named(
                                2,
                                "mach_port_insert_right",
                                "A1",
                                ",\"right\":\"259\",\"disposition\":\"MAKE_SEND_ONCE\"",
                                10,
                                20)
                        .replaceFirst("p7", name)
                + "\"outcome\":{\"ret\":\"" + said + "\"}}";
        Verdict verdict = validate(HEADER, allocate, insert);
        assertNull(verdict.divergence());
        assertNull(verdict.reason());
        assertEquals(2, verdict.events());
    }

    /** clause ipc.allocate_name.3: a dead name under a name that nobody is told is not the one of a call that fails. */
    @Test
    void aNameThatNobodyIsToldIsNoOtherCalls() throws IOException {
        String allocate = "{\"seq\":1,\"call\":\"mach_port_allocate_name\",\"thread\":\"A0\",\"task\":\"A\","
                + "\"right\":\"DEAD_NAME\",\"name\":\"17801475\",\"entry\":\"RPC\",\"start\":0,\"end\":9,"
                + "\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}";
        String insert =
                named(2, "mach_port_insert_right", "A0", ",\"right\":\"p7\",\"disposition\":\"COPY_SEND\"", 10, 20)
                                .replace("TRAP", "RPC")
                        + "\"outcome\":{\"ret\":\"MACH_SEND_INVALID_RIGHT\"}}";
        Verdict verdict = validate(HEADER, allocate, insert, refs(3, "A0", 30, 40, "KERN_INVALID_NAME"));
        assertNull(verdict.divergence());
        assertEquals(3, verdict.events());
    }

    /** clause ipc.receive.8: a call that waits ends within another, and a wrong end is refused. */
    @Test
    void aCallThatWaitsEndsLater() throws IOException {
        String receive = "{\"seq\":2,\"call\":\"mach_msg\",\"thread\":\"A1\",\"receive\":{\"name\":\"p7\","
                + "\"receiveSize\":100,\"large\":false,\"trailerSize\":0,\"timeout\":\"FOREVER\"},"
                + "\"start\":12,\"end\":20,\"outcome\":{\"ret\":\"BLOCKED\"}}";
        String send = "{\"seq\":3,\"call\":\"mach_msg\",\"thread\":\"A0\",\"send\":{\"header\":{\"remote\":\"p7\","
                + "\"remoteDisposition\":\"MAKE_SEND\",\"id\":5},\"sendSize\":24,\"timeout\":\"FOREVER\"},"
                + "\"start\":15,\"end\":30,\"outcome\":{\"ret\":\"MACH_MSG_SUCCESS\",\"woke\":[{\"thread\":\"A1\","
                + "\"ret\":\"MACH_MSG_SUCCESS\",\"out\":{\"message\":{\"id\":5,\"size\":24,\"remote\":\"null\","
                + "\"local\":\"p7\",\"localDisposition\":\"PORT_SEND\",\"seqno\":0}}}]}}";
        assertNull(validate(HEADER, ALLOCATE, receive, send).divergence());
        assertNotNull(validate(HEADER, ALLOCATE, receive, send.replace("\"seqno\":0", "\"seqno\":1"))
                .divergence());
    }
}
