package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.exc.ExceptionKernel;
import dev.portolan.conformance.exc.ExceptionState;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.Str;
import dev.portolan.spec.value.TlcValues;
import java.util.ArrayList;
import java.util.List;

/**
 * One action executed on a kernel, held against what should have become of it.
 *
 * @param actual what became of it; null if the kernel failed
 * @param failure what the kernel failed with, or null
 */
record ExceptionAttempt(
        Outcome expected, ExceptionKernel.Told actual, TlaValue expectedState, TlaValue state, String failure) {

    /** What the model says of an action: its answer, and the clause that decided it. */
    record Outcome(String ret, String clause, TlaValue out) {}

    static Outcome outcome(ModelState state) {
        Rec outcome = (Rec) TlcValues.of(state.value(WorldWorker.OUTCOME));
        return new Outcome(
                ((Str) outcome.fields().get("ret")).value(),
                ((Str) outcome.fields().get("clause")).value(),
                outcome.fields().get("out"));
    }

    /** @param audited whether to check the kernel's own invariants too */
    static ExceptionAttempt of(
            ExceptionKernel kernel, ExceptionStep step, Outcome expected, TlaValue expectedState, boolean audited) {
        try {
            ExceptionKernel.Told told = kernel.perform(step.action(), step.arguments());
            ExceptionAttempt attempt = new ExceptionAttempt(expected, told, expectedState, kernel.state(), null);
            if (audited && attempt.conforms()) {
                kernel.audit();
            }
            return attempt;
        } catch (RuntimeException | AssertionError fault) {
            // A fault of the kernel is a finding like any other.
            return new ExceptionAttempt(expected, null, expectedState, null, fault.toString());
        }
    }

    boolean conforms() {
        return failure == null
                && actual.ret().equals(expected.ret())
                && actual.out().equals(expected.out())
                && state.equals(expectedState);
    }

    /** What is not as it should be, the outcome first. */
    List<Difference> differences() {
        if (failure != null) {
            return List.of(new Difference("kernel", "an answer", failure));
        }
        List<Difference> differences = new ArrayList<>();
        if (!actual.ret().equals(expected.ret())) {
            differences.add(new Difference("return code", expected.ret(), actual.ret()));
        }
        if (!actual.out().equals(expected.out())) {
            differences.add(new Difference(
                    "answer", expected.out().toString(), actual.out().toString()));
        }
        differences.addAll(ExceptionState.differences(expectedState, state));
        return differences;
    }
}
