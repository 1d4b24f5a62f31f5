package dev.portolan.conformance.exc;

import dev.portolan.spec.value.TlaValue;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Executes a path of the world {@code MCSignals} on the kernel that this class's loader has, from its initial state on.
 *
 * <p>It is told what a stack may grow to, and answers null, or the first action that came out otherwise and how.
 */
public final class SignalRun implements BiFunction<List<TlaValue>, Long, String> {

    @Override
    public String apply(List<TlaValue> path, Long stackSizeMax) {
        SignalKernel kernel = new SignalKernel(path.get(0), stackSizeMax);
        String begun = difference("boot", path.get(0), kernel);
        if (begun != null) {
            return begun;
        }
        for (int i = 1; i < path.size(); i++) {
            String action = SignalKernel.action(path.get(i - 1));
            // Each step on a copy, so that a kernel is copied in every state.
            SignalKernel next = kernel.copy();
            try {
                next.perform(action, path.get(i));
                next.audit();
            } catch (RuntimeException | AssertionError failure) {
                return action + ": " + failure;
            }
            String found = difference(action, path.get(i), next);
            if (found != null) {
                return found;
            }
            kernel = next;
        }
        return null;
    }

    private static String difference(String action, TlaValue expected, SignalKernel kernel) {
        TlaValue wanted = SignalKernel.of(expected);
        TlaValue actual = kernel.state();
        return wanted.equals(actual) ? null : action + ": expected " + wanted + " and found " + actual;
    }
}
