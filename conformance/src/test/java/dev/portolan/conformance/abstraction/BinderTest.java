package dev.portolan.conformance.abstraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("binding at first appearance")
class BinderTest {

    private static final Map<String, String> TASKS = Map.of("A1", "A");
    private static final PortName P1 = PortName.of("p1");
    private static final PortName P2 = PortName.of("p2");
    private static final Call CALL = new Call.MachPortAllocate("A1", "A", "RECEIVE", Call.Entry.TRAP);
    private static final Outcome NOTHING = new Outcome("KERN_SUCCESS", null, null, List.of());

    private final Binding binding = new Binding(List.of("A"), SlottedNames.GENERATIONS);

    private static KernelState state(List<String> ports, EntryState... entries) {
        return new KernelState(
                List.of(new SpaceState("A", List.of(entries))),
                ports.stream()
                        .map(port ->
                                new PortState(port, "PORT", "A", 0, 0, 0, 0, 5, 0, List.of(), List.of(), List.of()))
                        .toList(),
                List.of());
    }

    private static EntryState entry(String name, String type, String port) {
        return new EntryState(PortName.of(name), type, port, 1);
    }

    private static Outcome named(PortName name) {
        return new Outcome("KERN_SUCCESS", null, new Outcome.Out(name, null, null, null, null), List.of());
    }

    private boolean bind(Outcome expected, KernelState want, Outcome actual, KernelState have) {
        return Binder.bind(binding, TASKS, CALL, expected, want, actual, have);
    }

    @Test
    void anOutValueBindsTheNameAndItsEntryThePort() {
        assertTrue(bind(
                named(P1),
                state(List.of("K1"), entry("p1", "RECEIVE", "K1")),
                named(PortName.of("#515")),
                state(List.of("@9"), entry("#515", "RECEIVE", "@9"))));
        assertEquals(515, binding.numberOf("A", P1));
        assertEquals("K1", binding.portOf(9));
    }

    @Test
    void aNameThatNoOutValueToldIsBoundByWhatItDenotes() {
        binding.bindPort("K1", 9);
        binding.bindPort("K2", 11);
        assertTrue(bind(
                NOTHING,
                state(List.of("K1", "K2"), entry("p1", "SEND_ONCE", "K2"), entry("p2", "SEND_ONCE", "K1")),
                NOTHING,
                state(List.of("K1", "K2"), entry("#5", "SEND_ONCE", "K1"), entry("#7", "SEND_ONCE", "K2"))));
        assertEquals(7, binding.numberOf("A", P1));
        assertEquals(5, binding.numberOf("A", P2));
    }

    @Test
    void aSymbolWhoseObjectIsThereIsNotBoundAnew() {
        binding.bindPort("K1", 9);
        binding.bindName("A", P1, 515);
        assertFalse(bind(
                NOTHING,
                state(List.of("K1"), entry("p1", "SEND", "K1")),
                NOTHING,
                state(List.of("K1", "@10"), entry("p1", "SEND", "@10"))));
        assertEquals("K1", binding.portOf(9));
        assertEquals("@10", binding.portOf(10));
    }

    @Test
    void wherePlacesAreFixedANameIsItsNumber() {
        binding.fixNames(2);
        assertFalse(bind(
                named(P1),
                state(List.of(), entry("p1", "DEAD_NAME", null)),
                named(PortName.of("#2")),
                state(List.of(), entry("#2", "DEAD_NAME", null))));
        assertEquals(1, binding.numberOf("A", P1));
    }

    private static final PortName P3 = PortName.of("p3");

    /** A name of the second slot. */
    private static int name(int generation) {
        return 2 << 8 | 4 * generation + 3;
    }

    private static boolean gives(Binding binding, PortName symbol, int number) {
        Outcome actual = named(PortName.of("#" + number));
        KernelState want = state(List.of(), entry(symbol.symbol(), "DEAD_NAME", null));
        KernelState have = state(List.of(), entry("#" + number, "DEAD_NAME", null));
        boolean bound = Binder.bind(binding, TASKS, CALL, named(symbol), want, actual, have);
        binding.settle(state(List.of()));
        return bound;
    }

