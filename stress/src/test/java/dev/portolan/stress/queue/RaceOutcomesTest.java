package dev.portolan.stress.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.races.AbortDeathRace;
import dev.portolan.races.CopyinDeathRace;
import dev.portolan.races.ExpiryGrantRace;
import dev.portolan.races.GiveUpGrantRace;
import dev.portolan.races.KernelRace;
import dev.portolan.races.LargeReceiversRace;
import dev.portolan.races.LineTakeRace;
import dev.portolan.races.MoveHandOffRace;
import dev.portolan.races.ReceiveDeathRace;
import dev.portolan.races.ReceiversRace;
import dev.portolan.races.SendCloseRace;
import dev.portolan.races.SendDeallocateRace;
import dev.portolan.races.SendDeathRace;
import dev.portolan.races.SendOnceTwiceRace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.Outcome;

/**
 * A race accepts what its actors come to when their steps are taken one after the other, in every order, and nothing else.
 *
 * <p>Of the queue the steps are calls of the sequential queue, which {@link SequentialQueueTest} holds to every edge of
 * {@code BoundedDelivery}'s graph. Of the kernel they are critical sections on the simulated machine, on which conformance
 * executes every edge of {@code Ipc}'s.
 */
class RaceOutcomesTest {

    private static final Path RACES = Path.of("races/src/main/java/dev/portolan/races");

    /** A race at its beginning. */
    private record Race(List<BooleanSupplier> actors, Supplier<String> outcome) {

        static Race of(KernelRace race) {
            List<BooleanSupplier> actors = new ArrayList<>();
            race.actors().forEach(actor -> actors.add(actor::step));
            return new Race(actors, race::outcome);
        }
    }

    private static final Map<Class<?>, Supplier<Race>> RACES_BY_CLASS = Map.ofEntries(
            Map.entry(SendDeathRace.class, () -> Race.of(new SendDeathRace(KernelRace.IN_TURN))),
            Map.entry(ReceiveDeathRace.class, () -> Race.of(new ReceiveDeathRace(KernelRace.IN_TURN))),
            Map.entry(SendDeallocateRace.class, () -> Race.of(new SendDeallocateRace(KernelRace.IN_TURN))),
            Map.entry(CopyinDeathRace.class, () -> Race.of(new CopyinDeathRace(KernelRace.IN_TURN))),
            Map.entry(SendOnceTwiceRace.class, () -> Race.of(new SendOnceTwiceRace(KernelRace.IN_TURN))),
            Map.entry(ExpiryGrantRace.class, () -> Race.of(new ExpiryGrantRace(KernelRace.IN_TURN))),
            Map.entry(AbortDeathRace.class, () -> Race.of(new AbortDeathRace(KernelRace.IN_TURN))),
            Map.entry(MoveHandOffRace.class, () -> Race.of(new MoveHandOffRace(KernelRace.IN_TURN))),
            Map.entry(LargeReceiversRace.class, () -> Race.of(new LargeReceiversRace(KernelRace.IN_TURN))),
            Map.entry(SendCloseRace.class, RaceOutcomesTest::sendClose),
            Map.entry(LineTakeRace.class, RaceOutcomesTest::lineTake),
            Map.entry(GiveUpGrantRace.class, RaceOutcomesTest::giveUpGrant),
            Map.entry(ReceiversRace.class, RaceOutcomesTest::receivers));

    private static SequentialQueue queue() {
        return new SequentialQueue(1, (request, message) -> true);
    }

    private static BooleanSupplier once(Runnable step) {
        return () -> {
            step.run();
            return false;
        };
    }

    private static Race sendClose() {
        SequentialQueue queue = queue();
        int[] drained = {-1};
        return new Race(
                List.of(once(() -> queue.trySend(1)), () -> {
                    if (drained[0]++ < 0) {
                        return queue.close();
                    }
                    if (queue.tryReceive(10 + drained[0]) != null) {
                        return true;
                    }
                    drained[0]--;
                    return false;
                }),
                () -> queue.fate(1).equals(SequentialQueue.ACCEPTED) + ", " + drained[0]);
    }

