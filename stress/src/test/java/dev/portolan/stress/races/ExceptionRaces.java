package dev.portolan.stress.races;

import dev.portolan.kernel.machine.Machine;
import dev.portolan.races.AbortReplyRace;
import dev.portolan.races.CreateTerminationRace;
import dev.portolan.races.HandlerDeathRace;
import dev.portolan.races.HandlerTerminationRace;
import dev.portolan.races.KernelRace;
import dev.portolan.races.LateReplyRace;
import dev.portolan.races.SetPortsDeliveryRace;
import dev.portolan.races.SuspendCreateRace;
import dev.portolan.races.SuspendResumeRace;
import dev.portolan.races.SuspendWakeupRace;
import dev.portolan.races.TerminateThreadTwiceRace;
import dev.portolan.races.TerminateTwiceRace;
import dev.portolan.races.UnhandledTerminationRace;
import dev.portolan.stress.races.ExceptionOutcomes.Actor;
import dev.portolan.stress.races.ExceptionOutcomes.Deed;
import dev.portolan.stress.races.ExceptionOutcomes.Script;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The races of exceptions, tasks and threads: on the kernel, and what is done in them on the model. */
final class ExceptionRaces {

    record Race(Function<Machine, KernelRace> kernel, Script script) {}

    private static final Map<Class<?>, Race> RACES = Map.ofEntries(
            Map.entry(
                    SetPortsDeliveryRace.class,
                    new Race(
                            SetPortsDeliveryRace::new,
                            script(
                                    "first for A",
                                    List.of(answered("A1 faults"), answered("second for A's state")),
                                    "A1"))),
            Map.entry(
                    HandlerDeathRace.class,
                    new Race(
                            HandlerDeathRace::new,
                            script(
                                    "first for A1, second for A",
                                    List.of(unseen("A1 faults"), answered("the first dies")),
                                    "A1"))),
            Map.entry(
                    HandlerTerminationRace.class,
                    new Race(
                            HandlerTerminationRace::new,
                            script(
                                    "first for A1, A1 faults",
                                    List.of(unseen("B1 takes a request"), answered("A2 ends B")),
                                    "A1"))),
            Map.entry(AbortReplyRace.class, new Race(AbortReplyRace::new, replied("B2 aborts A1"))),
            Map.entry(LateReplyRace.class, new Race(LateReplyRace::new, replied("B2 ends A1"))),
            Map.entry(
                    SuspendCreateRace.class,
                    new Race(
                            SuspendCreateRace::new,
                            script(
                                    "B1 creates C",
                                    List.of(answered("B1 holds C"), answered("B2 creates C1")),
                                    "B2 resumes C1, C1"))),
            Map.entry(
                    SuspendResumeRace.class,
                    new Race(
                            SuspendResumeRace::new,
                            script(
                                    "B1 creates C, B1 creates C1",
                                    List.of(answered("B1 holds C"), answered("B2 resumes C1")),
                                    "C1"))),
            Map.entry(
                    SuspendWakeupRace.class,
                    new Race(
                            SuspendWakeupRace::new,
                            script(
                                    "first for A's state, A1 faults, B1 takes a request, B1 repairs",
                                    List.of(new Actor(new Deed("A1", null), false), unseen("B2 holds A1")),
                                    "A1, B2"))),
            Map.entry(
                    TerminateTwiceRace.class,
                    new Race(
                            TerminateTwiceRace::new,
                            script("", List.of(answered("B1 ends A"), answered("B2 ends A")), "A1"))),
            Map.entry(
                    UnhandledTerminationRace.class,
                    new Race(
                            UnhandledTerminationRace::new,
                            script("", List.of(unseen("A1 faults"), answered("B1 ends A")), "A1"))),
            Map.entry(
                    TerminateThreadTwiceRace.class,
                    new Race(
                            TerminateThreadTwiceRace::new,
                            script("", List.of(answered("B1 ends A1"), answered("B2 ends A1")), "A1"))),
            Map.entry(
                    CreateTerminationRace.class,
                    new Race(
                            CreateTerminationRace::new,
                            script("", List.of(answered("B1 ends A"), answered("B2 creates A3")), "A3"))));

    private ExceptionRaces() {}

    private static Script script(String before, List<Actor> actors, String rest) {
        List<Deed> deeds = before.isEmpty()
                ? List.of()
                : Stream.of(before.split(", ")).map(ExceptionRaces::deed).toList();
        return new Script(deeds, actors, List.of(rest.split(", ")));
    }

    private static Script replied(String other) {
        return script(
                "first for A's state, A1 faults, B1 takes a request",
                List.of(answered(other), unseen("B1 repairs")),
                "A1");
    }

    private static Actor answered(String deed) {
        return new Actor(deed(deed), true);
    }

    private static Actor unseen(String deed) {
        return new Actor(deed(deed), false);
    }

    /* What has no doer in its words is done by B1. */
    private static Deed deed(String deed) {
        String doer = deed.substring(0, 2);
        return new Deed(doer.matches("[AB][12]") ? doer : "B1", deed);
    }

    static Collection<Class<?>> all() {
        return RACES.keySet().stream()
                .sorted(Comparator.comparing(Class::getSimpleName))
                .toList();
    }

    static Race of(Class<?> race) {
        return RACES.get(race);
    }
}
