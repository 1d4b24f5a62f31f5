package dev.portolan.conformance.validate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import dev.portolan.traces.TraceStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recorded runs of exceptions are allowed by the specification, and what no Mach does is not. */
@DisplayName("validate: tasks, threads and exceptions")
class ObjectValidatorTest {

    private static final Path CLASSIC = Path.of("../traces/classic");
    private static final Path EXCEPTIONS = CLASSIC.resolve("exceptions.ndjson.gz");
    private static final Path DUE = Path.of("src/test/resources/dev/portolan/conformance/validate/due.ndjson");
    private static final Path HANDLERS =
            Path.of("src/test/resources/dev/portolan/conformance/validate/handlers.ndjson");
    private static final Citations CITATIONS = new Citations();
    private static final int PREPARATIONS = 6;

    @TempDir
    private Path folder;

    /** The first events that the specification does not allow, by run; of runs that it allows, 0. */
    private static Map<String, Integer> judged(SpecFiles specification, Path file) throws Exception {
        Map<String, Integer> refused = new TreeMap<>();
        for (ObjectValidator.Judgement one : judgements(specification, file)) {
            Verdict verdict = one.verdict();
            assertTrue(verdict.compared() > 0, one.run());
            refused.put(one.run(), verdict.divergence() == null ? 0 : (int) verdict.events());
        }
        return refused;
    }

    private static List<ObjectValidator.Judgement> judgements(SpecFiles specification, Path file) throws Exception {
        ObjectValidator validator = new ObjectValidator(specification, CITATIONS, null);
        try (TraceStream traces = TraceStream.open(file)) {
            for (Optional<Trace.Header> run = traces.next(); run.isPresent(); run = traces.next()) {
                validator.add(file.toString(), traces, run.get());
            }
        }
        return validator.judge();
    }

