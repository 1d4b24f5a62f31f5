package dev.portolan.stress.races;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.races.AbortReplyRace;
import dev.portolan.races.KernelRace;
import dev.portolan.races.LateReplyRace;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;

/**
 * A race of exceptions, tasks and threads accepts what the graph of {@code Exc} has at the ends of all paths of its actors'
 * deeds, and nothing else; and the kernel comes to each of these in one of the orders of its critical sections, and to
 * nothing else.
 */
@Tag("tlc")
class ExceptionRaceOutcomesTest {

    private static final ExceptionOutcomes MODEL = new ExceptionOutcomes();

    @AfterAll
    static void close() {
        MODEL.close();
    }

    /* The kernel, in every order of its actors' critical sections. */
    private static Set<String> orders(Function<Machine, KernelRace> race) {
        Set<String> outcomes = new TreeSet<>();
        extend(race, List.of(), outcomes);
        return outcomes;
    }

    private static void extend(Function<Machine, KernelRace> race, List<Integer> order, Set<String> outcomes) {
        KernelRace taken = race.apply(new SimulatedMachine());
        boolean[] rests = new boolean[taken.contenders().size()];
        for (int actor : order) {
            rests[actor] = !taken.contenders().get(actor).step();
        }
        boolean isEnd = true;
        for (int actor = 0; actor < rests.length; actor++) {
            if (!rests[actor]) {
                isEnd = false;
                List<Integer> longer = new ArrayList<>(order);
                longer.add(actor);
                extend(race, longer, outcomes);
            }
        }
        if (isEnd) {
            outcomes.add(taken.outcome());
        }
    }

    @ParameterizedTest
    @MethodSource("dev.portolan.stress.races.ExceptionRaces#all")
    void acceptsWhatTheGraphHas(Class<?> race) {
        assertEquals(MODEL.of(ExceptionRaces.of(race).script()), Stated.outcomes(race, Expect.ACCEPTABLE));
        assertEquals(Set.of(), Stated.outcomes(race, Expect.ACCEPTABLE_INTERESTING));
    }

    @ParameterizedTest
    @MethodSource("dev.portolan.stress.races.ExceptionRaces#all")
    void theKernelHasEachOfThem(Class<?> race) {
        assertEquals(
                MODEL.of(ExceptionRaces.of(race).script()),
                orders(ExceptionRaces.of(race).kernel()));
    }

    /** The variant with the fault comes to something that is not right, and would be reported. */
    @ParameterizedTest
    @MethodSource("dev.portolan.stress.races.ExceptionRaces#all")
    void hasAVariantWithTheFault(Class<?> race) {
        Stated.hasAVariantWithTheFault(race);
    }

    /** A kernel that does something else than is said is found out. */
    @Test
    void aKernelThatIsNotTheModelIsFound() {
        assertNotEquals(
                MODEL.of(ExceptionRaces.of(LateReplyRace.class).script()),
                orders(ExceptionRaces.of(AbortReplyRace.class).kernel()));
    }
}
