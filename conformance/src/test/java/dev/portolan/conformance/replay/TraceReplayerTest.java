package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.traces.Call;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.Trace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("traces replayed")
class TraceReplayerTest {

    private static final Citations CITATIONS = new Citations();
    private static final PortName P1 = PortName.of("p1");

    private static Trace.Event allocate(int seq, PortName name) {
        return new Trace.Event(
                seq,
                new Call.MachPortAllocate("A1", "A", "RECEIVE", Call.Entry.TRAP),
                new Outcome("KERN_SUCCESS", "ipc.allocate.3", new Outcome.Out(name, null, null, null, null), List.of()),
                null);
    }

    private static Trace.Event deallocate(int seq, String ret) {
        return new Trace.Event(
                seq,
                new Call.MachPortDeallocate("A1", "A", P1, Call.Entry.TRAP),
                new Outcome(ret, "ipc.deallocate.9", null, List.of()),
                null);
    }

    private static Trace trace(String kind, String dialect, Trace.End end, Trace.Event... events) {
        Trace.Source source = new Trace.Source("recording.ndjson.gz", "a kernel", 1);
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, "run-1", kind, dialect, Map.of(), Map.of("A", List.of("A1")), null, source, end);
        return new Trace(header, List.of(events));
    }

    private static TraceReplayer replayer(KnownDifferences known) {
        return new TraceReplayer(known, CITATIONS, null);
    }

    @Test
    void aTraceThatConforms() {
        Trace trace = trace("real", "xnu", null, allocate(1, P1), deallocate(2, "KERN_INVALID_RIGHT"));
        TraceReplayer.Result result = replayer(KnownDifferences.NONE).replay("a.ndjson", 1, trace);
        assertNull(result.divergence());
        assertEquals(2, result.events());
        assertEquals(0, result.skipped());
    }

    @Test
    void whatWasNotObservedIsNotCompared() {
        Outcome.Out out = new Outcome.Out(P1, null, null, null, null);
        Call allocate = allocate(1, P1).call();
        Trace trace = trace(
                "run",
                "xnu",
                null,
                new Trace.Event(1, allocate, new Outcome(null, null, out, List.of()), null),
                new Trace.Event(2, deallocate(2, "any").call(), null, null),
                deallocate(3, "KERN_INVALID_RIGHT"));
        TraceReplayer.Result result = replayer(KnownDifferences.NONE).replay("a.ndjson", 1, trace);
        assertNull(result.divergence());
        assertEquals(3, result.events());
    }

    @Test
    void whatWasObservedBesideAnUnseenCodeIsCompared() {
        Outcome.Out refs = new Outcome.Out(null, 3, null, null, null);
        Trace trace = trace(
                "run",
                "xnu",
                null,
                allocate(1, P1),
                new Trace.Event(2, allocate(2, P1).call(), new Outcome(null, null, refs, List.of()), null));
        Divergence divergence =
                replayer(KnownDifferences.NONE).replay("a.ndjson", 1, trace).divergence();
        assertNotNull(divergence);
        assertEquals("anything (refs 3)", divergence.expected());
        assertNull(divergence.clause());
    }

    @Test
    void aDivergenceIsNamedAndEndsTheTrace() {
        Trace trace = trace(
                "real",
                "xnu",
                new Trace.End("a call outside the slice", 10),
                allocate(1, P1),
                deallocate(2, "KERN_SUCCESS"),
                deallocate(3, "KERN_INVALID_NAME"));
        TraceReplayer.Result result = replayer(KnownDifferences.NONE).replay("a.ndjson", 7, trace);
        Divergence divergence = result.divergence();
        assertNotNull(divergence);
        assertEquals(2, result.events());
        assertEquals(11, result.skipped());
        assertEquals(9, divergence.line());
        assertEquals("A1: mach_port_deallocate(task = A, name = p1, entry = TRAP)", divergence.call());
        assertEquals("KERN_SUCCESS", divergence.expected());
        assertEquals("KERN_INVALID_RIGHT", divergence.actual());
        assertEquals("ipc.deallocate.9", divergence.clause());
        assertNotNull(divergence.sentence());
        assertEquals("MachPortDeallocate", divergence.action());
        assertEquals(List.of("IpcSpace.machPortDeallocate"), divergence.methods());
        assertEquals("portolan replay a.ndjson --run run-1", divergence.again());
    }

    @Test
    void aKnownDifferenceEndsTheRunWithoutAWord() {
        KnownDifferences known = new KnownDifferences(List.of(
                new KnownDifferences.Operation("xnu", "recording.ndjson.gz", "run-1", 2, "for the test's sake")));
        Trace trace = trace("real", "xnu", null, allocate(1, P1), deallocate(2, "KERN_SUCCESS"));
        TraceReplayer.Result result = replayer(known).replay("a.ndjson", 1, trace);
        assertNull(result.divergence());
        assertEquals(1, result.events());
        assertEquals(1, result.skipped());
    }

    @Test
    void anotherDialectCanBeAskedFor() {
        Trace.Event ofNull = new Trace.Event(
                1,
                new Call.MachPortDeallocate("A1", "A", PortName.NULL, Call.Entry.TRAP),
                new Outcome("KERN_SUCCESS", null, null, List.of()),
                null);
        Trace trace = trace("real", "xnu", null, ofNull);
        assertNull(replayer(KnownDifferences.NONE).replay("a", 1, trace).divergence());
        Divergence divergence = new TraceReplayer(KnownDifferences.NONE, CITATIONS, "classic")
                .replay("a", 1, trace)
                .divergence();
        assertEquals("KERN_INVALID_NAME", divergence.actual());
    }

    @Test
    void anUnknownLimitIsRefused() {
        Trace.Header header = new Trace.Header(
                Trace.FORMAT, "r", "run", "xnu", Map.of("patience", 3), Map.of("A", List.of("A1")), null, null, null);
        assertThrows(
                IllegalArgumentException.class,
                () -> replayer(KnownDifferences.NONE).replay("a", 1, new Trace(header, List.of())));
    }
}
