package dev.portolan.stress.races;

import dev.portolan.conformance.abstraction.Abstraction;
import dev.portolan.conformance.abstraction.Answers;
import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.drive.ToldNames;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.races.Contender;
import dev.portolan.races.KernelRace;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a race of the kernel may come to: every path of the model's graph from the state in which it begins, whose edges
 * are the steps of the actors' calls.
 *
 * <p>The model says, by TLC's own evaluator, which steps there are, what they answer and where they lead. The kernel
 * takes each of them too, one at a time; after each it must have answered the same and be in the same state. So what is
 * seen of it at the end of a path is seen of the model's state.
 */
final class KernelOutcomes {

    private static final String IDLE = "Idle";

    private final Function<Machine, KernelRace> race;
    private final Oracle oracle;
    private final NameScheme names;
    private final Binding numbers;
    private final Set<String> outcomes = new TreeSet<>();

    /** A point of a path: the model's state, and how many of each actor's calls have begun. */
    private record Point(Oracle.Moment moment, SymbolicDriver model, List<Integer> order, int[] begun) {}

    private KernelOutcomes(Function<Machine, KernelRace> race, Oracles oracles, Setting setting) {
        this.race = race;
        oracle = oracles.of(setting);
        names = Boot.names(setting.dialect());
        numbers = Binding.ofNumbers(List.copyOf(setting.tasks().keySet()), names);
    }

    /**
     * What there may be to be seen at the end.
     *
     * @param race makes the race at its beginning
     * @throws AssertionError if the kernel is not where the model is
     */
    static Set<String> of(Function<Machine, KernelRace> race, Oracles oracles) {
        KernelRace one = race.apply(new SimulatedMachine());
        return of(race, oracles, setting(one, one.kernel().limits().queueLimit()));
    }

    /** @param setting of the model */
    static Set<String> of(Function<Machine, KernelRace> race, Oracles oracles, Setting setting) {
        KernelOutcomes outcomes = new KernelOutcomes(race, oracles, setting);
        outcomes.explore(outcomes.beginning(setting));
        return outcomes.outcomes;
    }

    static Setting setting(KernelRace race, int queueLimit) {
        Map<String, List<String>> tasks = new TreeMap<>();
        for (MachThread thread : race.kernel().threads()) {
            tasks.computeIfAbsent(thread.task().name(), none -> new ArrayList<>())
                    .add(thread.name());
        }
        String dialect = race.kernel().rules().equals(KernelRules.XNU) ? "xnu" : "classic";
        return new Setting(dialect, Map.of("queueLimit", queueLimit), tasks, true);
    }

    private Point beginning(Setting setting) {
        KernelRace one = race.apply(new SimulatedMachine());
        SymbolicDriver model = SymbolicDriver.boot(oracle, setting, new ToldNames(names));
        for (KernelRace.Before before : one.before()) {
            Call call = TracedCalls.of(before.thread(), before.call());
            model.perform(call);
            while (model.outcome().ret().equals(Outcome.CONTINUE)) {
                model.perform(step(model, before.thread()));
            }
            Outcome expected = outcome(before.thread(), before.answer(), List.of());
            Binder.bind(model.binding(), model.taskOfThread(), call, expected, null, model.outcome(), model.state());
            holds(call, StateDifference.observed(expected, model.outcome()));
            model.settle();
        }
        KernelState state = Abstraction.of(one.kernel(), numbers);
        Binder.bind(
                model.binding(),
                model.taskOfThread(),
                new Call.ThreadAbort("A1"),
                Outcome.UNOBSERVED,
                state,
                Outcome.UNOBSERVED,
                model.state());
        holds("the beginning", StateDifference.observed(state, model.state()));
        return new Point(
                oracle.moment(), model, List.of(), new int[one.contenders().size()]);
    }

    private static void holds(Object where, List<Difference> differences) {
        if (!differences.isEmpty()) {
            throw new AssertionError(where + ": the kernel is not where the model is: " + differences);
        }
    }

    private Outcome outcome(MachThread thread, Answer answer, List<Activation<?>> letGo) {
        List<Outcome.Completion> woke = letGo.stream()
                .map(one -> new Outcome.Completion(((MachThread) one).name(), Outcome.CONTINUE, null, null))
                .toList();
        if (answer == null) {
            return new Outcome("KERN_SUCCESS", null, null, woke);
        }
        if (answer instanceof Answer.Returned returned) {
            Outcome.Out out = Answers.out(returned.result(), thread.task(), numbers);
            return new Outcome(Answers.code(returned.result()), null, out, woke);
        }
        return new Outcome(answer == Answer.Going.CONTINUED ? Outcome.CONTINUE : Outcome.BLOCKED, null, null, woke);
    }

    private static Call.Step step(SymbolicDriver model, MachThread thread) {
        return new Call.Step(thread.name(), at(model.state(), thread));
    }

    private static String at(KernelState state, MachThread thread) {
        return state.threads().stream()
                .filter(one -> one.thread().equals(thread.name()))
                .map(ThreadState::at)
                .findFirst()
                .orElse(IDLE);
    }

    private void explore(Point point) {
        boolean isEnd = true;
        for (int actor = 0; actor < point.begun().length; actor++) {
            Point next = next(point, actor);
            if (next != null) {
                isEnd = false;
                explore(next);
            }
        }
        if (isEnd) {
            outcomes.add(taken(new SimulatedMachine(), point.order()).outcome());
        }
    }

    private KernelRace taken(Machine machine, List<Integer> order) {
        KernelRace taken = race.apply(machine);
        order.forEach(actor -> taken.contenders().get(actor).step());
        return taken;
    }

    /** Where the actor's next step leads; null if the model has none. */
    private Point next(Point point, int index) {
        oracle.back(point.moment());
        SymbolicDriver model = point.model().copy();
        SimulatedMachine machine = new SimulatedMachine();
        KernelRace kernel = taken(machine, point.order());
        Contender actor = kernel.contenders().get(index);
        if (actor.answer() == Answer.Going.BLOCKED) {
            // A race leaves who waits where it is.
            return null;
        }
        int begun = point.begun()[index];
        Contender.Deed last = begun == 0 ? null : actor.deeds().get(begun - 1);
        String at = last == null || last.call() == null ? IDLE : at(model.state(), last.thread());
        if (at.startsWith("Await") || at.equals(IDLE) && begun == actor.deeds().size()) {
            return null;
        }
        Contender.Deed deed = at.equals(IDLE) ? actor.deeds().get(begun++) : last;
        Call call = at.equals(IDLE) ? call(deed) : new Call.Step(deed.thread().name(), at);
        int letGo = machine.letGo().size();
        actor.step();
        Outcome expected = outcome(
                deed.thread(),
                actor.answer(),
                machine.letGo().subList(letGo, machine.letGo().size()));
        Attempt attempt = Attempt.of(model, call, expected, Abstraction.of(kernel.kernel(), numbers), false);
        List<Integer> order = new ArrayList<>(point.order());
        order.add(index);
        holds(order + " " + call, attempt.differences(false));
        attempt.settle(model);
        int[] all = point.begun().clone();
        all[index] = begun;
        return new Point(oracle.moment(), model, order, all);
    }

    private static Call call(Contender.Deed deed) {
        if (deed.call() != null) {
            return TracedCalls.of(deed.thread(), deed.call());
        }
        return deed.aborts()
                ? new Call.ThreadAbort(deed.thread().name())
                : new Call.ClockExpire(deed.thread().name());
    }
}
