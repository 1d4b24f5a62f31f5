package dev.portolan.conformance.validate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.record.CallGenerator;
import dev.portolan.conformance.record.ConcurrentRun;
import dev.portolan.conformance.record.DrawnRun;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.spec.SpecFiles;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceStream;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("tlc")
@DisplayName("the second opinion, by TLC itself")
class SecondOpinionTest {

    private static final Path CORPUS = Path.of("").toAbsolutePath().getParent().resolve("traces");
    private static final Oracles ORACLES = new Oracles();
    private static final Citations CITATIONS = new Citations();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @AfterAll
    static void close() {
        ORACLES.close();
    }

    private static List<Judged> judged(Path... files) throws IOException {
        TraceValidator validator = new TraceValidator(ORACLES, CITATIONS, null);
        List<Judged> judged = new ArrayList<>();
        for (Path file : files) {
            try (TraceStream traces = TraceStream.open(file)) {
                int index = 0;
                for (Optional<Trace.Header> run = traces.next(); run.isPresent(); run = traces.next()) {
                    int line = traces.line();
                    Verdict verdict = validator.validate(file.toString(), traces, run.get());
                    judged.add(new Judged(file, index++, run.get().name(), line, verdict));
                }
            }
        }
        return judged;
    }

    private static Opinion opinion(List<Judged> judged, int count) throws IOException, InterruptedException {
        return new SecondOpinion(ORACLES, SpecFiles.packaged(), null).of(judged, count, 1, done -> {});
    }

    private static List<Trace.Event> drawn(String dialect, boolean stepwise, int calls) throws IOException {
        Surroundings surroundings = Surroundings.of(dialect);
        List<Trace.Event> events = new ArrayList<>();
        new DrawnRun(
                        Boot.of(dialect, surroundings.limits(), surroundings.tasks(), stepwise),
                        new CallGenerator(7, surroundings.tasks()),
                        1)
                .run(calls, events::add);
        return events;
    }

    private Path written(String dialect, List<Trace.Event> events) throws IOException {
        Path file = folder.resolve(dialect + ".ndjson");
        try (TraceWriter writer = TraceWriter.create(file)) {
            writer.write(new Trace(Surroundings.of(dialect).header("run", "run", 7), events));
            writer.commit();
        }
        return file;
    }

    @Test
    void recordingsOfRealKernelsOfBothDialects() throws IOException, InterruptedException {
        List<Judged> judged = judged(
                CORPUS.resolve("xnu/blocking-scenarios.ndjson.gz"), CORPUS.resolve("classic/scenarios.ndjson.gz"));
        Opinion opinion = opinion(judged, 12);
        assertEquals(List.of(), opinion.disagreements());
        assertEquals(12, opinion.agreed());
        assertTrue(opinion.events() > 12, () -> opinion.toString());
    }

    /** The part that is judged may lie in the middle, where tables have grown and names were given out. */
    @ParameterizedTest
    @CsvSource({"xnu, true", "classic, false"})
    void aStretchOfALongRun(String dialect, boolean stepwise) throws IOException, InterruptedException {
        List<Judged> judged = judged(written(dialect, drawn(dialect, stepwise, 600)));
        Sample sample = Sample.draw(judged, 1, 1).get(0);
        assertTrue(sample.from() > 0, sample::toString);
        Opinion opinion = opinion(judged, 1);
        assertEquals(List.of(), opinion.disagreements());
        assertEquals(Sample.EVENTS_MAX, opinion.events());
    }

