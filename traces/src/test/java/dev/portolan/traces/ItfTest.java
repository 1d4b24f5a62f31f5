package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
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

    private static final Map<String, List<String>> TASKS = Map.of("A", List.of("A1", "A2"), "B", List.of("B1"));

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
        Trace trace = new Draw(new Random(seed)).trace(events);
        assertEquals(trace, again(trace));
    }

    @Test
    void recordedRunsComeBack() throws IOException {
        int runs = 0;
        for (Path file : Corpus.files().subList(0, 4)) {
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

    /** The published description: trace object, state objects, and the forms of expressions. */
    @Test
    void theFormIsThePublishedOne() throws IOException {
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        write(file, new Draw(new Random(7)).trace(50));
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
        Trace trace = new Draw(new Random(1)).trace(1);
        Trace.Event event = trace.events().get(0);
        Trace blind = new Trace(trace.header(), List.of(new Trace.Event(1, event.call(), event.outcome(), null)));
        Path file = Files.createTempFile("trace", ItfWriter.SUFFIX);
        Files.delete(file);
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> write(file, blind));
        assertEquals("event 1 has no state", refusal.getMessage());
        assertFalse(Files.exists(file));
    }

    /** Traces of every shape that the types allow, sense or none. */
    private static final class Draw {

        private final Random random;

        Draw(Random random) {
            this.random = random;
        }

        Trace trace(int count) {
            List<Trace.Event> events = new ArrayList<>();
            for (int seq = 1; seq <= count; seq++) {
                Long start = some(random.nextLong() >>> 2);
                events.add(new Trace.Event(seq, call(), outcome(), state(), start, start == null ? null : start + 5));
            }
            Trace.Header header = new Trace.Header(
                    Trace.FORMAT,
                    "name \"\\\u00e9\u4e2d",
                    any("graph", "walk", "run", "real"),
                    any("xnu", "classic"),
                    Map.of("queueLimit", random.nextInt(9)),
                    TASKS,
                    some(random.nextLong()),
                    some(new Trace.Source("file", some("kernel"), some(3))),
                    some(new Trace.End("reason", 2)));
            return new Trace(header, events);
        }

        private <T> T some(T value) {
            return random.nextBoolean() ? value : null;
        }

        @SafeVarargs
        private <T> T any(T... of) {
            return of[random.nextInt(of.length)];
        }

        private PortName name() {
            return any(
                    PortName.NULL, PortName.DEAD, PortName.of("p" + random.nextInt(99)), PortName.of("stale:\u00fc"));
        }

        private Call call() {
            String thread = any("A1", "A2", "B1");
            return switch (random.nextInt(6)) {
                case 0 ->
                    new Call.MachPortModRefs(
                            thread, "A", name(), any("SEND", "22"), random.nextInt(), any(Call.Entry.values()));
                case 1 -> new Call.MachMsg(thread, some(send()), some(receive(name())));
                case 2 -> new Call.ThreadAbort(thread);
                case 3 -> new Call.Step(thread, "Admit");
                case 4 ->
                    new Call.MachPortInsertRight(
                            thread, "B", name(), name(), any("MAKE_SEND", "7"), any(Call.Entry.values()));
                default -> new Call.MachPortAllocate(thread, "B", "RECEIVE", any(Call.Entry.values()));
            };
        }

        private Call.Send send() {
            Call.Header header = new Call.Header(
                    name(),
                    some("COPY_SEND"),
                    some(name()),
                    some("22"),
                    some(name()),
                    null,
                    random.nextInt(),
                    some(List.of(0L, 4294967295L, Long.MIN_VALUE, Long.MAX_VALUE)));
            boolean told = random.nextBoolean();
            return new Call.Send(header, random.nextInt(99), any(Call.Timeout.values()), told, !told, some(name()));
        }

        private Call.Receive receive(PortName name) {
            var options = List.of(Call.ReceiveOption.values()).subList(0, random.nextInt(2));
            return new Call.Receive(
                    name, 40, random.nextBoolean(), 12, any(Call.Timeout.values()), options, some(name()));
        }

        private Outcome outcome() {
            if (random.nextInt(8) == 0) {
                return Outcome.UNOBSERVED;
            }
            List<Outcome.Completion> woke = random.nextBoolean()
                    ? List.of()
                    : List.of(new Outcome.Completion("A2", "MACH_MSG_SUCCESS", some("ipc.send.1"), some(out())));
            return new Outcome(
                    any("KERN_SUCCESS", "MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE"), some("ipc.a.1"), some(out()), woke);
        }

        private Outcome.Out out() {
            Outcome.Message message = new Outcome.Message(
                    random.nextInt(), some(24), some(name()), some("PORT_SEND"), some(name()), null, some(3), null);
            return switch (random.nextInt(8)) {
                case 0 -> Outcome.Out.ofMembers(List.of(name()));
                case 1 -> Outcome.Out.ofNames(List.of(new NamedType(name(), "SEND|RECEIVE")));
                case 2 -> Outcome.Out.ofStatus(PortStatus.limits(random.nextInt(9)));
                case 3 -> Outcome.Out.ofContext(random.nextInt());
                default -> new Outcome.Out(name(), some(2), some("SEND|RECEIVE"), some(40), some(message));
            };
        }

        private KernelState state() {
            List<SpaceState> spaces = List.of(
                    new SpaceState("A", some(List.of(entry("p1"), entry("p2")))), new SpaceState("B", List.of()));
            return new KernelState(some(spaces), some(List.of(port(), set())), some(List.of(thread(), released())));
        }

        private EntryState entry(String name) {
            return new EntryState(PortName.of(name), any("SEND", "RECEIVE"), some("K1"), some(random.nextInt(9)));
        }

        private PortState port() {
            return new PortState(
                    "K1",
                    "PORT",
                    some("A"),
                    some(1),
                    some(0),
                    some(2),
                    some(3),
                    some(5),
                    some(1),
                    some(List.of(message())),
                    some(List.of("A1")),
                    some(List.of()),
                    null,
                    null,
                    some(List.of("K2")),
                    null,
                    some(new KernelState.GuardState(random.nextInt(), true, false, true)),
                    some("none"));
        }

        private PortState set() {
            return PortState.set("K2", List.of("A1", "B1"), some(List.of("K1", "K1")));
        }

        private MessageState message() {
            return new MessageState(
                    random.nextInt(), some(24), new RightState("SEND", "K1"), new RightState("NONE", "null"));
        }

        private ThreadState thread() {
            return new ThreadState(
                    "A1",
                    "AwaitMessage",
                    some(message()),
                    some(Call.Timeout.TIMED),
                    some(true),
                    some(receive(null)),
                    some("K1"),
                    some(1),
                    some(false),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    some(true),
                    some(true));
        }

        private ThreadState released() {
            return new ThreadState(
                    "B1",
                    "ReleaseRight",
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    some(new RightState("SEND", "dead")),
                    some("A"),
                    some(name()),
                    some("KERN_SUCCESS"),
                    some(out()),
                    List.of(new RightState("SEND_ONCE", "K2")),
                    some(thread()),
                    null,
                    null,
                    null,
                    null,
                    null);
        }
    }
}
