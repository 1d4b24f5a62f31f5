package dev.portolan.conformance.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.suite.AlteredKernel;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.KernelState;
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

    private static final PortName P2 = PortName.of("p2");

    private static Trace.Event destroy(int seq, PortName name) {
        return new Trace.Event(
                seq,
                new Call.MachPortDestroy("A1", "A", name, Call.Entry.TRAP),
                new Outcome("KERN_SUCCESS", "ipc.destroy.6", null, List.of()),
                null);
    }

    /** The reference kernel, that counts how often it is observed. */
    private static final class Observed extends AlteredKernel {
        private int times;

        Observed(Alteration alteration) {
            super(alteration);
        }

        @Override
        public KernelState observe() {
            times++;
            return super.observe();
        }
    }

    @Test
    void aKernelIsObservedOnlyWhereTheTraceHasAStateOrNamesMayBeFreed() {
        Observed kernel = new Observed((call, reference) -> reference.perform(call));
        TraceReplayer replayer = TraceReplayer.on(kernel, KnownDifferences.NONE, CITATIONS, null);
        Trace trace = trace(
                "run",
                "classic",
                null,
                allocate(1, P1),
                allocate(2, P2),
                deallocate(3, "KERN_INVALID_RIGHT"),
                destroy(4, P1),
                allocate(5, PortName.of("p3")),
                destroy(6, PortName.of("p3")));
        assertNull(replayer.replay("a.ndjson", 1, trace).divergence());
        assertEquals(1 + 2, kernel.times, "at boot, and after each name that is freed");
    }

    /** Under classic the number is the next name's, which is refused if the old one is thought to be there still. */
    @Test
    void aNameThatLeavesInTheBodyOfAMessageIsFree() {
        Call.Header header = new Call.Header(
                P1, "MAKE_SEND", null, null, null, null, 7, null, List.of(Descriptor.port(P2, "MOVE_RECEIVE")));
        Trace.Event send = new Trace.Event(
                3,
                new Call.MachMsg("A1", new Call.Send(header, 36, Call.Timeout.FOREVER), null),
                new Outcome("MACH_MSG_SUCCESS", null, null, List.of()),
                null);
        Trace trace =
                trace("run", "classic", null, allocate(1, P1), allocate(2, P2), send, allocate(4, PortName.of("p3")));
        Divergence divergence =
                replayer(KnownDifferences.NONE).replay("a.ndjson", 1, trace).divergence();
        assertNull(divergence, () -> divergence.actual());
    }

    @Test
    void aNumberThatIsGivenOutTwiceIsSeenWithoutAState() {
        Answer[] first = {null};
        AlteredKernel kernel = new AlteredKernel((call, reference) -> {
            Answer answer = reference.perform(call);
            first[0] = first[0] == null ? answer : first[0];
            return call instanceof Call.MachPortAllocate ? first[0] : answer;
        });
        TraceReplayer replayer = TraceReplayer.on(kernel, KnownDifferences.NONE, CITATIONS, null);
        Divergence divergence = replayer.replay(
                        "a.ndjson", 1, trace("run", "classic", null, allocate(1, P1), allocate(2, P2)))
                .divergence();
        assertNotNull(divergence);
        assertEquals("KERN_SUCCESS (name p1)", divergence.actual());
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
