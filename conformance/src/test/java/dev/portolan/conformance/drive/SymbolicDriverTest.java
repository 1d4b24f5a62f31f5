package dev.portolan.conformance.drive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.AcceptanceState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import dev.portolan.traces.TimerCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("any kernel driven in symbols")
class SymbolicDriverTest {

    private static final Setting ONE_TASK = new Setting("xnu", Map.of(), Map.of("A", List.of("A0")), false);
    private static final PortName P1 = PortName.of("p1");
    private static final PortName P2 = PortName.of("p2");

    /** Says what it is told to say, and keeps what it was asked. */
    private static final class Parrot implements KernelUnderTest {
        final List<Call> asked = new ArrayList<>();
        Answer answer = new Answer.Made(new Outcome("KERN_SUCCESS", null, null, List.of()));
        KernelState state = new KernelState(List.of(new SpaceState("A", List.of())), List.of(), List.of());
        Set<String> observes = Set.of(Declaration.EVERYTHING);

        @Override
        public Declaration declaration() {
            return new Declaration("parrot", "1", null, Set.of("xnu"), Set.of("ipc"), Map.of(), observes);
        }

        @Override
        public void reset(Setting setting) {}

        @Override
        public Answer perform(Call call) {
            asked.add(call);
            return answer;
        }

        @Override
        public KernelState observe() {
            return state;
        }

        @Override
        public void close() {}

        void gives(int name) {
            answer = new Answer.Made(success(Integer.toString(name)));
        }

        void has(PortState port, EntryState... entries) {
            state = new KernelState(
                    List.of(new SpaceState("A", List.of(entries))),
                    port == null ? List.of() : List.of(port),
                    List.of());
        }

        PortName askedName() {
            return ((Call.MachPortType) asked.get(asked.size() - 1)).name();
        }
    }

    private final Parrot parrot = new Parrot();

    private static Outcome success(String name) {
        PortName given = name == null ? null : PortName.of(name);
        Outcome.Out out = given == null ? null : new Outcome.Out(given, null, null, null, null);
        return new Outcome("KERN_SUCCESS", null, out, List.of());
    }

    private static Call allocate() {
        return new Call.MachPortAllocate("A0", "A", "RECEIVE", Call.Entry.TRAP);
    }

    private static Call type(String name) {
        return new Call.MachPortType("A0", "A", PortName.of(name), Call.Entry.TRAP);
    }

    private static EntryState entry(String name, String port) {
        return new EntryState(PortName.of(name), "RECEIVE", port, 0);
    }

    private static PortState port(String identity) {
        return new PortState(identity, "PORT", "A", 0, 0, 0, 0, 5, 0, List.of(), List.of(), List.of());
    }

    private static KernelState state(PortState port, EntryState... entries) {
        return new KernelState(List.of(new SpaceState("A", List.of(entries))), List.of(port), List.of());
    }