    private static List<String> lines(Path file, String run) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean isIn = false;
        try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            for (String line : new String(in.readAllBytes()).split("\n")) {
                isIn = line.startsWith("{\"format\"") ? line.contains("\"name\":\"" + run) : isIn;
                if (isIn) {
                    lines.add(line);
                }
            }
        }
        return lines;
    }

    /* The run with another text at one event. */
    private static String altered(String run, int event, String find, String replace) throws IOException {
        List<String> lines = lines(EXCEPTIONS, run);
        String line = lines.get(event);
        assertTrue(line.contains(find), line);
        lines.set(event, line.replace(find, replace));
        return String.join("\n", lines) + "\n";
    }

    @Test
    void everyRecordedExceptionIsAllowed() throws Exception {
        List<ObjectValidator.Judgement> judged = judgements(SpecFiles.packaged(), EXCEPTIONS);
        assertEquals(33, judged.size());
        for (ObjectValidator.Judgement one : judged) {
            assertNull(one.verdict().divergence(), one.run());
            assertNull(one.verdict().reason(), one.run());
        }
    }

    @Test
    void everyScenarioOfTasksAndThreadsIsAllowed() throws Exception {
        List<ObjectValidator.Judgement> judged =
                judgements(SpecFiles.packaged(), CLASSIC.resolve("tasks-scenarios.ndjson.gz"));
        assertEquals(78, judged.size());
        for (ObjectValidator.Judgement one : judged) {
            assertNull(one.verdict().divergence(), one.run());
        }
    }

    /** Each of these is refused at the event at which it shows, and at none before. */
    @Test
    void whatNoMachDoesIsNotAllowed() throws Exception {
        String text = altered("exc-01", PREPARATIONS + 5, "RUNNING", "WAITING")
                + altered("exc-22", PREPARATIONS + 6, "\"name\":\"TP\"", "\"name\":\"KP\"")
                + altered("exc-26", PREPARATIONS + 3, "\"life\":\"GONE\"", "\"life\":\"TERMINATED\"")
                + altered("exc-33", PREPARATIONS + 6, "\"id\":2501", "\"id\":2500")
                + altered("exc-38", PREPARATIONS + 9, "MACH_SEND_INVALID_DEST", "MACH_MSG_SUCCESS");
        Path file = Files.writeString(folder.resolve("altered.ndjson"), text);
        Map<String, Integer> refused = judged(SpecFiles.packaged(), file).entrySet().stream()
                .collect(Collectors.toMap(
                        one -> one.getKey().substring(0, 6), Map.Entry::getValue, (one, other) -> one, TreeMap::new));
        assertEquals(
                Map.of(
                        "exc-01", PREPARATIONS + 5,
                        "exc-22", PREPARATIONS + 6,
                        "exc-26", PREPARATIONS + 3,
                        "exc-33", PREPARATIONS + 6,
                        "exc-38", PREPARATIONS + 9),
                refused);
    }

    /** Calls of XNU's, and exceptions that no instruction raises, written down by hand from the clauses. */
    @Test
    void limitsGuardsAndSuspendedProcessesAreJudged() throws Exception {
        ObjectValidator.Judgement judged = judgements(SpecFiles.packaged(), DUE).get(0);
        assertNull(
                judged.verdict().divergence(),
                () -> judged.verdict().divergence().toString());
        assertNull(judged.verdict().reason());
        assertEquals(26, judged.verdict().events());
    }

    /** What is told of exception ports and registers, written down by hand from the clauses. */
    @Test
    void exceptionPortsAndRegistersAreJudged() throws Exception {
        ObjectValidator.Judgement judged =
                judgements(SpecFiles.packaged(), HANDLERS).get(0);
        assertNull(
                judged.verdict().divergence(),
                () -> judged.verdict().divergence().toString());
        assertNull(judged.verdict().reason());
        assertEquals(25, judged.verdict().events());
    }

    /** An event altered, and the clause that says otherwise. */
    private record Altered(Path file, int event, String find, String replace, String clause) {

        Altered(int event, String find, String replace, String clause) {
            this(DUE, event, find, replace, clause);
        }

        List<String> run() throws IOException {
            List<String> lines = new ArrayList<>(Files.readAllLines(file));
            assertTrue(lines.get(event).contains(find), lines.get(event));
            lines.set(event, lines.get(event).replace(find, replace));
            return lines;
        }
    }

    private static final List<Altered> ALTERED = List.of(
            new Altered(4, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.set.7"),
            new Altered(5, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.set.2"),
            new Altered(6, "KERN_SUCCESS", "KERN_NO_ACCESS", "exceptions.set.7"),
            new Altered(7, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.pid.3"),
            new Altered(7, "\"suspends\":1", "\"suspends\":0", "exceptions.pid.3"),
            new Altered(8, "KERN_FAILURE", "KERN_SUCCESS", "exceptions.pid.2"),
            new Altered(9, "KERN_FAILURE", "KERN_SUCCESS", "exceptions.resume.7"),
            new Altered(11, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.pid.6"),
            new Altered(11, "RUNNING", "STOPPED", "exceptions.pid.6"),
            new Altered(12, "KERN_SUCCESS", "KERN_TERMINATED", "exceptions.abort.5"),
            new Altered(13, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.resource.1"),
            new Altered(13, "WAITING", "RUNNING", "exceptions.resource.1"),
            new Altered(14, "671088640", "536870912", "exceptions.handler.1"),
            new Altered(14, "50,", "51,", "exceptions.handler.1"),
            new Altered(14, "90,", "91,", "exceptions.handler.1"),
            new Altered(18, "WAITING", "RUNNING", "exceptions.guard.1"),
            new Altered(19, "536870914", "536870913", "exceptions.handler.1"),
            new Altered(19, "77,", "78,", "exceptions.handler.1"),
            new Altered(20, "RUNNING", "WAITING", "exceptions.wait.2"),
            new Altered(22, "KERN_SUCCESS", "KERN_ABORTED", "exceptions.abort.5"),
            new Altered(23, "KERN_FAILURE", "KERN_SUCCESS", "exceptions.pid.5"),
            new Altered(26, "MACH_MSG_SUCCESS", "MACH_SEND_INVALID_DEST", "exceptions.wait.5"),
            new Altered(HANDLERS, 5, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.get.5"),
            new Altered(HANDLERS, 5, "\"mask\":12", "\"mask\":4", "exceptions.get.5"),
            new Altered(HANDLERS, 5, "\"port\":\"P0\"", "\"port\":\"null\"", "exceptions.get.5"),
            new Altered(HANDLERS, 6, "\"count\":1,", "\"count\":2,", "exceptions.get.5"),
            new Altered(HANDLERS, 7, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.get.2"),
            new Altered(HANDLERS, 8, "KERN_SUCCESS", "KERN_FAILURE", "exceptions.get.4"),
            new Altered(HANDLERS, 9, "\"behavior\":0", "\"behavior\":1", "exceptions.swap.2"),
            new Altered(HANDLERS, 10, "\"behavior\":1", "\"behavior\":-2147483647", "exceptions.get.5"),
            new Altered(HANDLERS, 11, "\"count\":1,", "\"count\":2,", "exceptions.swap.2"),
            new Altered(HANDLERS, 12, "\"behavior\":0", "\"behavior\":1", "exceptions.get.5"),
            new Altered(HANDLERS, 13, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.swap.1"),
            new Altered(HANDLERS, 14, "KERN_SUCCESS", "KERN_INVALID_ARGUMENT", "exceptions.swap.2"),
            new Altered(HANDLERS, 15, "\"stateFlavor\":0}", "\"stateFlavor\":2}", "exceptions.get.5"),
            new Altered(HANDLERS, 16, "2147418112,0,0", "2147418112,0,1", "exceptions.registers.6"),
            new Altered(HANDLERS, 17, "KERN_SUCCESS", "KERN_INVALID_ARGUMENT", "exceptions.registers.6"),
            new Altered(HANDLERS, 18, "8192,0,0", "0,0,0", "exceptions.registers.6"),
            new Altered(HANDLERS, 19, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.registers.5"),
            new Altered(HANDLERS, 20, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.registers.4"),
            new Altered(HANDLERS, 21, "RUNNING", "STOPPED", "exceptions.create.5"),
            new Altered(HANDLERS, 22, "2,-3", "2,3", "exceptions.registers.6"),
            new Altered(HANDLERS, 23, "KERN_INVALID_ARGUMENT", "KERN_SUCCESS", "exceptions.create.4"),
            new Altered(HANDLERS, 25, "KERN_INVALID_ARGUMENT", "KERN_TERMINATED", "exceptions.registers.1"));

    /** Each is refused at the event that is altered, by the clause that decides there. */
    @Test
    void anAlteredAnswerIsRefusedThereAndSaysWhy() throws Exception {
        List<String> lines = new ArrayList<>();
        for (Altered one : ALTERED) {
            lines.addAll(one.run());
        }
        Path file = Files.writeString(folder.resolve("due.ndjson"), String.join("\n", lines) + "\n");
        List<ObjectValidator.Judgement> judged = judgements(SpecFiles.packaged(), file);
        assertEquals(ALTERED.size(), judged.size());
        for (int i = 0; i < judged.size(); i++) {
            Verdict verdict = judged.get(i).verdict();
            String altered = ALTERED.get(i).toString();
            assertNotNull(verdict.divergence(), altered);
            assertEquals(ALTERED.get(i).event(), verdict.events(), altered);
            assertEquals(ALTERED.get(i).clause(), verdict.divergence().clause(), altered);
            assertTrue(verdict.divergence().differences().size() > 0, altered);
        }
    }

    /** A call that violated no guard leaves its thread where it is: that is seen in the state, and IPC's to decide. */
    @Test
    void aGuardThatWasNotViolatedRaisesNothing() throws Exception {
        Altered succeeds = new Altered(18, "KERN_INVALID_RIGHT", "KERN_SUCCESS", null);
        Path file = Files.writeString(folder.resolve("due.ndjson"), String.join("\n", succeeds.run()) + "\n");
        Verdict verdict = judgements(SpecFiles.packaged(), file).get(0).verdict();
        assertEquals(18, verdict.events());
        assertEquals(
                List.of(new Difference("thread H0, run state", "RUNNING", "WAITING")),
                verdict.divergence().differences());
    }

    /** What should have been is the model's own answer and state, as in the refusal of a run of ports. */
    @Test
    void aRefusalTellsTheModelsAnswerAndState() throws Exception {
        Path answer = Files.writeString(
                folder.resolve("answer.ndjson"),
                altered("exc-38", PREPARATIONS + 9, "MACH_SEND_INVALID_DEST", "MACH_MSG_SUCCESS"));
        Divergence refused =
                judgements(SpecFiles.packaged(), answer).get(0).verdict().divergence();
        assertEquals("MACH_SEND_INVALID_DEST", refused.expected());
        assertEquals("MACH_MSG_SUCCESS", refused.actual());
        assertEquals("exceptions.wait.5", refused.clause());
        assertEquals(
                List.of(new Difference("return code", "MACH_SEND_INVALID_DEST", "MACH_MSG_SUCCESS")),
                refused.differences());
        Path state = Files.writeString(
                folder.resolve("state.ndjson"),
                altered(
                        "exc-01",
                        PREPARATIONS + 5,
                        "\"runState\":\"RUNNING\",\"suspends\":0}",
                        "\"runState\":\"WAITING\",\"suspends\":0},{\"thread\":\"D0\",\"life\":\"ACTIVE\"}"));
        refused = judgements(SpecFiles.packaged(), state).get(0).verdict().divergence();
        assertEquals(List.of(new Difference("thread H0, run state", "RUNNING", "WAITING")), refused.differences());
        assertTrue(refused.allowed().contains("thread H0, run state: WAITING becomes RUNNING"), refused::toString);
    }

    /** Faults of the specification, which no replay finds: the kernel is asked there. */
    @ParameterizedTest(name = "{3}")
    @CsvSource(
            delimiter = ';',
            value = {
                "ExceptionRules.tla ; ELSE <<\"thread\", \"task\">> ; ELSE <<\"task\", \"thread\">> ; exc-22",
                "ExceptionRules.tla ; abortedWait     |-> \"handled\" ; abortedWait     |-> \"interrupted\" ; exc-38",
                "ExceptionRules.tla ; Swallowed == PortsAreMasked ; Swallowed == TRUE ; exc-38",
                "ExceptionRules.tla ; replyOfTheDead  |-> \"accepted\" ; replyOfTheDead  |-> \"refused\" ; exc-41"
            })
    void aFaultOfTheSpecificationIsFound(String module, String find, String replace, String run) throws Exception {
        SpecFiles specification = SpecFiles.packaged();
        String text = specification.text(module);
        assertEquals(text.indexOf(find), text.lastIndexOf(find));
        SpecFiles faulty = specification.with(Map.of(module, text.replace(find, replace)));
        Path file = Files.writeString(folder.resolve("run.ndjson"), String.join("\n", lines(EXCEPTIONS, run)) + "\n");
        List<ObjectValidator.Judgement> judged = judgements(faulty, file);
        assertEquals(1, judged.size());
        assertNotNull(judged.get(0).verdict().divergence());
    }

    @Test
    void whoIsThereAtFirstIsOneRecorder() throws IOException {
        try (TraceReader reader = TraceReader.open(EXCEPTIONS)) {
            Trace.Header header = reader.next().orElseThrow().header();
            Trace.Header another = new Trace.Header(
                    header.format(),
                    header.name(),
                    header.kind(),
                    header.dialect(),
                    header.limits(),
                    header.tasks(),
                    List.of("H0"),
                    null,
                    null,
                    null);
            assertThrows(IllegalArgumentException.class, () -> new ObjectRun(another));
        }
    }
}
