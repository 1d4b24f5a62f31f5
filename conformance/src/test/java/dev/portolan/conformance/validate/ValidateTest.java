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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("tlc")
@DisplayName("traces judged by the specification")
class ValidateTest {

    private static final Path CORPUS = Path.of("").toAbsolutePath().getParent().resolve("traces");
    private static final Oracles ORACLES = new Oracles();
    private static final Citations CITATIONS = new Citations();

    private static final String HEADER = "{\"format\":\"portolan-trace/1\",\"name\":\"made\",\"kind\":\"run\","
            + "\"dialect\":\"xnu\",\"limits\":{},\"tasks\":{\"A\":[\"A0\",\"A1\"]}}";
    private static final String ALLOCATE = call(1, "mach_port_allocate", "\"right\":\"RECEIVE\"")
            + ",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":\"p1\"}},"
            + "\"state\":{\"spaces\":[{\"task\":\"A\",\"entries\":[{\"name\":\"p1\",\"type\":\"RECEIVE\","
            + "\"port\":\"K1\",\"userRefs\":0}]}]}}";
    private static final String REFS = call(2, "mach_port_get_refs", "\"name\":\"p1\",\"right\":\"RECEIVE\"")
            + ",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"refs\":1}},\"state\":\"same\"}";
    private static final String DESTROY =
            call(3, "mach_port_destroy", "\"name\":\"p1\"") + ",\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}";

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    private static String call(int seq, String call, String arguments) {
        return "{\"seq\":" + seq + ",\"call\":\"" + call + "\",\"thread\":\"A0\",\"task\":\"A\"," + arguments
                + ",\"entry\":\"TRAP\"";
    }

    private Verdict validate(String... lines) throws IOException {
        Path file = folder.resolve("made.ndjson");
        Files.write(file, List.of(lines));
        return validate(file, null);
    }

    private static Verdict validate(Path file, String dialect) throws IOException {
        try (TraceStream traces = TraceStream.open(file)) {
            Trace.Header header = traces.next().orElseThrow();
            return new TraceValidator(ORACLES, CITATIONS, dialect).validate("made.ndjson", traces, header);
        }
    }

    @Test
    void aTraceThatTheModelAllows() throws IOException {
        Verdict verdict = validate(HEADER, ALLOCATE, REFS, DESTROY);
        assertNull(verdict.divergence());
        assertEquals(3, verdict.events());
        assertEquals(3, verdict.compared());
        assertEquals(3, verdict.states());
        assertEquals(Map.of("state", 1L), verdict.unchecked().counts());
    }

    /** The new name of a right that is on its way is nobody's yet, and only the call has said it. */
    @Test
    void aNameThatIsStillAnArgument() throws IOException {
        String insert = call(
                        2,
                        "mach_port_insert_right",
                        "\"name\":\"p4004\",\"right\":\"p1\",\"disposition\":\"MAKE_SEND_ONCE\"")
                + ",\"outcome\":{\"ret\":\"CONTINUE\"},\"state\":{\"threads\":[{\"thread\":\"A0\",\"at\":\"InsertRight\","
                + "\"right\":{\"type\":\"SEND_ONCE\",\"port\":\"K1\"},\"target\":\"A\",\"name\":\"%s\"}]}}";
        assertNull(validate(HEADER, ALLOCATE, insert.formatted("p4004")).divergence());
        assertNotNull(validate(HEADER, ALLOCATE, insert.formatted("p1")).divergence());
    }

