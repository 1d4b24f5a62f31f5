package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why an event of a run of tasks, threads and exceptions is not allowed. */
final class ObjectRefusal {

    private final ObjectRun run;
    private final Told told;

    ObjectRefusal(ObjectRun run, Told told) {
        this.run = run;
        this.told = told;
    }

    /**
     * The divergence.
     *
     * @param cameTo how many events the model allows
     * @param has what it has after those, and after the next if it has such an event
     */
    Divergence of(int cameTo, Map<Integer, TlaValue> has) {
        ObjectRun.Judged judged = run.events().get(cameTo);
        ModelHas before = new ModelHas(run, has.get(cameTo));
        if (has.get(cameTo + 1) == null) {
            return told.notAllowed(judged.event(), why(judged, before.state()));
        }
        ModelHas after = new ModelHas(run, has.get(cameTo + 1));
        Outcome seen = judged.event().outcome();
        Outcome model = new Outcome(judged.answered() ? after.ret() : seen.ret(), after.clause(), null, null);
        return told.of(judged.event(), before.state(), model, after.state(), differences(judged, model, after));
    }

    /* What the run has, against the model: who tells of it turns that round. */
    private List<Difference> differences(ObjectRun.Judged judged, Outcome model, ModelHas after) {
        Outcome seen = judged.event().outcome();
        List<Difference> differences = new ArrayList<>();
        if (judged.answered() && !model.ret().equals(seen.ret())) {
            differences.add(new Difference("return code", seen.ret(), model.ret()));
        } else if (after.request() != null) {
            differences.add(new Difference("request", "as the trace has it", words(after.request())));
        } else if (after.port() != null && seen.out() != null && seen.out().name() != null) {
            differences.add(new Difference("port", seen.out().name().symbol(), after.port()));
        }
        if (seen.out() != null) {
            told("exception ports", seen.out().exceptionPorts(), after.exceptionPorts(), differences);
            told("registers", seen.out().registers(), after.registers(), differences);
        }
        KernelState state = judged.state();
        if (state != null) {
            differences.addAll(StateDifference.observed(withoutRecorder(state), after.state()));
        }
        return differences;
    }

    private static void told(String what, List<?> seen, List<?> model, List<Difference> differences) {
        if (seen != null && model != null && !seen.equals(model)) {
            differences.add(new Difference(what, seen.toString(), model.toString()));
        }
    }

    /* Of who handles requests the model tells nothing: it has a thread for each. */
    private KernelState withoutRecorder(KernelState state) {
        List<String> recorders = run.header().tasks().get(run.recorder());
        return new KernelState(
                null,
                null,
                null,
                state.tasks(),
                state.acts() == null
                        ? null
                        : state.acts().stream()
                                .filter(act -> !recorders.contains(act.thread()))
                                .toList());
    }

    private static String words(TlaValue.Rec request) {
        return request.fields().entrySet().stream()
                .map(field -> field.getKey() + " " + field.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String why(ObjectRun.Judged judged, KernelState before) {
        String thread = judged.event().call().thread();
        return before.acts().stream()
                .filter(act -> act.thread().equals(thread))
                .findFirst()
                .map(act -> "RUNNING".equals(act.runState())
                        ? "the model has no such task, thread or request"
                        : thread + " executes no instructions, it is " + act.runState())
                .orElse("there is no thread " + thread);
    }
}
