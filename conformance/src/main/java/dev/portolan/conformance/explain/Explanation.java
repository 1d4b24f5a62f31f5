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
 * @param moments events, one after the other: all of them, or of a long trace those that were asked for or that
 *     lead to its divergence
 * @param first the index of the first of them
 * @param calls how many events the trace has
 * @param divergence the first divergence, or null if the kernel did all that the trace says
 * @param divergesAt its index, or -1
 */
public record Explanation(
        String file,
        int line,
        Trace.Header header,
        List<Moment> moments,
        int first,
        int calls,
        Divergence divergence,
        int divergesAt) {

    public Explanation {
        moments = List.copyOf(moments);
    }

    /** The calls that are here. */
    public Window held() {
        return new Window(first, first + moments.size(), calls);
    }

    /** Those of a window, as far as they are here. */
    List<Moment> moments(Window window) {
        Window here = held().and(window);
        return moments.subList(here.from() - first, here.to() - first);
    }
}
