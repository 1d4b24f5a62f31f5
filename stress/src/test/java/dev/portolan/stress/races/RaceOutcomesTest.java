package dev.portolan.stress.races;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.races.AbortDeathRace;
import dev.portolan.races.AbortGrantRace;
import dev.portolan.races.CopyinDeathRace;
import dev.portolan.races.CrossMoveRace;
import dev.portolan.races.DeallocateDeathRace;
import dev.portolan.races.ExpireCancelRace;
import dev.portolan.races.ExpireDestroyRace;
import dev.portolan.races.ExpireRearmRace;
import dev.portolan.races.ExpireReceiveRace;
import dev.portolan.races.ExpiryGrantRace;
import dev.portolan.races.FirstRequestRace;
import dev.portolan.races.GiveUpGrantRace;
import dev.portolan.races.GrantDeathRace;
import dev.portolan.races.InsertMemberPostRace;
import dev.portolan.races.KernelRace;
import dev.portolan.races.LargeReceiversRace;
import dev.portolan.races.LimitGrantRace;
import dev.portolan.races.LimitSendersRace;
import dev.portolan.races.LineTakeRace;
import dev.portolan.races.ModRefsDeathRace;
import dev.portolan.races.MoveCopyoutRace;
import dev.portolan.races.MoveHandOffRace;
import dev.portolan.races.NameReuseRace;
import dev.portolan.races.NamesDeathRace;
import dev.portolan.races.NoSendersMakeSendRace;
import dev.portolan.races.RearmNoSendersRace;
import dev.portolan.races.RearmSendPossibleRace;
import dev.portolan.races.ReceiveDeathRace;
import dev.portolan.races.ReceiversRace;
import dev.portolan.races.ReplyDeathRace;
import dev.portolan.races.ReplyRequestDeathRace;
import dev.portolan.races.RequestDeathRace;
import dev.portolan.races.SameReplyDeathRace;
import dev.portolan.races.SendCloseRace;
import dev.portolan.races.SendDeallocateRace;
import dev.portolan.races.SendDeathRace;
import dev.portolan.races.SendOnceTwiceRace;
import dev.portolan.races.ServerDeathRace;
import dev.portolan.races.SetDestroyPostRace;
import dev.portolan.races.SetHandOffRace;
import dev.portolan.races.SetReceivePostRace;
import dev.portolan.races.TerminationCopyoutRace;
import dev.portolan.races.TerminationNoticeRace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openjdk.jcstress.annotations.Expect;

/**
 * A race accepts what the specification's graph has at the ends of all paths of its actors' steps, and nothing else.
 *
 * <p>Of the queue it is the graph of {@code BoundedDelivery}, of the kernel that of {@code Ipc}'s steps.
 */
@Tag("tlc")
class RaceOutcomesTest {

    private static final Path RACES = Path.of("races/src/main/java/dev/portolan/races");
    private static final Oracles ORACLES = new Oracles();
    private static final QueueOutcomes QUEUE = new QueueOutcomes();

    private static final Map<Class<?>, Function<Machine, KernelRace>> KERNEL = Map.ofEntries(
            Map.entry(SendDeathRace.class, SendDeathRace::new),
            Map.entry(RequestDeathRace.class, RequestDeathRace::new),
            Map.entry(FirstRequestRace.class, FirstRequestRace::new),
            Map.entry(RearmNoSendersRace.class, RearmNoSendersRace::new),
            Map.entry(RearmSendPossibleRace.class, RearmSendPossibleRace::new),
            Map.entry(TerminationNoticeRace.class, TerminationNoticeRace::new),
            Map.entry(NamesDeathRace.class, NamesDeathRace::new),
            Map.entry(LimitSendersRace.class, LimitSendersRace::new),
            Map.entry(NoSendersMakeSendRace.class, NoSendersMakeSendRace::new),
            Map.entry(ReceiveDeathRace.class, ReceiveDeathRace::new),
            Map.entry(SendDeallocateRace.class, SendDeallocateRace::new),
            Map.entry(CopyinDeathRace.class, CopyinDeathRace::new),
            Map.entry(SendOnceTwiceRace.class, SendOnceTwiceRace::new),
            Map.entry(ExpiryGrantRace.class, ExpiryGrantRace::new),
            Map.entry(AbortDeathRace.class, AbortDeathRace::new),
            Map.entry(MoveHandOffRace.class, MoveHandOffRace::new),
            Map.entry(LargeReceiversRace.class, LargeReceiversRace::new),
            Map.entry(CrossMoveRace.class, CrossMoveRace::new),
            Map.entry(InsertMemberPostRace.class, InsertMemberPostRace::new),
            Map.entry(SetDestroyPostRace.class, SetDestroyPostRace::new),
            Map.entry(TerminationCopyoutRace.class, TerminationCopyoutRace::new),
            Map.entry(SetReceivePostRace.class, SetReceivePostRace::new),
            Map.entry(SetHandOffRace.class, SetHandOffRace::new),
            Map.entry(GrantDeathRace.class, GrantDeathRace::new),
            Map.entry(AbortGrantRace.class, AbortGrantRace::new),
            Map.entry(MoveCopyoutRace.class, MoveCopyoutRace::new),
            Map.entry(ModRefsDeathRace.class, ModRefsDeathRace::new),
            Map.entry(DeallocateDeathRace.class, DeallocateDeathRace::new),
            Map.entry(NameReuseRace.class, NameReuseRace::new),
            Map.entry(ReplyDeathRace.class, ReplyDeathRace::new),
            Map.entry(ReplyRequestDeathRace.class, ReplyRequestDeathRace::new),
            Map.entry(ServerDeathRace.class, ServerDeathRace::new),
            Map.entry(SameReplyDeathRace.class, SameReplyDeathRace::new),
            Map.entry(ExpireCancelRace.class, ExpireCancelRace::new),
            Map.entry(ExpireDestroyRace.class, ExpireDestroyRace::new),
            Map.entry(ExpireRearmRace.class, ExpireRearmRace::new),
            Map.entry(ExpireReceiveRace.class, ExpireReceiveRace::new));

