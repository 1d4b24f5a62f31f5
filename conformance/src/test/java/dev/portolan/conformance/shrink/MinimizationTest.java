package dev.portolan.conformance.shrink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is left shows the fault still, and nothing of it can be spared. */
class MinimizationTest {

    private static final Budget ENDLESS_FOR_A_TEST = new Budget(60_000, 1_000_000);

    /** Shows a fault if the wanted numbers are all there, in any order. */
    private static boolean hasAll(List<Integer> list, Set<Integer> wanted) {
        return list.containsAll(wanted);
    }

    @Property(tries = 300)
    void whatIsNeededIsLeftAndNothingElse(
            @ForAll @Size(max = 8) Set<@IntRange(max = 99) Integer> needed,
            @ForAll @Size(max = 200) List<@IntRange(max = 99) Integer> others) {
        List<Integer> list = new ArrayList<>(others);
        list.addAll(list.size() / 2, needed);
        List<Integer> least = new Minimization<Integer>(
                        tried -> hasAll(tried, needed) ? Optional.of(tried) : Optional.empty(),
                        new Budget(60_000, 1_000_000))
                .of(list);
        assertEquals(needed.size(), least.size());
        assertTrue(hasAll(least, needed));
    }

    /** A fault that comes and goes with the length, so that only single removals can be promised. */
    @Property(tries = 300)
    void nothingCanBeSparedWhereRemovalsDisturbOneAnother(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 20) Integer> list,
            @ForAll @IntRange(min = 2, max = 5) int modulus) {
        int rest = sum(list) % modulus;
        Minimization.Trial<Integer> trial =
                tried -> sum(tried) % modulus == rest && !tried.isEmpty() ? Optional.of(tried) : Optional.empty();
        List<Integer> least = new Minimization<Integer>(trial, new Budget(60_000, 1_000_000)).of(list);
        assertTrue(trial.of(least).isPresent());
        for (int i = 0; i < least.size(); i++) {
            List<Integer> without = new ArrayList<>(least);
            without.remove(i);
            assertFalse(trial.of(without).isPresent(), least + " can spare number " + i);
        }
    }

    /** The order of what is left is the order in which it was. */
    @Property(tries = 200)
    void whatIsLeftKeepsItsOrder(@ForAll @Size(min = 3, max = 80) List<@IntRange(max = 9) Integer> list) {
        int first = list.get(0);
        int last = list.get(list.size() - 1);
        Minimization.Trial<Integer> trial =
                tried -> !tried.isEmpty() && tried.get(0) == first && tried.get(tried.size() - 1) == last
                        ? Optional.of(tried)
                        : Optional.empty();
        List<Integer> least = new Minimization<Integer>(trial, ENDLESS_FOR_A_TEST).of(list);
        assertEquals(first == last ? List.of(first) : List.of(first, last), least);
    }

    /** A try that needs only the beginning says so, and the end is gone at once. */
    @Property(tries = 100)
    void aTryMayAnswerWithLess(@ForAll @IntRange(min = 1, max = 90) int at) {
        List<Integer> list = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            list.add(i);
        }
        List<Integer> least = new Minimization<Integer>(
                        tried -> tried.contains(at)
                                ? Optional.of(tried.subList(0, tried.indexOf(at) + 1))
                                : Optional.empty(),
                        new Budget(60_000, 400))
                .of(list);
        assertEquals(List.of(at), least);
    }

    @Property(tries = 50)
    void whenTheBudgetIsSpentWhatWasFoundIsKept(@ForAll @IntRange(max = 20) int tries) {
        List<Integer> list = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            list.add(i);
        }
        List<Integer> less = new Minimization<Integer>(
                        tried -> tried.contains(17) ? Optional.of(tried) : Optional.empty(), new Budget(60_000, tries))
                .of(list);
        assertTrue(less.contains(17));
        assertTrue(tries > 0 || less.size() == 64);
    }

    private static int sum(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).sum();
    }
}