    /** One thing said otherwise, anywhere: a code, an out-value, a name, a count, a queue, a waiting thread. */
    @ParameterizedTest
    @CsvSource({"xnu, true", "classic, false"})
    void bothRefuseAtTheSameEvent(String dialect, boolean stepwise) throws IOException, InterruptedException {
        List<String> lines = Files.readAllLines(written(dialect, drawn(dialect, stepwise, 40)));
        Path file = folder.resolve("altered.ndjson");
        Random random = new Random(11);
        for (int run = 0; run < 30; run++) {
            List<String> one = new ArrayList<>(lines);
            String other = null;
            while (other == null) {
                int altered = 1 + random.nextInt(lines.size() - 1);
                other = altered(lines.get(altered), random);
                one.set(altered, other == null ? lines.get(altered) : other);
            }
            Files.write(file, one, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        List<Judged> judged = judged(file);
        Opinion opinion = opinion(judged, judged.size());
        assertEquals(List.of(), opinion.disagreements());
        assertEquals(30, opinion.traces());
        long refused = judged.stream().filter(one -> !one.verdict().accepts()).count();
        assertTrue(refused >= 24, "only " + refused + " of 30 diverge");
    }

    /** One leaf of what the event says, made another of its kind; null if the one drawn has none. */
    private static String altered(String line, Random random) throws IOException {
        JsonNode event = JSON.readTree(line);
        JsonNode parent =
                event.get(random.nextInt(4) == 0 || !event.get("state").isObject() ? "outcome" : "state");
        JsonNode leaf = parent;
        int at = 0;
        while (leaf.isContainerNode() && leaf.size() > 0) {
            parent = leaf;
            at = random.nextInt(leaf.size());
            leaf = children(leaf).get(at);
        }
        JsonNode other = other(leaf);
        if (other == null) {
            return null;
        }
        if (parent instanceof ArrayNode array) {
            array.set(at, other);
        } else {
            ((ObjectNode) parent).set(name(parent, at), other);
        }
        return JSON.writeValueAsString(event);
    }

    private static List<JsonNode> children(JsonNode container) {
        List<JsonNode> children = new ArrayList<>();
        container.elements().forEachRemaining(children::add);
        return children;
    }

    private static String name(JsonNode object, int at) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names.get(at);
    }

    private static JsonNode other(JsonNode leaf) {
        if (leaf.isInt()) {
            return JSON.getNodeFactory().numberNode(leaf.intValue() + 1);
        }
        return switch (leaf.asText()) {
            case "KERN_SUCCESS" -> JSON.getNodeFactory().textNode("KERN_INVALID_NAME");
            case "CONTINUE", "BLOCKED", "KERN_INVALID_NAME", "MACH_MSG_SUCCESS" ->
                JSON.getNodeFactory().textNode("KERN_FAILURE");
            case "SEND", "SEND_RECEIVE", "RECEIVE" -> JSON.getNodeFactory().textNode("SEND_ONCE");
            case "SEND_ONCE" -> JSON.getNodeFactory().textNode("SEND");
            case "p1", "p2", "p3", "p4" -> JSON.getNodeFactory().textNode("p77");
            case "K1", "K2", "K3" -> JSON.getNodeFactory().textNode("K77");
            default -> null;
        };
    }

    /** What the comparison is for: a judge in process that is wrong is found out, whichever way it is wrong. */
    @Test
    void aFalseVerdictInProcessIsFoundOut() throws IOException, InterruptedException {
        String header = "{\"format\":\"portolan-trace/1\",\"name\":\"%s\",\"kind\":\"run\",\"dialect\":\"xnu\","
                + "\"limits\":{},\"tasks\":{\"A\":[\"A0\"]}}";
        String allocate = "{\"seq\":1,\"call\":\"mach_port_allocate\",\"thread\":\"A0\",\"task\":\"A\","
                + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"name\":\"p1\"}}}";
        String refs = "{\"seq\":2,\"call\":\"mach_port_get_refs\",\"thread\":\"A0\",\"task\":\"A\",\"name\":\"p1\","
                + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\",\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"refs\":%d}}}";
        Path file = folder.resolve("two.ndjson");
        Files.write(
                file,
                List.of(
                        header.formatted("right"),
                        allocate,
                        refs.formatted(1),
                        header.formatted("wrong"),
                        allocate,
                        refs.formatted(2)));
        List<Judged> judged = judged(file);
        assertEquals(List.of(), opinion(judged, 2).disagreements());
        Verdict right = judged.get(0).verdict();
        Verdict wrong = judged.get(1).verdict();
        assertTrue(right.accepts());
        assertFalse(wrong.accepts());
        List<Judged> swapped = List.of(new Judged(file, 0, "right", 1, wrong), new Judged(file, 1, "wrong", 4, right));
        Opinion opinion = opinion(swapped, 2);
        assertEquals(0, opinion.agreed());
        assertEquals(
                List.of(
                        new Opinion.Disagreement(
                                file.toString(),
                                1,
                                "right",
                                "events 1 to 2: event 2 diverges",
                                "events 1 to 2 are allowed"),
                        new Opinion.Disagreement(
                                file.toString(),
                                4,
                                "wrong",
                                "events 1 to 2 are allowed",
                                "events 1 to 2: event 2 diverges")),
                opinion.disagreements());
    }

    /** TLC takes the steps of the order that was found, one after the other, and comes to the end. */
    @ParameterizedTest
    @CsvSource({"xnu", "classic"})
    void runsInParallel(String dialect) throws Exception {
        Path file = folder.resolve("parallel.ndjson");
        int calls = 40;
        for (long seed = 1; seed <= 3; seed++) {
            List<Trace.Event> events = new ArrayList<>();
            new ConcurrentRun(Surroundings.of(dialect), seed).run(calls, 60, TimeUnit.SECONDS, events::add);
            append(file, new Trace(Surroundings.of(dialect).header("run-" + seed, "run", seed), events));
        }
        List<Judged> judged = judged(file);
        Opinion opinion = opinion(judged, 3);
        assertEquals(List.of(), opinion.disagreements());
        assertEquals(3, opinion.agreed());
        assertTrue(opinion.events() >= 3 * calls, opinion::toString);
    }

    private void append(Path file, Trace trace) throws IOException {
        Path one = folder.resolve("one.ndjson");
        try (TraceWriter writer = TraceWriter.create(one)) {
            writer.write(trace);
            writer.commit();
        }
        Files.write(file, Files.readAllLines(one), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static final String IN_PARALLEL =
            "{\"format\":\"portolan-trace/1\",\"name\":\"made\",\"kind\":\"run\",\"dialect\":\"xnu\",\"limits\":{},"
                    + "\"tasks\":{\"A\":[\"A0\",\"A1\"]}}";
    private static final String ALLOCATES =
            "{\"seq\":1,\"call\":\"mach_port_allocate\",\"thread\":\"A0\",\"task\":\"A\","
                    + "\"right\":\"RECEIVE\",\"entry\":\"TRAP\",\"start\":0,\"end\":9,\"outcome\":{\"ret\":\"KERN_SUCCESS\","
                    + "\"out\":{\"name\":\"p7\"}}}";
    private static final String DESTROYS = "{\"seq\":2,\"call\":\"mach_port_destroy\",\"thread\":\"A1\",\"task\":\"A\","
            + "\"name\":\"p7\",\"entry\":\"TRAP\",\"start\":5,\"end\":19,\"outcome\":{\"ret\":\"%s\"}}";

    /** Of a run that is refused TLC takes the steps of what explains most of it. */
    @Test
    void ofARefusedRunInParallelTheLongestBeginning() throws IOException, InterruptedException {
        Path file = folder.resolve("refused.ndjson");
        Files.write(file, List.of(IN_PARALLEL, ALLOCATES, DESTROYS.formatted("KERN_FAILURE")));
        List<Judged> judged = judged(file);
        assertFalse(judged.get(0).verdict().accepts());
        Opinion opinion = opinion(judged, 1);
        assertEquals(List.of(), opinion.disagreements());
        assertEquals(1, opinion.events());
    }

    /** An order that is none is found out, though it was found in process. */
    @Test
    void aFalseOrderIsFoundOut() throws IOException, InterruptedException {
        Path file = folder.resolve("two-in-parallel.ndjson");
        Files.write(file, List.of(IN_PARALLEL, ALLOCATES, DESTROYS.formatted("KERN_SUCCESS")));
        try (TraceStream traces = TraceStream.open(file)) {
            Trace.Header header = traces.next().orElseThrow();
            Setting setting = Setting.of(header, null, true);
            List<ParallelSearch.Move> order = new ArrayList<>(
                    ParallelSearch.of(ORACLES.of(setting), setting, header, TraceValidator.all(traces, traces.event()))
                            .order());
            ModelRun right = ModelRun.of(ORACLES.of(setting), setting, header, order, Sample.STEPS_MAX);
            order.add(0, order.remove(1));
            ModelRun wrong = ModelRun.of(ORACLES.of(setting), setting, header, order, Sample.STEPS_MAX);
            long[] allowed = new TlcJudge(SpecFiles.packaged()).judge(List.of(right, wrong));
            assertArrayEquals(new long[] {order.size(), 0}, allowed);
        }
    }

    @Test
    void theSameSeedDrawsTheSame() {
        List<Judged> judged = new ArrayList<>();
        for (int run = 0; run < 50; run++) {
            Verdict verdict = new Verdict(1_000, 1_000, 1_000, 0, null, null, new Unchecked(), run % 2 == 0);
            judged.add(new Judged(Path.of("runs"), run, "run-" + run, 1, verdict));
        }
        List<Sample> samples = Sample.draw(judged, 30, 3);
        assertEquals(30, samples.size());
        assertEquals(samples, Sample.draw(judged, 30, 3));
        assertNotEquals(samples, Sample.draw(judged, 30, 4));
        assertEquals(50, Sample.draw(judged, 100, 3).size());
        judged.addAll(List.copyOf(judged));
        assertEquals(50, Sample.draw(judged, 100, 3).size());
        for (Sample one : samples) {
            boolean inOrder = one.judged().index() % 2 == 0;
            assertEquals(inOrder ? Sample.EVENTS_MAX : Sample.STEPS_MAX, one.to() - one.from());
            assertTrue(one.to() <= 1_000);
        }
    }
}
