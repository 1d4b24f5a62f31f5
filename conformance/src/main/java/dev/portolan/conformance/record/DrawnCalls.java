package dev.portolan.conformance.record;

import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;

/** What a drawn run calls next. The same seed, states and outcomes give the same calls. */
public interface DrawnCalls {

    /**
     * The next call.
     *
     * @param now the state in which it will be made, whole and in the trace's symbols
     */
    Call next(KernelState now);

    /** The next call of which its outcome tells all that later calls depend on. */
    default Call nextTold(KernelState now) {
        return next(now);
    }

    /** The end of a task, to be made once and late in a run; null if it is not to be made now. */
    default Call endOfATask(KernelState now) {
        return null;
    }

    /** Takes note of what the call came to. */
    default void told(Call call, Outcome outcome) {}
}
