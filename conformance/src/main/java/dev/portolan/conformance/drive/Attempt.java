package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.abstraction.StateEquality;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * One call made on a kernel, held against what should have become of it.
 *
 * <p>What appeared by the call is bound to the symbols by which the expectation speaks of it.
 */
public final class Attempt {

    private final Outcome expected;
    private final KernelState expectedState;
    private Outcome outcome;
    private KernelState state;
    private String failure;

    private Attempt(Outcome expected, KernelState expectedState) {
        this.expected = expected;
        this.expectedState = expectedState;
    }

    /**
     * Makes the call.
     *
     * @param expectedState null where it was not observed
     * @param audited whether to check the kernel's own invariants afterwards
     */
    public static Attempt of(Driver kernel, Call call, Outcome expected, KernelState expectedState, boolean audited) {
        Attempt attempt = new Attempt(expected, expectedState);
        try {
            kernel.perform(call);
            attempt.render(kernel);
            if (kernel.binding().metUnbound() && attempt.bind(kernel, call)) {
                attempt.render(kernel);
                kernel.binding().metUnbound();
            }
            if (audited) {
                kernel.audit();
            }
        } catch (RuntimeException | AssertionError failure) {
            // A fault of the kernel is a finding like any other.
            attempt.failure = failure.toString();
        }
        return attempt;
    }

    private void render(Driver kernel) {
        outcome = kernel.outcome();
        state = kernel.state();
    }

    private boolean bind(Driver kernel, Call call) {
        return Binder.bind(kernel.binding(), kernel.taskOfThread(), call, expected, expectedState, outcome, state);
    }

    /** What became of the call; null if the kernel failed. */
    public Outcome outcome() {
        return failure == null ? outcome : null;
    }

    /** The state after the call; null if the kernel failed. */
    public KernelState state() {
        return failure == null ? state : null;
    }

    /** True if outcome and state are exactly what they should be. */
    public boolean conforms() {
        return failure == null && StateDifference.same(expected, outcome) && StateEquality.equal(expectedState, state);
    }

    /**
     * What is not as it should be, the outcome first.
     *
     * @param exact whether the expectation is the whole truth, or as much as was observed
     */
    public List<Difference> differences(boolean exact) {
        if (failure != null) {
            return List.of(new Difference("kernel", "an answer", failure));
        }
        List<Difference> differences = new ArrayList<>();
        if (exact) {
            differences.addAll(StateDifference.exact(expected, outcome));
        } else {
            differences.addAll(StateDifference.observed(expected, outcome));
        }
        if (expectedState != null) {
            differences.addAll(
                    exact
                            ? StateDifference.exact(expectedState, state)
                            : StateDifference.observed(expectedState, state));
        }
        return differences;
    }
}
