package dev.portolan.conformance.abstraction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.PortName;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("bindings of names and ports")
class BindingTest {

    private static final PortName P1 = PortName.of("p1");
    private static final PortName P2 = PortName.of("p2");

    private final Binding binding = new Binding(List.of("A", "B"), SlottedNames.GENERATIONS);

    private static KernelState holding(PortName... names) {
        List<EntryState> entries = java.util.Arrays.stream(names)
                .map(name -> new EntryState(name, "DEAD_NAME", null, 1))
                .toList();
        return new KernelState(
                List.of(new SpaceState("A", entries), new SpaceState("B", List.of())), List.of(), List.of());
    }

    @Test
    void aNameIsBoundInItsOwnSpaceOnly() {
        binding.bindName("A", P1, 259);
        assertEquals(259, binding.numberOf("A", P1));
        assertEquals(Binding.UNBOUND, binding.numberOf("B", P1));
        assertEquals(P1, binding.symbolOf("A", 259));
        assertFalse(binding.metUnbound());
        assertEquals("#259", binding.symbolOf("B", 259).symbol());
        assertTrue(binding.metUnbound());
    }

    @Test
    void aReleasedNameKeepsItsNumberForStaleUse() {
        binding.bindName("A", P1, 259);
        binding.settle(holding());
        assertFalse(binding.isLive("A", P1));
        assertEquals(259, binding.numberOf("A", P1));
        assertEquals("#259", binding.symbolOf("A", 259).symbol());
        assertEquals(P1, binding.argumentOf("A", 259));
    }

    /** A search that took these for the same would leave out orders of calls that go on differently. */
    @Test
    void namesThatNameNothingAnyMoreTellBindingsApart() {
        binding.bindName("A", P1, 259);
        binding.bindName("A", P2, 515);
        Binding other = new Binding(List.of("A", "B"), SlottedNames.GENERATIONS);
        other.bindName("A", P2, 259);
        other.bindName("A", P1, 515);
        Binding same = new Binding(List.of("A", "B"), SlottedNames.GENERATIONS);
        same.bindName("A", P2, 515);
        same.bindName("A", P1, 259);
        List.of(binding, other, same).forEach(one -> one.settle(holding()));
        assertNotEquals(binding.fingerprint(), other.fingerprint());
        assertEquals(binding.fingerprint(), same.fingerprint());
    }

    @Test
    void aFingerprintTellsTasksSymbolsNumbersAndPortsApart() {
        Set<Long> seen = new HashSet<>();
        for (String task : List.of("A", "B")) {
            // "Aa" and "BB" have one hash code.
            for (String symbol : List.of("Aa", "BB", "p1")) {
                for (int number : new int[] {1, 2}) {
                    Binding one = new Binding(List.of("A", "B"), SlottedNames.GENERATIONS);
                    one.bindName(task, PortName.of(symbol), number);
                    assertTrue(seen.add(one.fingerprint()), task + symbol + number);
                    one.bindPort(symbol, number);
                    assertTrue(seen.add(one.fingerprint()), task + symbol + number);
                    one.settle(holding());
                    assertTrue(seen.add(one.fingerprint()), task + symbol + number);
                }
            }
        }
    }

    @Test
    void anArgumentThatNobodyNamedIsRemembered() {
        binding.bindName("A", P1, 259);
        assertEquals(P1, binding.argumentOf("A", 259));
        assertFalse(binding.metUnbound());
        assertEquals("#1000003", binding.argumentOf("A", 1_000_003).symbol());
        assertTrue(binding.metUnbound());
    }

    @Test
    void aNumberUsedAgainBelongsToItsNewName() {
        binding.bindName("A", P1, 259);
        binding.settle(holding());
        binding.bindName("A", P2, 259);
        assertEquals(P2, binding.symbolOf("A", 259));
        assertEquals(Binding.UNBOUND, binding.numberOf("A", P1));
    }

    @Test
    void aCallOnItsWayKeepsTheNumberThatItWasGiven() {
        binding.bindName("A", P1, 259);
        binding.settle(holding());
        binding.bindName("A", P1, 263);
        binding.settle(holding(P1));
        assertEquals(263, binding.numberOf("A", P1));
        assertEquals(P1, binding.argumentOf("A", 259));
        assertEquals("#259", binding.symbolOf("A", 259).symbol());
    }

    @Test
    void aCopyGoesItsOwnWay() {
        binding.bindPort("K1", 7);
        Binding copy = binding.copy();
        copy.bindPort("K1", 9);
        assertEquals("K1", binding.portOf(7));
        assertEquals("@7", copy.portOf(7));
    }

    @Test
    void whatWasLoggedCanBeAppliedElsewhere() {
        binding.startLog();
        binding.bindName("B", P2, 515);
        binding.bindPort("K2", 3);
        Binding other = new Binding(List.of("A", "B"), SlottedNames.GENERATIONS);
        other.apply(binding.log());
        assertEquals(515, other.numberOf("B", P2));
        assertEquals("K2", other.portOf(3));
    }
}