    @Test
    void aNameAndAPortAreBoundWhereTheyAppear() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("the port"), entry("77", "the port"));
        Attempt attempt = Attempt.of(driver, allocate(), success("p1"), state(port("K1"), entry("p1", "K1")), true);
        assertTrue(attempt.conforms(), () -> attempt.differences(true).toString());
        Attempt.of(driver, type("p1"), success(null), null, false);
        assertEquals(PortName.of("77"), parrot.askedName());
    }

    /** The name of a timer is the caller's, and no task's that the call names. */
    @Test
    void aTimersNameIsTheNumberThatItHas() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("the port"), entry("77", "the port"));
        Call create = new TimerCall.MkTimerCreate("A0");
        Attempt.of(driver, create, success("p1"), state(port("K1"), entry("p1", "K1")), true)
                .settle(driver);
        driver.perform(new TimerCall.MkTimerArm("A0", P1, 3));
        assertEquals(new TimerCall.MkTimerArm("A0", PortName.of("77"), 3), parrot.asked.get(parrot.asked.size() - 1));
    }

    /** A search copies drivers, and the model gives the identity of a dead port to another. */
    @Test
    void aCopyKnowsThePortsThatItsOriginalHasSeen() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("one"), entry("77", "one"));
        Attempt.of(driver, allocate(), success("p1"), state(port("K1"), entry("p1", "K1")), true)
                .settle(driver);
        parrot.gives(78);
        parrot.has(port("two"), entry("78", "two"));
        KernelState second = state(port("K2"), entry("p2", "K2"));
        Attempt.of(driver, allocate(), success("p2"), second, true).settle(driver);
        assertEquals(second, driver.copy().state());
    }

    @Test
    void aKernelThatMixesUpPortsIsFoundOut() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("one"), entry("77", "one"));
        Attempt.of(driver, allocate(), success("p1"), state(port("K1"), entry("p1", "K1")), true)
                .settle(driver);
        parrot.gives(78);
        parrot.has(port("one"), entry("77", "one"), entry("78", "one"));
        Attempt second = Attempt.of(
                driver, allocate(), success("p2"), state(port("K1"), entry("p1", "K1"), entry("p2", "K2")), true);
        assertFalse(second.conforms());
        assertEquals("A's name p2, port", second.differences(true).get(0).where());
    }

    @Test
    void aPortThatTakesADeadOnesIdentityIsAnother() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("1"), entry("77", "1"));
        Attempt.of(driver, allocate(), success("p1"), state(port("K1"), entry("p1", "K1")), true)
                .settle(driver);
        parrot.answer = new Answer.Made(success(null));
        parrot.has(null);
        Call destroy = new Call.MachPortDestroy("A0", "A", P1, Call.Entry.TRAP);
        KernelState empty = new KernelState(List.of(new SpaceState("A", List.of())), List.of(), List.of());
        Attempt.of(driver, destroy, success(null), empty, true).settle(driver);
        parrot.gives(78);
        parrot.has(port("1"), entry("78", "1"));
        Attempt again = Attempt.of(driver, allocate(), success("p2"), state(port("K2"), entry("p2", "K2")), true);
        assertTrue(again.conforms(), () -> again.differences(true).toString());
    }

    @Test
    void aStaleNameIsTheNumberThatItHad() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.has(port("1"), entry("77", "1"));
        Attempt.of(driver, allocate(), success("p1"), null, true).settle(driver);
        parrot.answer = new Answer.Made(success(null));
        parrot.has(null);
        Attempt.of(driver, type("stale:p1"), success(null), null, false).settle(driver);
        assertEquals(PortName.of("77"), parrot.askedName());
        Attempt.of(driver, type("null"), success(null), null, false);
        assertEquals(PortName.NULL, parrot.askedName());
        Attempt.of(driver, type("unused:4"), success(null), null, false);
        assertEquals(PortName.of(Integer.toString((1 << 16) + 4)), parrot.askedName());
    }

    @Test
    void aFreeTargetIsDrawnAsTheKernelNumbersNames() {
        KernelUnderTest small = new KernelUnderTest() {
            @Override
            public Declaration declaration() {
                return parrot.declaration();
            }

            @Override
            public void reset(Setting setting) {}

            @Override
            public NameScheme names() {
                return new dev.portolan.conformance.kernel.SlottedNames(0, 0, 4, false);
            }

            @Override
            public Answer perform(Call call) {
                return parrot.perform(call);
            }

            @Override
            public KernelState observe() {
                return parrot.observe();
            }

            @Override
            public void close() {}
        };
        SymbolicDriver driver = SymbolicDriver.boot(small, ONE_TASK);
        parrot.has(port("1"), entry("1", "1"), entry("2", "1"), entry("3", "1"));
        driver.state();
        driver.perform(new Call.MachPortInsertRight("A0", "A", P2, P1, "MAKE_SEND", Call.Entry.TRAP));
        Call.MachPortInsertRight asked = (Call.MachPortInsertRight) parrot.asked.get(0);
        assertEquals(PortName.of("4"), asked.name());
    }

    @Test
    void whatIsNotShownIsNotComparedAndSaid() {
        parrot.observes = Set.of("spaces");
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.gives(77);
        parrot.state = new KernelState(
                List.of(new SpaceState("A", List.of(new EntryState(PortName.of("77"), "RECEIVE", null, null)))),
                null,
                null);
        Outcome woke = new Outcome(
                "KERN_SUCCESS",
                null,
                success("p1").out(),
                List.of(new Outcome.Completion("A0", "MACH_MSG_SUCCESS", null, null)));
        Attempt attempt = Attempt.of(driver, allocate(), woke, state(port("K1"), entry("p1", "K1")), true);
        assertTrue(attempt.conforms(), () -> attempt.differences(true).toString());
        assertEquals(
                Set.of(
                        "calls that ended because of another",
                        "ports",
                        "ports of names",
                        "threads",
                        "user references of names"),
                attempt.hidden());
        KernelState other = state(port("K1"), new EntryState(P1, "SEND", "K1", 1));
        parrot.answer = new Answer.Made(success(null));
        assertFalse(Attempt.of(driver, type("p1"), success(null), other, true).conforms());
    }

    @Test
    void everyAnswerThatIsNoOutcomeIsKept() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.answer = new Answer.Unsupported("no sets");
        Attempt declined = Attempt.of(driver, allocate(), success("p1"), null, true);
        assertTrue(declined.isDeclined());
        assertEquals("unsupported: no sets", declined.failure());
        parrot.answer = new Answer.Skipped("not today");
        assertTrue(Attempt.of(driver, allocate(), success("p1"), null, true).isDeclined());
        parrot.answer = new Answer.Crashed("signal 11");
        Attempt crashed = Attempt.of(driver, allocate(), success("p1"), null, true);
        assertFalse(crashed.isDeclined());
        assertNull(crashed.outcome());
        assertEquals("crashed: signal 11", crashed.differences(true).get(0).actual());
        parrot.answer = new Answer.Failed("assertion");
        assertEquals(
                "failed: assertion",
                Attempt.of(driver, allocate(), success("p1"), null, true)
                        .differences(true)
                        .get(0)
                        .actual());
    }

    @Test
    void aNameThatIsNoNumberIsTheKernelsFault() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        parrot.answer = new Answer.Made(success("seven"));
        Attempt attempt = Attempt.of(driver, allocate(), success("p1"), null, true);
        assertEquals(
                "the kernel has a name that is no number of 32 bits: seven",
                attempt.differences(true).get(0).actual());
    }

    @Test
    void aThreadThatIsNotThereIsRefused() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        assertThrows(IllegalArgumentException.class, () -> driver.perform(new Call.ThreadAbort("Z9")));
    }

    private static MessageState told(String acceptedFor, PortName by) {
        KernelState.RightState right = new KernelState.RightState("SEND_ONCE", "the port");
        AcceptanceState acceptance =
                acceptedFor == null ? null : new AcceptanceState(acceptedFor, PortName.of("77"), right);
        return new MessageState(7, 24, null, null, null, null, by, acceptance, null);
    }

    /** It is the kernel that fails, not whoever asked it. */
    @Test
    void whomAMessageSaysIsToldMustBeThere() {
        SymbolicDriver driver = SymbolicDriver.boot(parrot, ONE_TASK);
        driver.perform(type("null"));
        parrot.has(queue(told("Z", null)));
        KernelFailure nobody = assertThrows(KernelFailure.class, driver::state);
        assertTrue(nobody.getMessage().endsWith("a task that is not there: Z"), nobody::getMessage);

        driver.perform(type("null"));
        parrot.has(queue(told(null, PortName.of("77"))));
        KernelFailure queued = assertThrows(KernelFailure.class, driver::state);
        assertTrue(queued.getMessage().contains("a message in a queue"), queued::getMessage);

        driver.perform(type("null"));
        parrot.has(queue(told("A", null)));
        assertEquals(
                "A", driver.state().ports().get(0).queue().get(0).acceptance().task());
    }

    private static PortState queue(MessageState message) {
        return new PortState("the port", "PORT", "A", 0, 0, 0, 0, 5, 1, List.of(message), List.of(), List.of());
    }
}
