package dev.portolan.conformance.record;

import dev.portolan.conformance.abstraction.Naming;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.io.IOException;

/**
 * A run of a kernel whose calls are drawn from a seed, each from the state before it.
 *
 * <p>The same kernel and the same seed give the same events. A kernel that can be stepped is recorded one critical
 * section at a time, its schedule drawn as well. Holds one state in memory. Not for use by several threads.
 */
public final class DrawnRun {

    /* A task ends before the last of so many parts of a run: what comes after is little. */
    private static final int ENDS_IN_LAST = 10;

    private final Driver kernel;
    private final DrawnCalls calls;
    private final Naming naming;
    private final int statesEvery;

    /**
     * A run that has not begun.
     *
     * @param kernel on which nothing has happened, and that shows its whole state
     * @param statesEvery 1 to tell the state after every event, 10 after every tenth, 0 never
     */
    public DrawnRun(Driver kernel, DrawnCalls calls, int statesEvery) {
        this.kernel = kernel;
        this.calls = calls;
        this.naming = new Naming(kernel.binding());
        this.statesEvery = statesEvery;
    }

    /**
     * Makes the calls, and checks the kernel's own invariants after each.
     *
     * @throws AssertionError if the kernel breaks one of its invariants; the event that did so is the sink's last
     * @throws IOException if an event cannot be kept
     */
    public void run(int length, EventSink sink) throws IOException {
        KernelState state = kernel.state();
        boolean ended = false;
        for (int seq = 1; seq <= length; seq++) {
            boolean ends = !ended && seq > length - length / ENDS_IN_LAST;
            Call end = ends ? calls.endOfATask(state) : null;
            ended |= end != null;
            Call call = end != null ? end : next(state);
            kernel.perform(call);
            state = named(call);
            boolean told = statesEvery > 0 && seq % statesEvery == 0;
            Outcome outcome = kernel.outcome();
            calls.told(call, outcome);
            sink.event(new Trace.Event(seq, call, outcome, told ? state : null));
            kernel.audit();
        }
    }

    private Call next(KernelState state) {
        return statesEvery == 1 ? calls.next(state) : calls.nextTold(state);
    }

    private KernelState named(Call call) {
        KernelState state = kernel.state();
        return naming.name(call, state) ? kernel.state() : state;
    }
}
