package dev.portolan.conformance.validate;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.ExceptionGroup;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the module {@code ExcTrace} tells of its own state, in the words of a run. */
final class ModelHas {

    private final ObjectNames names;
    private final String recorder;
    private final TlaValue.Rec has;

    /** @param has as {@link ObjectJudge#around} gives it */
    ModelHas(ObjectRun run, TlaValue has) {
        this.names = run.names();
        this.recorder = run.recorder();
        this.has = (TlaValue.Rec) has;
    }

    /** The answer of the last call. */
    String ret() {
        return text(answer(), "ret");
    }

    /** The clause that decided; null where none of the model's did. */
    String clause() {
        String clause = text(answer(), "clause");
        return clause.isEmpty() ? null : clause;
    }

    /** The request that was received; null if none was. */
    TlaValue.Rec request() {
        return (TlaValue.Rec) ((TlaValue.Rec) answer().get("out")).fields().get("request");
    }

    /** What the last call told a port by; null if it told none. */
    String port() {
        TlaValue port = ((TlaValue.Rec) answer().get("out")).fields().get("port");
        return port == null ? null : names.nameOf((int) ((TlaValue.Int) port).value());
    }

    /** The exception ports that the last call told of; null if it told of none. */
    List<ExceptionGroup> exceptionPorts() {
        TlaValue groups = ((TlaValue.Rec) answer().get("out")).fields().get("groups");
        return groups == null
                ? null
                : ((TlaValue.Tuple) groups)
                        .elements().stream()
                                .map(one -> group(((TlaValue.Rec) one).fields()))
                                .toList();
    }

    private ExceptionGroup group(Map<String, TlaValue> group) {
        Map<String, TlaValue> slot = ((TlaValue.Rec) group.get("slot")).fields();
        int mask = ((TlaValue.SetOf) group.get("mask"))
                .elements().stream()
                        .mapToInt(type -> 1 << ((TlaValue.Int) type).value())
                        .reduce(0, (one, other) -> one | other);
        boolean codes = ((TlaValue.Bool) slot.get("codes")).value();
        return new ExceptionGroup(
                mask,
                PortName.of(names.nameOf(number(slot, "port"))),
                number(slot, "behavior") | (codes ? ExceptionBehavior.MACH_EXCEPTION_CODES : 0),
                number(slot, "flavor"));
    }

    /** The registers that the last call told; null if it told none. */
    List<Integer> registers() {
        TlaValue registers = ((TlaValue.Rec) answer().get("out")).fields().get("registers");
        return registers == null
                ? null
                : ((TlaValue.Tuple) registers)
                        .elements().stream()
                                .map(one -> (int) ((TlaValue.Int) one).value())
                                .toList();
    }

    /** Tasks and threads; of the recorder's own task no threads. */
    KernelState state() {
        List<TaskState> tasks = new ArrayList<>();
        each(
                "tasks",
                (task, it) -> tasks.add(new TaskState(
                        task,
                        text(it, "life"),
                        number(it, "suspends"),
                        port(it),
                        task.equals(recorder) ? null : threads(it))));
        List<ActState> acts = new ArrayList<>();
        each("acts", (thread, it) -> {
            String name = names.threadOf(thread);
            if (name != null) {
                acts.add(new ActState(name, text(it, "life"), text(it, "runs"), number(it, "suspends"), port(it)));
            }
        });
        return new KernelState(null, null, null, tasks, acts);
    }

    private interface Each {
        void of(String name, Map<String, TlaValue> it);
    }

    private void each(String of, Each each) {
        for (TlaValue pair : ((TlaValue.SetOf) has.fields().get(of)).elements()) {
            List<TlaValue> both = ((TlaValue.Tuple) pair).elements();
            each.of(((TlaValue.Str) both.get(0)).value(), ((TlaValue.Rec) both.get(1)).fields());
        }
    }

    private List<String> threads(Map<String, TlaValue> task) {
        TlaValue threads = task.get("threads");
        return threads == null
                ? null
                : ((TlaValue.SetOf) threads)
                        .elements().stream()
                                .map(thread -> names.threadOf(((TlaValue.Str) thread).value()))
                                .sorted()
                                .toList();
    }

    private String port(Map<String, TlaValue> of) {
        Integer port = number(of, "port");
        return port == null ? null : names.identityOf(port);
    }

    private Map<String, TlaValue> answer() {
        return ((TlaValue.Rec) has.fields().get("answer")).fields();
    }

    private static String text(Map<String, TlaValue> of, String field) {
        return of.get(field) == null ? null : ((TlaValue.Str) of.get(field)).value();
    }

    private static Integer number(Map<String, TlaValue> of, String field) {
        return of.get(field) == null ? null : (int) ((TlaValue.Int) of.get(field)).value();
    }
}
