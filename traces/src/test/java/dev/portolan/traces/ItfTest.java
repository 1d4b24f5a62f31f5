package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("the Informal Trace Format")
class ItfTest {

    private static void write(Path file, Trace trace) throws IOException {
        try (ItfWriter writer = ItfWriter.create(file, trace.header())) {
            for (Trace.Event event : trace.events()) {
                writer.write(event);
            }
            writer.commit();
        }
    }

    private static Trace again(Trace trace) throws IOException {
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        try {
            write(file, trace);
            return ItfReader.read(file);
        } finally {
            Files.delete(file);
        }
    }

    @Property(tries = 300)
    void whatIsWrittenIsRead(@ForAll long seed, @ForAll @IntRange(max = 12) int events) throws IOException {
        Trace trace = new DrawnTraces(new Random(seed)).trace(events);
        assertEquals(trace, again(trace));
    }

    @Test
    void recordedRunsComeBack() throws IOException {
        int runs = 0;
        for (Path file : Corpus.scenarios()) {
            try (TraceReader reader = TraceReader.open(file)) {
                for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                    if (trace.get().events().stream().allMatch(event -> event.state() != null)) {
                        assertEquals(trace.get(), again(trace.get()));
                        runs++;
                    }
                }
            }
        }
        assertTrue(runs > 50, () -> "only a few runs have all states");
    }

    @Test
    void tasksAndThreadsComeBack() throws IOException {
        KernelState state = new KernelState(
                null,
                null,
                null,
                List.of(new KernelState.TaskState("A", "ACTIVE", 1, "P1", List.of("A0", "A1"))),
                List.of(
                        new KernelState.ActState("A0", "ACTIVE", "RUNNING", 0, "null"),
                        new KernelState.ActState("A1", "GONE", null, null, null)));
        Trace.Header header = new Trace.Header(
                Trace.FORMAT,
                "made",
                "real",
                "classic",
                Map.of(),
                Map.of("A", List.of("A0", "A1")),
                List.of("A1"),
                null,
                null,
                null);
        ObjectCall call = new ObjectCall.ThreadCreate("A0", "A", "A1");
        Trace trace = new Trace(header, List.of(new Trace.Event(1, call, Outcome.UNOBSERVED, state, null, null)));
        assertEquals(trace, again(trace));
    }

    /** The published description: trace object, state objects, and the forms of expressions. */
    @Test
    void theFormIsThePublishedOne() throws IOException {
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        write(file, new DrawnTraces(new Random(7)).trace(50));
        JsonNode itf = new ObjectMapper().readTree(file.toFile());
        Files.delete(file);
        assertEquals("ITF", itf.get("#meta").get("format").asText());
        assertEquals("[\"kernel\",\"call\",\"outcome\"]", itf.get("vars").toString());
        assertEquals(51, itf.get("states").size());
        int index = 0;
        for (JsonNode state : itf.get("states")) {
            assertEquals(index++, state.get("#meta").get("index").asInt());
            List<String> fields = new ArrayList<>();
            state.fieldNames().forEachRemaining(fields::add);
            assertEquals(List.of("#meta", "kernel", "call", "outcome"), fields);
            for (String variable : List.of("kernel", "call", "outcome")) {
                expression(state.get(variable));
            }
        }
    }

    private static void expression(JsonNode node) {
        if (node.isArray()) {
            node.forEach(ItfTest::expression);
        } else if (node.isObject() && node.has("#bigint")) {
            assertEquals(1, node.size());
            assertTrue(node.get("#bigint").asText().matches("-?[0-9]+"));
        } else if (node.isObject() && node.has("#map")) {
            assertEquals(1, node.size());
            node.get("#map").forEach(pair -> {
                assertEquals(2, pair.size());
                pair.forEach(ItfTest::expression);
            });
        } else if (node.isObject()) {
            node.fieldNames().forEachRemaining(name -> assertFalse(name.startsWith("#"), name));
            node.forEach(ItfTest::expression);
        } else if (node.isNumber()) {
            assertTrue(
                    node.isIntegralNumber() && node.longValue() < 1L << 53 && node.longValue() > -1L << 53,
                    node::toString);
        } else {
            assertTrue(node.isTextual() || node.isBoolean(), node::toString);
        }
    }

    private static final String META = "{\"#meta\":{\"portolan\":{\"format\":\"portolan-trace/1\",\"name\":\"n\","
            + "\"kind\":\"run\",\"dialect\":\"xnu\",\"limits\":{},\"tasks\":{\"A\":[\"A1\"]}}},\n"
            + "\"vars\":[\"kernel\",\"call\",\"outcome\"],\"states\":[\n";
    private static final String FIRST =
            "{\"kernel\":{\"spaces\":{\"#map\":[[\"A\",{\"#map\":[]}]]}},\"call\":{\"call\":\"none\"},\"outcome\":{}}";

    private static Trace read(String text) throws IOException {
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        try {
            Files.writeString(file, text, StandardCharsets.UTF_8);
            return ItfReader.read(file);
        } finally {
            Files.delete(file);
        }
    }

    /** As another tool may write it: all numbers big, sequences as tuples, fields in another order. */
    @Test
    void otherToolsMayHaveWrittenIt() throws IOException {
        Trace trace =
                read(META + FIRST + ",\n{\"outcome\":{\"ret\":\"KERN_SUCCESS\",\"out\":{\"refs\":{\"#bigint\":\"2\"}},"
                        + "\"woke\":{\"#tup\":[]}},\n\"call\":{\"thread\":\"A1\",\"delta\":{\"#bigint\":\"-1\"},\"task\":\"A\","
                        + "\"name\":\"p1\",\"right\":\"SEND\",\"entry\":\"TRAP\",\"call\":\"mach_port_mod_refs\"},"
                        + "\"kernel\":{\"spaces\":{\"#map\":[[\"A\",{\"#map\":[[\"p1\",{\"type\":\"SEND\",\"port\":\"K1\","
                        + "\"userRefs\":{\"#bigint\":\"2\"}}]]}]]}}}]}");
        Trace.Event event = trace.events().get(0);
        assertEquals(new Call.MachPortModRefs("A1", "A", PortName.of("p1"), "SEND", -1, Call.Entry.TRAP), event.call());
        assertEquals(2, event.outcome().out().refs());
        assertEquals(
                List.of(new SpaceState("A", List.of(new EntryState(PortName.of("p1"), "SEND", "K1", 2)))),
                event.state().spaces());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '~',
            value = {
                "META FIRST,null]}!3!a state is wanted here",
                "META FIRST,{'kernel':{},'call':{'call':'step','thread':'A1','at':'Admit'}}]}!3!lacks a variable",
                "META FIRST,{'kernel':{},'call':{'call':'sail','thread':'A1'},'outcome':{}}]}!3!\"sail\" is not a call",
                "META FIRST,{'kernel':{},'call':{'call':'thread_abort','thread':'Z9'},'outcome':{}}]}!3!\"Z9\" is no thread",
                "META FIRST,{'kernel':{'ships':{'#map':[]}},'call':{'call':'thread_abort','thread':'A1'},'outcome':{}}]}!3!\"ships\" is unknown",
                "META FIRST,{'kernel':{'ports':[]},'call':{'call':'thread_abort','thread':'A1'},'outcome':{}}]}!3!a map is wanted",
                "META FIRST,{'kernel':{},'call':{'call':'thread_abort','thread':'A1'},'outcome':{'ret':1.5}}]}!3!no expression",
                "META FIRST,{'kernel':{},'call':{'call':'thread_abort','thread':'A1'},'outcome':{'ret':null}}]}!3!no expression",
                "META FIRST,{'kernel':{},'call':{'call':'thread_abort','thread':'A1'},'outcome':{'#unserializable':'x'}}]}!3!the form",
                "META FIRST,FIRST]}!3!only the first state",
                "META]}!0!",
                "META FIRST],'loop':0}!3!goes on for ever",
                "META FIRST]!3!not JSON",
                "META FIRST]} x!3!not JSON",
                "META FIRST,FIRST,!3!",
                "{'vars':['kernel','call','outcome'],'states':[]}!1!the header is missing",
                "{'vars':['x'],'states':[]}!1!the variables kernel, call and outcome",
                "{'#meta':{'portolan':{'format':'portolan-trace/9'}}}!1!is not supported",
                "{'#meta':{},'#meta':{}}!1!Duplicate",
                "[]!1!an object is wanted",
            })
    void whatIsNoTraceIsRefusedWithItsPlace(String text, int line, String reason) throws IOException {
        String whole = text.replace("META ", META)
                .replace("META", META)
                .replace("FIRST", FIRST)
                .replace('\'', '"');
        if (line == 0) {
            assertEquals(List.of(), read(whole).events());
            return;
        }
        TraceFormatException refusal = assertThrows(TraceFormatException.class, () -> read(whole));
        assertEquals(line, refusal.line(), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(reason == null ? "" : reason), refusal.getMessage());
    }

    @Test
    void whatHasNoStatesCannotBeWritten() throws IOException {
        Trace trace = new DrawnTraces(new Random(1)).trace(1);
        Trace.Event event = trace.events().get(0);
        Trace blind = new Trace(trace.header(), List.of(new Trace.Event(1, event.call(), event.outcome(), null)));
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        Files.delete(file);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> write(file, blind));
        assertEquals("event 1 has no state", refusal.getMessage());
        assertFalse(Files.exists(file));
    }
}
