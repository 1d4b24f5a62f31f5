package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.abstraction.OutNames;
import dev.portolan.conformance.abstraction.StateDifference;
import dev.portolan.conformance.abstraction.StateEquality;
import dev.portolan.conformance.abstraction.Visible;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * One call made on a kernel, held against what should have become of it.
 *
 * <p>What appeared by the call is bound to the symbols by which the expectation speaks of it. What the kernel does
 * not show is not compared.
 */
public final class Attempt {

    private static final String SUCCESS = "KERN_SUCCESS";

    private final Driver kernel;
    private final boolean observed;
    private final boolean mayFree;
    private final KernelState wholeState;
    private Outcome expected;
    private KernelState expectedState;
    private Outcome outcome;
    private KernelState state;
    private String failure;
    private Answer notMade;
    private Set<String> hidden = Set.of();

    private Attempt(Driver kernel, Call call, Outcome expected, KernelState expectedState, boolean observed) {
        this.kernel = kernel;
        this.observed = observed;
        this.mayFree = mayFree(call, expected.ret());
        this.expected = expected;
        this.expectedState = expectedState;
        this.wholeState = expectedState;
    }

    /**
     * Makes the call, and looks at the state after it.
     *
     * @param expectedState null where it was not observed
     * @param audited whether to check the kernel's own invariants afterwards
     * @throws ProtocolViolation if the kernel cannot be understood
     */
    public static Attempt of(Driver kernel, Call call, Outcome expected, KernelState expectedState, boolean audited) {
        return of(kernel, call, expected, expectedState, audited, true);
    }

    /**
     * Makes the call.
     *
     * @param observed whether to look at the state after it; if not, no state is expected
     */
    public static Attempt of(
            Driver kernel, Call call, Outcome expected, KernelState expectedState, boolean audited, boolean observed) {
        Attempt attempt = new Attempt(kernel, call, expected, expectedState, observed);
        try {
            kernel.perform(call, observed || attempt.mayFree);
            attempt.render(kernel);
            if (attempt.isToldOtherwise() && attempt.bindFreed(call)) {
                attempt.render(kernel);
            }
            if ((kernel.binding().metUnbound() || attempt.isUnbound(call)) && attempt.bind(call)) {
                attempt.render(kernel);
                kernel.binding().metUnbound();
            }
            if (kernel.isPartial()) {
                attempt.hide();
            }
            if (audited) {
                attempt.audit(kernel);
            }
        } catch (ProtocolViolation violation) {
            throw violation;
        } catch (NotMade refused) {
            attempt.notMade = refused.answer();
            attempt.failure = refused.getMessage();
        } catch (KernelFailure mute) {
            attempt.failure = mute.getMessage();
        } catch (RuntimeException | AssertionError fault) {
            // A fault of the kernel is a finding like any other.
            attempt.failure = fault.toString();
        }
        return attempt;
    }

    /* A broken invariant is told only where nothing else is wrong, which says more. */
    private void audit(Driver kernel) {
        try {
            kernel.audit();
        } catch (AssertionError broken) {
            if (differences(false).isEmpty()) {
                throw broken;
            }
        }
    }

    /** Takes outcome and state as they are called now, after something was bound. */
    public void render(Driver kernel) {
        outcome = kernel.outcome();
        state = observed ? kernel.state() : null;
    }

    /** True if a right was put under a name that nothing is known of, and no state will tell. */
    private boolean isUnbound(Call call) {
        PortName chosen = CallForm.chosenName(call);
        return !observed
                && chosen != null
                && SUCCESS.equals(outcome.ret())
                && chosen.isValid()
                && !kernel.binding().isLive(((Call.PortCall) call).task(), chosen);
    }

    /** True if a name that was told may have the number of one that the call freed. */
    private boolean isToldOtherwise() {
        return observed
                && expectedState != null
                && kernel.binding().mayGiveAgain()
                && !StateDifference.same(expected, outcome);
    }

    private boolean bindFreed(Call call) {
        return OutNames.bindFreed(
                kernel.binding(), kernel.taskOfThread(), call, expected, expectedState, outcome, state);
    }

    private boolean bind(Call call) {
        Binding binding = kernel.binding();
        Map<String, String> taskOfThread = kernel.taskOfThread();
        return observed
                ? Binder.bind(binding, taskOfThread, call, expected, expectedState, outcome, state)
                : Binder.bind(binding, taskOfThread, call, expected, outcome, kernel::state);
    }

    /**
     * True if some name may name nothing any more after this call. Names are freed by who gives rights up, and by who
     * sends them away, even in vain.
     */
    private static boolean mayFree(Call call, String ret) {
        if (call instanceof Call.MachMsg msg) {
            return msg.send() != null && movesRights(msg.send().header());
        }
        String disposition = (String) CallForm.of(call).value(call, Argument.Kind.DISPOSITION);
        if (disposition != null) {
            return isMoved(disposition);
        }
        boolean givesUp = call instanceof Call.PortCall
                && !(call instanceof Call.Query)
                && !(call instanceof Call.MachPortAllocate);
        return givesUp && (ret == null || !ret.startsWith("KERN_") || ret.equals(SUCCESS));
    }

    private static boolean movesRights(Call.Header header) {
        return isMoved(header.remoteDisposition())
                || isMoved(header.localDisposition())
                || header.descriptors() != null
                        && header.descriptors().stream().anyMatch(one -> isMoved(one.disposition()));
    }

    private static boolean isMoved(String disposition) {
        return disposition != null && !disposition.startsWith("COPY_") && !disposition.startsWith("MAKE_");
    }

    private void hide() {
        hidden = new TreeSet<>();
        Visible visible = new Visible(hidden);
        expected = visible.of(expected, outcome);
        expectedState = expectedState == null ? null : visible.of(expectedState, state);
    }

    /**
     * The kernel's answer if it did not make the call: unsupported, skipped, failed or crashed. Null if it made it,
     * or failed otherwise.
     */
    public Answer notMade() {
        return notMade;
    }

    /** True if the kernel declined the call, so that nothing happened and there is nothing to compare. */
    public boolean isDeclined() {
        return notMade instanceof Answer.Unsupported || notMade instanceof Answer.Skipped;
    }

    /** What the kernel says of having declined or failed; null if it did neither. */
    public String failure() {
        return failure;
    }

    /** What was expected and not compared, because the kernel does not show it; in words, sorted. */
    public Set<String> hidden() {
        return hidden;
    }

    /** What became of the call; null if the kernel failed. */
    public Outcome outcome() {
        return failure == null ? outcome : null;
    }

    /** The state after the call; null if the kernel failed, or nobody looked at it. */
    public KernelState state() {
        return failure == null ? state : null;
    }

    /** True if outcome and state, as far as they are shown, are exactly what they should be. */
    public boolean conforms() {
        return failure == null
                && StateDifference.same(expected, outcome)
                && (expectedState == null || StateEquality.equal(expectedState, state));
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

    /**
     * Makes exactly the names live that the kernel has now, or where it does not show them, those it should have.
     *
     * @throws KernelFailure if the kernel has to be asked and cannot tell
     */
    public void settle(Driver kernel) {
        if (state == null) {
            if (mayFree) {
                kernel.settle();
            }
        } else if (state.spaces() != null) {
            kernel.binding().settle(state);
        } else if (wholeState != null) {
            kernel.binding().settle(wholeState);
        }
    }
}