    private static Race lineTake() {
        SequentialQueue queue = queue();
        queue.trySend(1);
        return new Race(
                List.of(once(() -> queue.send(2)), once(() -> queue.tryReceive(10))),
                () -> queue.fate(2).toString());
    }

    private static Race giveUpGrant() {
        SequentialQueue queue = queue();
        queue.trySend(1);
        queue.send(2);
        queue.send(3);
        boolean[] out = {false};
        return new Race(
                List.of(once(() -> out[0] = queue.cancel(2)), once(() -> queue.tryReceive(10))),
                () -> out[0] + ", " + queue.fate(2) + ", " + queue.fate(3));
    }

    private static Race receivers() {
        SequentialQueue queue = queue();
        Integer[] given = new Integer[2];
        return new Race(
                List.of(
                        once(() -> queue.trySend(7)),
                        once(() -> given[0] = queue.tryReceive(10)),
                        once(() -> given[1] = queue.tryReceive(11))),
                () -> (given[0] == null ? 0 : given[0]) + ", " + (given[1] == null ? 0 : given[1]));
    }

    /** What there is to be seen at the end of every order of steps. */
    private static Set<String> outcomes(Supplier<Race> race) {
        Set<String> outcomes = new TreeSet<>();
        collect(race, List.of(), outcomes);
        return outcomes;
    }

    private static void collect(Supplier<Race> fresh, List<Integer> order, Set<String> outcomes) {
        Race race = fresh.get();
        boolean[] over = new boolean[race.actors().size()];
        order.forEach(actor -> over[actor] = !race.actors().get(actor).getAsBoolean());
        boolean ended = true;
        for (int actor = 0; actor < over.length; actor++) {
            if (!over[actor]) {
                ended = false;
                List<Integer> longer = new ArrayList<>(order);
                longer.add(actor);
                collect(fresh, longer, outcomes);
            }
        }
        if (ended) {
            outcomes.add(race.outcome().get());
        }
    }

    private static Set<String> stated(Class<?> race, Expect expect) {
        return Stream.of(race.getAnnotationsByType(Outcome.class))
                .filter(outcome -> outcome.expect() == expect)
                .flatMap(outcome -> Stream.of(outcome.id()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Collection<Class<?>> all() {
        return RACES_BY_CLASS.keySet();
    }

    @ParameterizedTest
    @MethodSource("all")
    void acceptsWhatStepsInTurnComeTo(Class<?> race) {
        assertEquals(outcomes(RACES_BY_CLASS.get(race)), stated(race, Expect.ACCEPTABLE));
        assertEquals(Set.of(), stated(race, Expect.ACCEPTABLE_INTERESTING));
    }

    /** The variant with the fault comes to something that is not right, and would be reported. */
    @ParameterizedTest
    @MethodSource("all")
    void hasAVariantWithTheFault(Class<?> race) {
        Class<?>[] variants = race.getDeclaredClasses();
        Set<String> wrong = new TreeSet<>();
        for (Class<?> variant : variants) {
            wrong.addAll(stated(variant, Expect.ACCEPTABLE_INTERESTING));
            wrong.removeAll(stated(variant, Expect.ACCEPTABLE));
        }
        assertFalse(wrong.isEmpty());
    }

    @Test
    void everyRaceIsComputed() throws IOException {
        Map<String, Boolean> computed = new TreeMap<>();
        all().forEach(race -> computed.put(race.getSimpleName() + ".java", true));
        try (Stream<Path> files = Files.list(RACES)) {
            Set<String> races = files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Race.java") && !file.equals("KernelRace.java"))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(computed.keySet(), races);
        }
    }

    /** A race that accepts too little is told: the outcome that a schedule brings about is missed. */
    @Test
    void bothOrdersAreTried() {
        Set<String> found = outcomes(RACES_BY_CLASS.get(ExpiryGrantRace.class));
        assertTrue(
                found.size() == 2 && found.stream().anyMatch(outcome -> outcome.contains("TIMED_OUT")),
                found::toString);
    }
}
