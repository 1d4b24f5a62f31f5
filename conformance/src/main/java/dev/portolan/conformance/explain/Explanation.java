package dev.portolan.conformance.explain;

import dev.portolan.conformance.replay.Divergence;
import dev.portolan.traces.Trace;
import java.util.List;

/**
 * A trace of which each call is understood: what was before it, what came after, and where the kernel left it.
 *
 * @param file where the trace was read from
 * @param line of its header
 * @param header the trace's header
 * @param moments its events, all of them, in order
 * @param divergence the first divergence, or null if the kernel did all that the trace says
 */
public record Explanation(String file, int line, Trace.Header header, List<Moment> moments, Divergence divergence) {

    public Explanation {
        moments = List.copyOf(moments);
    }

    /** The index of the moment that diverges, or -1. */
    public int divergesAt() {
        for (int i = 0; i < moments.size(); i++) {
            if (moments.get(i).diverges()) {
                return i;
            }
        }
        return -1;
    }
}
