package dev.portolan.conformance.shrink;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.NotMade;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.oracle.Oracle;
import dev.portolan.conformance.replay.Evidence;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Calls made on the model and on the kernel, side by side from boot, to the first at which they part.
 *
 * <p>What the calls were answered where they come from tells which symbol is meant by what comes out of them; it is
 * not believed otherwise. A call that the model does not allow where it now stands is left out.
 */
final class Rerun {

    /**
     * What came of it.
     *
     * @param events the calls that were made, with what the model says of each
     * @param evidence how the last of them diverges, or null if none did
     */
    record Result(List<Trace.Event> events, Evidence evidence) {

        /** The kind of the divergence; null if there is none. */
        Kind kind() {
            return evidence == null ? null : Kind.of(evidence.call(), evidence.expected(), evidence.actual());
        }
    }

    private final Driver expected;
    private final Driver kernel;
    private final List<Trace.Event> events = new ArrayList<>();
    private final Map<String, Integer> fresh = new TreeMap<>();

    private Rerun(Oracle oracle, Setting setting, Driver kernel) {
        this.expected = SymbolicDriver.boot(oracle, setting);
        this.kernel = kernel;
    }

    /**
     * Makes the calls.
     *
     * @param kernel on which nothing has happened
     */
    static Result of(Oracle oracle, Setting setting, Driver kernel, List<Trace.Event> calls) {
        return new Rerun(oracle, setting, kernel).run(calls);
    }

    private Result run(List<Trace.Event> calls) {
        KernelState before = expected.state();
        for (Trace.Event call : calls) {
            if (!perform(call)) {
                continue;
            }
            Outcome outcome = expected.outcome();
            KernelState state = expected.state();
            expected.binding().settle(state);
            events.add(new Trace.Event(events.size() + 1, call.call(), outcome, state));
            Attempt attempt = Attempt.of(kernel, call.call(), outcome, state, true);
            if (attempt.isDeclined()) {
                return new Result(events, null);
            }
            if (!attempt.conforms()) {
                return new Result(
                        events,
                        new Evidence(
                                call.call(), before, outcome, state, attempt.outcome(), attempt.differences(true)));
            }
            attempt.settle(kernel);
            before = state;
        }
        return new Result(events, null);
    }

    /** Makes the call on the model, and names what appeared by it; false if the model does not make it. */
    private boolean perform(Trace.Event call) {
        try {
            expected.perform(call.call());
        } catch (NotMade | KernelFailure notAllowed) {
            return false;
        }
        expected.outcome();
        expected.state();
        if (expected.binding().metUnbound()) {
            Binder.bind(
                    expected.binding(),
                    expected.taskOfThread(),
                    call.call(),
                    call.outcome(),
                    call.state(),
                    expected.outcome(),
                    expected.state());
            expected.binding().metUnbound();
            FreshSymbols.bind(expected, fresh);
        }
        return true;
    }
}
