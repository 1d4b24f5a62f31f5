package dev.portolan.conformance.abstraction;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** The names that calls tell in their out-values: each as it should be, and as it is. */
public final class OutNames {

    private OutNames() {}

    /** Takes a name of a task's space. */
    interface Told {
        void name(String task, PortName expected, PortName found);
    }

    /** What a call told, and the calls that it let go. */
    static void ofCall(Map<String, String> taskOfThread, Call call, Outcome expected, Outcome found, Told told) {
        ofOut(Binder.taskOfOut(call, taskOfThread), expected.out(), found.out(), told);
        pairs(expected.woke(), found.woke(), (want, have) -> {
            if (want.thread().equals(have.thread())) {
                ofOut(taskOfThread.get(want.thread()), want.out(), have.out(), told);
            }
        });
    }

    static void ofOut(String task, Outcome.Out expected, Outcome.Out found, Told told) {
        if (expected == null || found == null) {
            return;
        }
        told.name(task, expected.name(), found.name());
        pairs(
                expected.exceptionPorts(),
                found.exceptionPorts(),
                (want, have) -> told.name(task, want.port(), have.port()));
        if (expected.message() != null && found.message() != null) {
            told.name(task, expected.message().remote(), found.message().remote());
            told.name(task, expected.message().local(), found.message().local());
            pairs(expected.message().descriptors(), found.message().descriptors(), (want, have) -> {
                told.name(task, want.name(), have.name());
                pairs(want.names(), have.names(), (one, other) -> told.name(task, one, other));
            });
        }
    }

    /**
     * Binds the names that a call gave out under numbers that it freed before: each was told by a symbol that should be
     * of no name any more, in place of one that no name has.
     *
     * @return whether anything was bound, so that the actual values deserve to be rendered again
     */
    public static boolean bindFreed(
            Binding binding,
            Map<String, String> taskOfThread,
            Call call,
            Outcome expectedOutcome,
            KernelState expected,
            Outcome actualOutcome,
            KernelState actual) {
        boolean[] bound = {false};
        ofCall(taskOfThread, call, expectedOutcome, actualOutcome, (task, want, have) -> {
            if (want != null
                    && have != null
                    && want.isValid()
                    && have.isValid()
                    && !Binding.isNumber(have)
                    && isNone(expected, task, have)
                    && isNone(actual, task, want)) {
                int number = binding.numberOf(task, have);
                // A name that is told twice was bound the first time.
                if (number != Binding.UNBOUND) {
                    binding.bindName(task, want, number);
                    bound[0] = true;
                }
            }
        });
        return bound[0];
    }

    /** True if the symbol is known to be of no name in that state. */
    private static boolean isNone(KernelState state, String task, PortName symbol) {
        if (state.spaces() == null) {
            return false;
        }
        for (SpaceState space : state.spaces()) {
            if (space.task().equals(task) && space.entries() != null) {
                return space.entries().stream().noneMatch(entry -> entry.name().equals(symbol));
            }
        }
        return false;
    }

    static <T> void pairs(List<T> expected, List<T> found, BiConsumer<T, T> pair) {
        if (expected == null || found == null) {
            return;
        }
        for (int i = 0; i < Math.min(expected.size(), found.size()); i++) {
            pair.accept(expected.get(i), found.get(i));
        }
    }
}