    private static final Map<Class<?>, Supplier<Set<String>>> QUEUES = Map.of(
            SendCloseRace.class, RaceOutcomesTest::sendClose,
            LineTakeRace.class, RaceOutcomesTest::lineTake,
            LimitGrantRace.class, RaceOutcomesTest::limitGrant,
            GiveUpGrantRace.class, RaceOutcomesTest::giveUpGrant,
            ReceiversRace.class, RaceOutcomesTest::receivers);

    @AfterAll
    static void close() {
        QUEUE.close();
        ORACLES.close();
    }

    /* What JCStress sees of a message or a request. */
    private static String word(String fate) {
        return fate.equals("Shut") ? "CLOSED" : fate.toUpperCase(Locale.ROOT);
    }

    private static Set<String> sendClose() {
        return QUEUE.of(
                QUEUE.beginning(1),
                List.of(List.of(QUEUE.trySend("m1")), List.of(QUEUE.closes(), QUEUE.drain())),
                (answers, fates) -> answers[0].equals("Accept") + ", " + (answers[1].equals("Drain") ? 1 : 0));
    }

    private static Set<String> lineTake() {
        return QUEUE.of(
                QUEUE.beginning(1, QUEUE.trySend("m1")),
                List.of(List.of(QUEUE.send("m2")), List.of(QUEUE.tryReceive("r1"))),
                (answers, fates) -> word(fates.get("m2")));
    }

    private static Set<String> limitGrant() {
        return QUEUE.of(
                QUEUE.beginning(1, QUEUE.trySend("m1"), QUEUE.send("m2"), QUEUE.send("m3")),
                List.of(List.of(QUEUE.setLimit(2)), List.of(QUEUE.tryReceive("r1"))),
                (answers, fates) -> word(fates.get("m2")) + ", " + word(fates.get("m3")));
    }

    private static Set<String> giveUpGrant() {
        return QUEUE.of(
                QUEUE.beginning(1, QUEUE.trySend("m1"), QUEUE.send("m2"), QUEUE.send("m3")),
                List.of(List.of(QUEUE.cancel("m2")), List.of(QUEUE.tryReceive("r1"))),
                (answers, fates) ->
                        answers[0].equals("GiveUp") + ", " + word(fates.get("m2")) + ", " + word(fates.get("m3")));
    }

    private static Set<String> receivers() {
        return QUEUE.of(
                QUEUE.beginning(1),
                List.of(List.of(QUEUE.trySend("m1")), List.of(QUEUE.tryReceive("r1")), List.of(QUEUE.tryReceive("r2"))),
                (answers, fates) -> (fates.get("r1").equals("m1") ? 7 : 0) + ", "
                        + (fates.get("r2").equals("m1") ? 7 : 0));
    }

    private static Set<String> outcomes(Class<?> race) {
        return QUEUES.containsKey(race) ? QUEUES.get(race).get() : KernelOutcomes.of(KERNEL.get(race), ORACLES);
    }

    static Collection<Class<?>> all() {
        return Stream.concat(KERNEL.keySet().stream(), QUEUES.keySet().stream())
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("all")
    void acceptsWhatTheGraphHas(Class<?> race) {
        assertEquals(outcomes(race), Stated.outcomes(race, Expect.ACCEPTABLE));
        assertEquals(Set.of(), Stated.outcomes(race, Expect.ACCEPTABLE_INTERESTING));
    }

    /** The variant with the fault comes to something that is not right, and would be reported. */
    @ParameterizedTest
    @MethodSource("all")
    void hasAVariantWithTheFault(Class<?> race) {
        Stated.hasAVariantWithTheFault(race);
    }

    @Test
    void everyRaceIsComputed() throws IOException {
        Map<String, Boolean> computed = new TreeMap<>();
        Stream.concat(all().stream(), ExceptionRaces.all().stream())
                .forEach(race -> computed.put(race.getSimpleName() + ".java", true));
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
        Set<String> found = outcomes(ExpiryGrantRace.class);
        assertTrue(
                found.size() == 2 && found.stream().anyMatch(outcome -> outcome.contains("TIMED_OUT")),
                found::toString);
    }

    /** A kernel that is not where the model is, for its queues are longer, is found out. */
    @Test
    void aKernelThatIsNotTheModelIsFound() {
        Function<Machine, KernelRace> race = KERNEL.get(SendDeallocateRace.class);
        Setting other = KernelOutcomes.setting(race.apply(new SimulatedMachine()), 2);
        AssertionError found = assertThrows(AssertionError.class, () -> KernelOutcomes.of(race, ORACLES, other));
        assertTrue(found.getMessage().contains("queue limit"), found.getMessage());
    }
}
