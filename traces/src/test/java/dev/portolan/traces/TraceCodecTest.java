package dev.portolan.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is what is read, and both are what the page on the format says. */
class TraceCodecTest {
    private static final Trace.Header HEADER = new Trace.Header(
            Trace.FORMAT,
            "codec",
            "graph",
            "classic",
            Map.of("queueLimit", 1),
            Map.of("A", List.of("A1", "A2")),
            List.of("A2"),
            7L,
            new Trace.Source("codec.ndjson", "none", 3),
            new Trace.End("the test ends", 2));
    private static final PortName P1 = PortName.of("p1");
    private static final RightState REPLY = new RightState("SEND_ONCE", "K2");
    private static final RightState TOLD = new RightState(
            "SEND_ONCE",
            "K1",
            new KernelState.NoticeState(
                    69,
                    List.of(new KernelState.DescriptorState("PORT", new RightState("RECEIVE", "K2"), null, null, null)),
                    new Notified("A", P1, null)));
    private static final KernelState.RequestState REQUEST =
            new KernelState.RequestState("SEND_POSSIBLE", REPLY, true, 3);
    private static final MessageState QUEUED = new MessageState(
            5,
            24,
            new RightState("SEND", "K1"),
            REPLY,
            List.of(
                    new KernelState.DescriptorState("OOL_PORTS", null, "SEND", List.of(REPLY), null),
                    new KernelState.DescriptorState("OOL", null, null, null, 7)),
            new Notified(null, null, -3),
            P1,
            new KernelState.AcceptanceState("A", PortName.NULL, REPLY),
            true);
    private static final Outcome.Message RECEIVED = new Outcome.Message(
            5,
            28,
            PortName.NULL,
            "PORT_SEND_ONCE",
            P1,
            "PORT_SEND",
            3,
            List.of(-1L, 4_294_967_295L),
            EveryCall.BODY,
            new Notified("A", P1, null));
    private static final List<ExceptionGroup> GROUPS =
            List.of(new ExceptionGroup(2, P1, Integer.MIN_VALUE + 1, 0), new ExceptionGroup(-4, PortName.NULL, 0, 7));
    private static final List<NamedType> NAMES = List.of(new NamedType(P1, "DEAD_NAME"));
    private static final KernelState STATE = new KernelState(
            List.of(new SpaceState(
                    "A",
                    List.of(
                            new EntryState(P1, "SEND_RECEIVE", "K1", 2, REQUEST),
                            new EntryState(PortName.of("p2"), "DEAD_NAME", null, null)))),
            List.of(
                    new PortState(
                            "K1",
                            "PORT",
                            "A",
                            1,
                            2,
                            3,
                            4,
                            5,
                            6,
                            List.of(QUEUED),
                            List.of("A2"),
                            List.of(),
                            new KernelState.RequestsState(
                                    REPLY,
                                    RightState.NONE,
                                    List.of(3, 1),
                                    List.of(new KernelState.AbandonedState("A", PortName.of("p4"), REPLY, 2))),
                            "K3",
                            List.of("K2", "K3"),
                            null,
                            new KernelState.GuardState(-7, true, false, true),
                            "A1",
                            6),
                    PortState.set("K2", null, List.of("K1")),
                    PortState.set("K3", null, null)),
            List.of(thread()),
            List.of(new KernelState.TaskState("A", "ACTIVE", 2, "dead", List.of("A1", "A2"))),
            List.of(
                    new KernelState.ActState("A1", "GONE", null, null, null),
                    new KernelState.ActState("A2", "TERMINATED", "STOPPED", 1, "K1")));

    @TempDir
    private Path folder;

    @Test
    void everyCallComesBack() throws IOException {
        Trace trace = new Trace(HEADER, numbered(EveryCall.all()));
        assertEquals(List.of(trace), readBack("calls.ndjson", trace));
        Set<CallForm> shown = EveryCall.all().stream().map(CallForm::of).collect(Collectors.toSet());
        assertEquals(Set.copyOf(CallForm.all()), shown, "a call without an example here");
    }

    @Test
    void everyFieldHasAnExampleHere() throws ReflectiveOperationException {
        Set<String> all = new TreeSet<>();
        Set<String> shown = new TreeSet<>();
        for (Trace.Event event : numbered(EveryCall.all())) {
            fields(event, all, shown);
        }
        all.removeAll(shown);
        assertEquals(Set.of("Event.start", "Event.end"), all, "a field that may be lost without notice");
    }