    @Test
    void aNewNameIsNotTheOneThatItsSlotHadLast() {
        assertTrue(gives(binding, P1, name(0)));
        assertFalse(gives(binding, P2, name(0)));
        assertEquals(name(0), binding.numberOf("A", P1));
        assertTrue(gives(binding, P2, name(1)));
    }

    @Test
    void theSameNameMayComeBackByItsOwnSymbol() {
        assertTrue(gives(binding, P1, name(0)));
        assertTrue(gives(binding, P1, name(0)));
    }

    @Test
    void aSlotsNumbersComeBackInTurn() {
        assertTrue(gives(binding, P1, name(0)));
        assertTrue(gives(binding, P2, name(1)));
        assertTrue(gives(binding, P3, name(0)));
        assertEquals(Binding.UNBOUND, binding.numberOf("A", P1));
    }

    @Test
    void aNumberThatWasChosenByTheCallerIsItsSlotsLastToo() {
        assertTrue(gives(binding, P1, name(0)));
        assertTrue(gives(binding, P2, name(1)));
        binding.bindName("A", P1, name(0));
        binding.settle(state(List.of()));
        assertTrue(gives(binding, P3, name(1)));
    }

    @Test
    void withoutGenerationsANumberComesBackAtOnce() {
        Binding lowest = new Binding(List.of("A"), SlottedNames.LOWEST_FREE);
        assertTrue(gives(lowest, P1, 1));
        assertTrue(gives(lowest, P2, 1));
    }

    private static boolean givesAgain(Binding binding, KernelState after) {
        return OutNames.bindFreed(
                binding, TASKS, CALL, named(P2), after, named(P1), state(List.of(), entry("p1", "DEAD_NAME", null)));
    }

    @Test
    void aNumberThatTheCallFreedIsThatOfTheNameItGaveOut() {
        Binding lowest = new Binding(List.of("A"), SlottedNames.LOWEST_FREE);
        lowest.bindName("A", P1, 7);
        assertTrue(givesAgain(lowest, state(List.of(), entry("p2", "DEAD_NAME", null))));
        assertEquals(7, lowest.numberOf("A", P2));
        assertEquals(Binding.UNBOUND, lowest.numberOf("A", P1));
    }

    @Test
    void theNumberOfANameThatShouldStayIsNotGivenAgain() {
        Binding lowest = new Binding(List.of("A"), SlottedNames.LOWEST_FREE);
        lowest.bindName("A", P1, 7);
        assertFalse(
                givesAgain(lowest, state(List.of(), entry("p1", "DEAD_NAME", null), entry("p2", "DEAD_NAME", null))));
        assertEquals(7, lowest.numberOf("A", P1));
    }

    @Test
    void aNumberIsNotGivenAgainToANameThatIsThere() {
        Binding lowest = new Binding(List.of("A"), SlottedNames.LOWEST_FREE);
        lowest.bindName("A", P1, 7);
        lowest.bindName("A", P2, 8);
        KernelState both = state(List.of(), entry("p1", "DEAD_NAME", null), entry("p2", "DEAD_NAME", null));
        KernelState second = state(List.of(), entry("p2", "DEAD_NAME", null));
        assertFalse(OutNames.bindFreed(lowest, TASKS, CALL, named(P2), second, named(P1), both));
        assertEquals(8, lowest.numberOf("A", P2));
    }

    @Test
    void whereNamesWereNotObservedNoneIsKnownToBeFree() {
        Binding lowest = new Binding(List.of("A"), SlottedNames.LOWEST_FREE);
        lowest.bindName("A", P1, 7);
        assertFalse(givesAgain(lowest, new KernelState(null, null, null)));
        assertEquals(7, lowest.numberOf("A", P1));
    }

    @Test
    void aNumberIsGivenAgainWhereNamesHaveNoGenerations() {
        assertTrue(new Binding(List.of("A"), SlottedNames.LOWEST_FREE).mayGiveAgain());
        assertFalse(new Binding(List.of("A"), SlottedNames.GENERATIONS).mayGiveAgain());
    }
}