    /**
     * Each of the two corpora of recordings of real kernels, whole: which runs are refused, and which are not judged to
     * their end, is said here one by one, and why in docs/verification.md.
     */
    @ParameterizedTest
    @CsvSource({"xnu, 820, 27078, '', xbrnd-s1-30 xbrnd-s2-71 xbrnd-s3-34", "classic, 1666, 67852, '', ''"})
    void everyRecordedRunIsAllowedButThese(String dialect, int runs, int events, String refused, String cut)
            throws IOException {
        int found = 0;
        long judged = 0;
        List<String> diverging = new ArrayList<>();
        List<String> unended = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> list = Files.list(CORPUS.resolve(dialect))) {
            files = list.sorted().toList();
        }
        TraceValidator validator = new TraceValidator(ORACLES, CITATIONS, null);
        for (Path file : files) {
            try (TraceStream traces = TraceStream.open(file)) {
                for (Optional<Trace.Header> run = traces.next(); run.isPresent(); run = traces.next()) {
                    Verdict verdict = validator.validate(file.toString(), traces, run.get());
                    if (verdict.divergence() != null) {
                        diverging.add(run.get().name());
                    }
                    if (run.get().created() != null) {
                        assertEquals(TraceValidator.OF_OBJECTS, verdict.reason());
                        continue;
                    }
                    if (verdict.reason() != null) {
                        unended.add(run.get().name());
                    }
                    judged += verdict.events();
                    found++;
                }
            }
        }
        diverging.sort(null);
        assertEquals(refused, String.join(" ", diverging));
        assertEquals(cut, String.join(" ", unended));
        assertEquals(runs, found);
        assertEquals(events, judged);
    }

    /** One thing said wrongly, found where it is said: a code, an out-value, a count, an entry, a name. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "1; \"ret\":\"KERN_SUCCESS\"; \"ret\":\"KERN_NO_SPACE\"; ipc.allocate.3",
                "1; \"userRefs\":0; \"userRefs\":1; ipc.allocate.3",
                "1; \"type\":\"RECEIVE\"; \"type\":\"SEND_RECEIVE\"; ipc.allocate.3",
                "1; \"entries\":[{; \"entries\":[{\"name\":\"p9\",\"type\":\"DEAD_NAME\",\"userRefs\":1},{; ipc.allocate.3",
                "2; \"refs\":1; \"refs\":2; ipc.get_refs.5",
                "3; \"ret\":\"KERN_SUCCESS\"; \"ret\":\"KERN_INVALID_NAME\"; ipc.destroy.6",
            })
    void whatIsSaidWronglyIsFoundThere(int event, String right, String wrong, String clause) throws IOException {
        String[] lines = {HEADER, ALLOCATE, REFS, DESTROY};
        assertTrue(lines[event].contains(right), lines[event]);
        lines[event] = lines[event].replace(right, wrong);
        Divergence divergence = validate(lines).divergence();
        assertNotNull(divergence);
        assertEquals(event + 1, divergence.line());
        assertEquals(clause, divergence.clause());
        assertTrue(divergence.again().startsWith("portolan validate made.ndjson --run made"), divergence.again());
    }

    /** clause ipc.get_refs.5: expected is what the model says, actual what the trace does. */
    @Test
    void theModelIsWhatIsExpected() throws IOException {
        Divergence divergence = validate(HEADER, ALLOCATE, REFS.replace("\"refs\":1", "\"refs\":7"))
                .divergence();
        assertEquals("KERN_SUCCESS (refs 1)", divergence.expected());
        assertEquals("KERN_SUCCESS (refs 7)", divergence.actual());
        assertEquals("1", divergence.differences().get(0).expected());
        assertEquals("7", divergence.differences().get(0).actual());
    }

    @Test
    void whatWasNotObservedIsCountedAndNotChecked() throws IOException {
        String unseen = call(2, "mach_port_get_refs", "\"name\":\"p1\",\"right\":\"RECEIVE\"") + "}";
        Verdict verdict = validate(HEADER, ALLOCATE, unseen, DESTROY);
        assertNull(verdict.divergence());
        assertEquals(3, verdict.events());
        assertEquals(2, verdict.compared());
        assertEquals(
                Map.of("out", 1L, "ret", 1L, "state", 2L), verdict.unchecked().counts());
    }

    @Test
    void aTraceThatSaysNothingChecksNothing() throws IOException {
        assertEquals(0, validate(HEADER).compared());
        Verdict verdict = validate(HEADER, call(1, "mach_port_allocate", "\"right\":\"RECEIVE\"") + "}");
        assertEquals(1, verdict.events());
        assertEquals(0, verdict.compared());
    }

    /** clause ipc.receive.6 */
    @Test
    void aThreadThatWaitsMakesNoCall() throws IOException {
        String wait = "{\"seq\":2,\"call\":\"mach_msg\",\"thread\":\"A0\",\"receive\":{\"name\":\"p1\","
                + "\"receiveSize\":100,\"large\":false,\"trailerSize\":0,\"timeout\":\"FOREVER\"},"
                + "\"outcome\":{\"ret\":\"BLOCKED\"}}";
        Divergence divergence = validate(HEADER, ALLOCATE, wait, DESTROY).divergence();
        assertEquals(4, divergence.line());
        assertTrue(divergence.differences().get(0).expected().contains("A0"), divergence.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {"\"limits\":{}; \"limits\":{\"queueLimit\":0}", "\"A1\"; \"A 1\""})
    void aSettingThatNoModelHasIsRefused(String usual, String other) {
        assertThrows(IllegalArgumentException.class, () -> validate(HEADER.replace(usual, other), ALLOCATE));
    }

    /** clause ipc.insert_right.17: which of a kernel's names share a slot, a trace does not say. */
    @Test
    void anAnswerThatHangsOnNumbersIsNotJudged() throws IOException {
        String insert = call(
                        2,
                        "mach_port_insert_right",
                        "\"name\":\"p8\",\"right\":\"p1\"," + "\"disposition\":\"MAKE_SEND_ONCE\"")
                + ",\"outcome\":{\"ret\":\"KERN_FAILURE\"}}";
        Verdict verdict = validate(HEADER, ALLOCATE, insert, DESTROY);
        assertNull(verdict.divergence());
        assertTrue(verdict.reason().startsWith("event 2: "), verdict.reason());
        assertEquals(1, verdict.events());
        assertEquals(2, verdict.unjudged());
    }

    /** Clauses ipc.insert_right.7, 8, 13, 16 and 17: where another check decides, no slot does. */
    @ParameterizedTest
    @CsvSource({
        "p8, p1, MOVE_SEND_ONCE, KERN_FAILURE, ipc.insert_right.8",
        "p8, dead, MOVE_SEND, KERN_FAILURE, ipc.insert_right.7",
        "p1, p1, MAKE_SEND_ONCE, KERN_FAILURE, ipc.insert_right.13",
        "p8, p1, MAKE_SEND_ONCE, KERN_INVALID_NAME, ipc.insert_right.16",
    })
    void anAnswerThatHangsOnAnotherCheckIsJudged(String name, String right, String as, String said, String clause)
            throws IOException {
        String insert = call(
                        2,
                        "mach_port_insert_right",
                        "\"name\":\"" + name + "\",\"right\":\"" + right + "\",\"disposition\":\"" + as + "\"")
                + ",\"outcome\":{\"ret\":\"" + said + "\"}}";
        Verdict verdict = validate(HEADER, ALLOCATE, insert, DESTROY);
        assertNull(verdict.reason());
        assertEquals(clause, verdict.divergence().clause());
    }

    /** clause ipc.type.1: the other dialect refuses the dead name's type. */
    @Test
    void aTraceIsJudgedUnderAnotherDialectIfAsked() throws IOException {
        Path file = folder.resolve("dead.ndjson");
        String type = call(1, "mach_port_type", "\"name\":\"dead\"")
                + ",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"type\":\"DEAD_NAME\"}}}";
        Files.write(file, List.of(HEADER, type));
        assertNull(validate(file, null).divergence());
        assertNotNull(validate(file, "classic").divergence());
    }
}
