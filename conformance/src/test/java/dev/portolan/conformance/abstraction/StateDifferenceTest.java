package dev.portolan.conformance.abstraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("state differences, in Mach's words")
class StateDifferenceTest {

    private static final PortName P1 = PortName.of("p1");

    private static KernelState state(int userRefs, int sendRights, List<String> senders) {
        MessageState message = new MessageState(7, 24, new RightState("SEND", "K1"), new RightState("NONE", "null"));
        return new KernelState(
                List.of(new SpaceState("A", List.of(new EntryState(P1, "SEND", "K1", userRefs)))),
                List.of(new PortState(
                        "K1", "PORT", "A", sendRights, 0, 1, 0, 5, 1, List.of(message), senders, List.of())),
                List.of());
    }

    private static String words(List<Difference> differences) {
        return differences.stream().map(Difference::toString).collect(Collectors.joining("\n"));
    }

    @Test
    void equalStatesDifferInNothing() {
        KernelState one = state(1, 2, List.of("A2"));
        KernelState other = state(1, 2, List.of("A2"));
        assertEquals(List.of(), StateDifference.exact(one, other));
        assertTrue(StateEquality.equal(one, other));
    }

    @Test
    void whatNeitherSideShowsIsEqual() {
        MessageState hidden = new MessageState(7, null, null, null);
        MessageState shown = new MessageState(7, null, new RightState("SEND", "K1"), null);
        assertTrue(StateEquality.equal(queue(hidden), queue(new MessageState(7, null, null, null))));
        assertFalse(StateEquality.equal(queue(hidden), queue(shown)));
        assertFalse(StateEquality.equal(queue(shown), queue(hidden)));
    }

    private static KernelState queue(MessageState message) {
        PortState port = new PortState("K1", "PORT", "A", 1, 0, 1, 0, 5, 1, List.of(message), null, null);
        return new KernelState(null, List.of(port), null);
    }

    @Test
    void eachFieldIsNamed() {
        KernelState expected = state(1, 2, List.of("A2"));
        KernelState actual = state(3, 1, List.of());
        assertEquals(
                "A's name p1, user references: expected 1, found 3\n"
                        + "port K1, send rights: expected 2, found 1\n"
                        + "port K1, blocked senders: expected A2, found empty",
                words(StateDifference.exact(expected, actual)));
        assertFalse(StateEquality.equal(expected, actual));
    }

    @Test
    void whatIsOnOneSideOnlyIsNamed() {
        KernelState nothing = new KernelState(List.of(new SpaceState("A", List.of())), List.of(), List.of());
        assertEquals(
                "A's name p1: expected nothing, found SEND of K1, user references 1",
                words(StateDifference.exact(nothing, state(1, 1, List.of())))
                        .lines()
                        .findFirst()
                        .orElseThrow());
        assertFalse(StateEquality.equal(nothing, state(1, 1, List.of())));
    }

    @Test
    void whatWasNotObservedIsNotCompared() {
        PortState port = new PortState("K1", null, null, 2, null, null, null, null, null, null, null, null);
        KernelState observed = new KernelState(
                List.of(new SpaceState("A", List.of(new EntryState(P1, "SEND", null, null)))), List.of(port), null);
        assertEquals(List.of(), StateDifference.observed(observed, state(9, 2, List.of("A2"))));
        assertEquals(
                "port K1, send rights: expected 2, found 4",
                words(StateDifference.observed(observed, state(9, 4, List.of("A2")))));
    }

    @Test
    void aRecordingTellsSetsInNoOrder() {
        KernelState one = new KernelState(null, List.of(inSets("S1", "S2")), null);
        KernelState other = new KernelState(null, List.of(inSets("S2", "S1")), null);
        KernelState fewer = new KernelState(null, List.of(inSets("S2")), null);
        assertEquals(List.of(), StateDifference.observed(one, other));
        assertEquals("port K1, sets: expected S1, S2, found S2", words(StateDifference.observed(one, fewer)));
        assertEquals("port K1, sets: expected S1, S2, found S2, S1", words(StateDifference.exact(one, other)));
    }

    private static PortState inSets(String... sets) {
        return new PortState(
                "K1",
                "PORT",
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
                null,
                null,
                List.of(sets),
                null,
                null,
                null,
                null);
    }

    @Test
    void aRecordedWaitIsAnyWait() {
        ThreadState blocked = ThreadState.of("A1", "blocked");
        KernelState observed = new KernelState(null, null, List.of(blocked));
        KernelState waiting = new KernelState(List.of(), List.of(), List.of(ThreadState.of("A1", "AwaitMessage")));
        KernelState idle = new KernelState(List.of(), List.of(), List.of());
        assertEquals(List.of(), StateDifference.observed(observed, waiting));
        assertEquals("thread A1: expected blocked, found Idle", words(StateDifference.observed(observed, idle)));
    }

    @Test
    void outcomesAreComparedWholeButForTheClause() {
        Outcome expected = new Outcome("KERN_SUCCESS", "ipc.allocate.3", null, List.of());
        assertEquals(List.of(), StateDifference.exact(expected, new Outcome("KERN_SUCCESS", null, null, List.of())));
        Outcome.Completion woke = new Outcome.Completion("A2", "MACH_MSG_SUCCESS", null, null);
        Outcome actual = new Outcome("KERN_NO_SPACE", null, null, List.of(woke));
        assertEquals(
                "return code: expected KERN_SUCCESS, found KERN_NO_SPACE\n"
                        + "calls that ended, in order: expected empty, found A2",
                words(StateDifference.exact(expected, actual)));
        assertFalse(StateDifference.same(expected, actual));
    }
}
