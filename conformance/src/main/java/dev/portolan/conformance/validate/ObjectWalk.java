package dev.portolan.conformance.validate;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.tlc.TlcFailure;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The calls of a drawn run of tasks, threads and exceptions, and what the specification says becomes of each: the answer
 * with its clause, the lives of tasks and threads, their counts, and what runs. What is IPC's stays as it was drawn.
 */
public final class ObjectWalk {

    /* As many as TLC tells of at once. */
    private static final int AT_ONCE = 50;

    private final SpecFiles specification;

    /** @param specification that is asked */
    public ObjectWalk(SpecFiles specification) {
        this.specification = specification;
    }

    /**
     * The walk. It ends before the first call that the specification does not have there.
     *
     * @param drawn a run of a kernel that tells its state after every event
     * @throws TlcFailure if TLC comes to no answer
     */
    public List<Trace.Event> of(Trace.Header header, List<Trace.Event> drawn) throws InterruptedException {
        ObjectRun run = new ObjectRun(header);
        drawn.forEach(run::add);
        ObjectJudge judge = new ObjectJudge(specification);
        Map<Integer, TlaValue> has = new HashMap<>();
        int count = run.events().size();
        for (int first = 1; first <= count; first += AT_ONCE) {
            Set<Integer> told = IntStream.rangeClosed(first, Math.min(count, first + AT_ONCE - 1))
                    .boxed()
                    .collect(Collectors.toSet());
            has.putAll(judge.after(header.dialect(), run, told));
        }
        List<Trace.Event> walk = new ArrayList<>();
        for (int seq = 1; seq <= count && has.containsKey(seq); seq++) {
            walk.add(event(run.events().get(seq - 1), new ModelHas(run, has.get(seq))));
        }
        return walk;
    }

    private static Trace.Event event(ObjectRun.Judged judged, ModelHas has) {
        Trace.Event event = judged.event();
        Outcome seen = event.outcome();
        String ret = judged.answered() ? has.ret() : seen.ret();
        Outcome outcome = new Outcome(ret, has.clause(), out(seen.out(), has), seen.woke());
        return new Trace.Event(event.seq(), event.call(), outcome, state(event.state(), has.state()));
    }

    private static Outcome.Out out(Outcome.Out seen, ModelHas has) {
        return has.exceptionPorts() != null
                ? Outcome.Out.ofExceptionPorts(has.exceptionPorts())
                : has.registers() != null ? Outcome.Out.ofRegisters(has.registers()) : seen;
    }

    private static KernelState state(KernelState seen, KernelState model) {
        if (seen.tasks() == null) {
            return seen;
        }
        return new KernelState(
                seen.spaces(),
                seen.ports(),
                seen.threads(),
                by(seen.tasks(), TaskState::task, model.tasks(), TaskState::task, ObjectWalk::task),
                by(seen.acts(), ActState::thread, model.acts(), ActState::thread, ObjectWalk::act));
    }

    private interface Merge<T> {
        T of(T seen, T model);
    }

    private static <T> List<T> by(
            List<T> seen, Function<T, String> seenKey, List<T> model, Function<T, String> key, Merge<T> merge) {
        Map<String, T> known = model.stream().collect(Collectors.toMap(key, one -> one));
        return seen.stream()
                .map(one -> known.containsKey(seenKey.apply(one)) ? merge.of(one, known.get(seenKey.apply(one))) : one)
                .toList();
    }

    private static TaskState task(TaskState seen, TaskState model) {
        boolean same = model.threads() == null
                || seen.threads() != null && Set.copyOf(seen.threads()).equals(Set.copyOf(model.threads()));
        return new TaskState(
                seen.task(),
                model.life(),
                model.suspends(),
                port(seen.exceptionPort(), model.exceptionPort()),
                same ? seen.threads() : model.threads());
    }

    private static ActState act(ActState seen, ActState model) {
        return new ActState(
                seen.thread(),
                model.life(),
                model.runState(),
                model.suspends(),
                port(seen.exceptionPort(), model.exceptionPort()));
    }

    /* What a live port is called is IPC's; the model calls one nothing whose name was given to another since. */
    private static String port(String seen, String model) {
        boolean isLive = model == null || !model.equals("null") && !model.equals("dead");
        boolean wasLive = seen != null && !seen.equals("null") && !seen.equals("dead");
        return seen == null || isLive && wasLive ? seen : model;
    }
}
