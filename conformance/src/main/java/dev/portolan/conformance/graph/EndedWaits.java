package dev.portolan.conformance.graph;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which edges ended the wait of a call of another thread, and with what; of one of TLC's threads. */
public final class EndedWaits {

    private static final String SENDING = "AwaitSlot";
    private static final String RECEIVING = "AwaitMessage";

    private final Map<List<String>, Long> edges = new HashMap<>();

    /**
     * Counts the waits that an edge ended.
     *
     * @param action of the edge
     */
    public void count(String action, KernelState before, KernelState after, Outcome outcome) {
        for (ThreadState thread : before.threads()) {
            String wait = wait(thread, before);
            if (wait != null && !isAt(after, thread)) {
                edges.merge(List.of(wait, action, ret(thread.thread(), outcome)), 1L, Long::sum);
            }
        }
    }

    /**
     * Adds the edges that ended waits.
     *
     * @param sums by what was waited for, the action, and the answer of the call that waited
     */
    public void tell(Map<List<String>, Long> sums) {
        edges.forEach((key, count) -> sums.merge(key, count, Long::sum));
    }

    /** What the thread waits for, or null if it does not wait. */
    private static String wait(ThreadState thread, KernelState state) {
        if (thread.at().equals(SENDING)) {
            return SENDING;
        }
        if (!thread.at().equals(RECEIVING)) {
            return null;
        }
        for (PortState port : state.ports()) {
            if (port.port().equals(thread.object())) {
                return RECEIVING + " " + port.kind();
            }
        }
        return RECEIVING;
    }

    private static boolean isAt(KernelState state, ThreadState waiting) {
        for (ThreadState thread : state.threads()) {
            if (thread.thread().equals(waiting.thread())) {
                return thread.at().equals(waiting.at());
            }
        }
        return false;
    }

    private static String ret(String thread, Outcome outcome) {
        for (Outcome.Completion ended : outcome.woke()) {
            if (ended.thread().equals(thread)) {
                return ended.ret();
            }
        }
        return Outcome.CONTINUE;
    }
}