    private static void fields(Object value, Set<String> all, Set<String> shown) throws ReflectiveOperationException {
        if (value instanceof List<?> list) {
            for (Object element : list) {
                fields(element, all, shown);
            }
        } else if (value instanceof Record record) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                String field = record.getClass().getSimpleName() + "." + component.getName();
                all.add(field);
                component.getAccessor().setAccessible(true);
                Object part = component.getAccessor().invoke(record);
                if (part != null) {
                    shown.add(field);
                    fields(part, all, shown);
                }
            }
        }
    }

    /** Calls go from one JVM to another in objects of other kinds, which Jackson reads. */
    @Test
    void everyCallIsReadAsAPartOfAnotherObject() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (Call call : EveryCall.all()) {
            assertEquals(call, json.readValue(json.writeValueAsString(call), Call.class));
        }
        assertThrows(IOException.class, () -> json.readValue("{\"call\":\"mach_nothing\"}", Call.class));
    }

    @Test
    void manyTracesInOneCompressedFileComeBackInOrder() throws IOException {
        Trace one = new Trace(HEADER, numbered(List.of(new Call.ThreadAbort("A1"))));
        Trace none = new Trace(HEADER, List.of());
        Trace two = new Trace(HEADER, numbered(EveryCall.all()));
        assertEquals(List.of(one, none, two), readBack("many.ndjson.gz", one, none, two));
    }

    @Test
    void argumentsStandBesideTheEventsOwnFields() throws IOException {
        Call call = new Call.MachPortModRefs("A1", "A", P1, "SEND", -1, Call.Entry.RPC);
        Outcome outcome = new Outcome("KERN_SUCCESS", null, null, List.of());
        readBack("flat.ndjson", new Trace(HEADER, List.of(new Trace.Event(1, call, outcome, null))));
        assertEquals(
                "{\"seq\":1,\"call\":\"mach_port_mod_refs\",\"thread\":\"A1\",\"task\":\"A\",\"name\":\"p1\","
                        + "\"right\":\"SEND\",\"delta\":-1,\"entry\":\"RPC\",\"outcome\":{\"ret\":\"KERN_SUCCESS\"}}",
                Files.readAllLines(folder.resolve("flat.ndjson")).get(1));
    }

    @Test
    void instantsStandBeforeTheOutcome() throws IOException {
        Outcome blocked = new Outcome(Outcome.BLOCKED, null, null, List.of());
        Trace.Event event = new Trace.Event(1, new Call.Step("A1", "Post"), blocked, null, 0L, 9_007_199_254_740_993L);
        assertEquals(
                List.of(event),
                readBack("instants.ndjson", new Trace(HEADER, List.of(event)))
                        .get(0)
                        .events());
        assertEquals(
                "{\"seq\":1,\"call\":\"step\",\"thread\":\"A1\",\"at\":\"Post\",\"start\":0,"
                        + "\"end\":9007199254740993,\"outcome\":{\"ret\":\"BLOCKED\"}}",
                Files.readAllLines(folder.resolve("instants.ndjson")).get(1));
    }

    @Test
    void instantsThatAreNoneAreNotMade() {
        Call call = new Call.ThreadAbort("A1");
        assertThrows(IllegalArgumentException.class, () -> new Trace.Event(1, call, null, null, 3L, 2L));
        assertThrows(IllegalArgumentException.class, () -> new Trace.Event(1, call, null, null, null, 2L));
        assertThrows(IllegalArgumentException.class, () -> new Trace.Event(1, call, null, null, -1L, 2L));
    }

    @Test
    void whatWasNotObservedIsAbsent() throws IOException {
        Call call = new Call.ThreadAbort("A1");
        Outcome woken = new Outcome(
                null, null, null, List.of(new Outcome.Completion("A2", "MACH_RCV_INTERRUPTED", null, null)));
        Trace trace =
                new Trace(HEADER, List.of(new Trace.Event(1, call, null, null), new Trace.Event(2, call, woken, null)));
        assertEquals(List.of(trace), readBack("partial.ndjson", trace));
        List<String> lines = Files.readAllLines(folder.resolve("partial.ndjson"));
        assertEquals("{\"seq\":1,\"call\":\"thread_abort\",\"thread\":\"A1\"}", lines.get(1));
        assertTrue(lines.get(2)
                .endsWith("\"outcome\":{\"woke\":[{\"thread\":\"A2\",\"ret\":\"MACH_RCV_INTERRUPTED\"}]}}"));
        assertSame(Outcome.UNOBSERVED, trace.events().get(0).outcome());
        assertFalse(woken.isObserved());
    }

    @Test
    void fieldsMayComeInAnyOrder() throws IOException {
        Path file = Files.writeString(folder.resolve("order.ndjson"), """
                {"format":"portolan-trace/1","tasks":{"A":["A1"]},"limits":{},"dialect":"xnu","kind":"run","name":"n"}
                {"outcome":{"ret":"KERN_SUCCESS"},"at":"Resume","thread":"A1","call":"step","seq":1}
                """);
        Outcome outcome = new Outcome("KERN_SUCCESS", null, null, List.of());
        assertEquals(
                List.of(new Trace.Event(1, new Call.Step("A1", "Resume"), outcome, null)),
                read(file).get(0).events());
    }

    @Test
    void aStateThatDidNotChangeIsWrittenAsSame() throws IOException {
        List<Trace.Event> events = new ArrayList<>();
        for (KernelState state : new KernelState[] {STATE, STATE, null, STATE}) {
            Outcome outcome = new Outcome("KERN_SUCCESS", null, null, List.of());
            events.add(new Trace.Event(events.size() + 1, new Call.ClockExpire("A1"), outcome, state));
        }
        Trace back = readBack("same.ndjson", new Trace(HEADER, events)).get(0);
        List<String> lines = Files.readAllLines(folder.resolve("same.ndjson"));
        assertTrue(lines.get(2).endsWith(",\"state\":\"same\"}"), lines.get(2));
        assertFalse(lines.get(3).contains("state"), lines.get(3));
        assertTrue(lines.get(4).endsWith(",\"state\":\"same\"}"), lines.get(4));
        assertSame(back.events().get(0).state(), back.events().get(3).state());
        assertEquals(events, back.events());
    }

    @Test
    void aLineMayBeLongerThanAnyBuffer() throws IOException {
        List<Long> body = new ArrayList<>();
        for (long word = 0; word < 60_000; word++) {
            body.add(word);
        }
        Call.Header header = new Call.Header(P1, "COPY_SEND", PortName.NULL, null, null, null, 1, body);
        Call send = new Call.MachMsg("A1", new Call.Send(header, 240_024, Call.Timeout.POLL), null);
        Trace trace = new Trace(HEADER, numbered(List.of(send, new Call.ThreadAbort("A1"), send)));
        assertEquals(List.of(trace), readBack("long.ndjson", trace));
    }

    @Test
    void nothingAppearsUntilTheWriterCommits() throws IOException {
        Path file = folder.resolve("atomic.ndjson");
        Files.writeString(file, "as it was");
        try (TraceWriter writer = TraceWriter.create(file)) {
            writer.write(new Trace(HEADER, List.of()));
        }
        assertEquals("as it was", Files.readString(file));
        assertEquals(List.of(file), Corpus.list(folder));
        readBack("atomic.ndjson", new Trace(HEADER, List.of()));
        assertEquals(List.of(file), Corpus.list(folder));
    }

    @Test
    void eventsOutOfSequenceAreNotWritten() throws IOException {
        Outcome outcome = new Outcome("KERN_SUCCESS", null, null, List.of());
        Trace gap = new Trace(HEADER, List.of(new Trace.Event(2, new Call.ThreadAbort("A1"), outcome, null)));
        try (TraceWriter writer = TraceWriter.create(folder.resolve("gap.ndjson"))) {
            assertThrows(IllegalArgumentException.class, () -> writer.write(gap));
        }
    }

    /* Each event has another of the shapes that outcomes and states take. */
    private static List<Trace.Event> numbered(List<Call> calls) {
        PortStatus status = new PortStatus(true, 1, -2, 3, 4, 5, false, true, false, true, true, false);
        Outcome.Out all = new Outcome.Out(
                P1,
                3,
                "SEND|RECEIVE|DNREQUEST",
                24,
                RECEIVED,
                List.of(P1),
                NAMES,
                status,
                9,
                8,
                GROUPS,
                List.of(7, -1));
        Outcome.Message bare = new Outcome.Message(0, null, null, null, null, null, null, null);
        Outcome.Out little = new Outcome.Out(null, null, null, null, bare);
        List<Outcome> outcomes = List.of(
                new Outcome("MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE", "ipc.send.4", all, List.of()),
                new Outcome(Outcome.BLOCKED, null, null, List.of()),
                new Outcome(
                        "KERN_SUCCESS",
                        null,
                        little,
                        List.of(
                                new Outcome.Completion("A2", "MACH_RCV_PORT_DIED", "ipc.receive.1", null),
                                new Outcome.Completion("A1", "MACH_MSG_SUCCESS", null, all))));
        List<KernelState> states = new ArrayList<>(List.of(STATE, new KernelState(List.of(), null, List.of())));
        states.add(null);
        List<Trace.Event> events = new ArrayList<>();
        for (Call call : calls) {
            int i = events.size();
            events.add(new Trace.Event(i + 1, call, outcomes.get(i % 3), states.get(i / 2 % 3)));
        }
        return events;
    }

    private static ThreadState thread() {
        return new ThreadState(
                "A2",
                "ReleaseRight",
                QUEUED,
                Call.Timeout.TIMED,
                true,
                EveryCall.LOOKED_UP,
                "dead",
                9,
                false,
                REPLY,
                "A",
                P1,
                "MACH_RCV_PORT_DIED",
                new Outcome.Out(null, 1, null, null, null),
                List.of(REPLY, TOLD, new RightState("NONE", "null"), new RightState("SEND_ONCE", null)),
                ThreadState.of(null, "Resume"),
                EveryCall.BODY,
                new KernelState.AskedState("DEAD_NAME", 1),
                List.of(P1),
                true,
                true);
    }

    private List<Trace> readBack(String name, Trace... traces) throws IOException {
        Path file = folder.resolve(name);
        try (TraceWriter writer = TraceWriter.create(file)) {
            for (Trace trace : traces) {
                writer.write(trace);
            }
            writer.commit();
        }
        return read(file);
    }

    private static List<Trace> read(Path file) throws IOException {
        List<Trace> traces = new ArrayList<>();
        try (TraceReader reader = TraceReader.open(file)) {
            for (Optional<Trace> trace = reader.next(); trace.isPresent(); trace = reader.next()) {
                traces.add(trace.get());
            }
        }
        return traces;
    }
}
