package dev.portolan.conformance.validate;

import dev.portolan.conformance.replay.Divergence;

/**
 * What the model says of one trace.
 *
 * @param events events judged, a diverging one included; of a run in parallel, as many as could be put in order
 * @param compared of these, those of which the trace says anything that could be compared
 * @param states states of the model that were visited; one an event where calls follow one another
 * @param unjudged events that were not judged: those after a divergence or from {@code reason} on, and what lay beyond
 *     the border of an imported run
 * @param divergence the first event that the model does not allow, or null
 * @param reason why the rest was not judged although nothing diverged, or null
 * @param unchecked what the trace leaves open
 * @param inOrder whether its calls follow one another
 */
public record Verdict(
        long events,
        long compared,
        long states,
        long unjudged,
        Divergence divergence,
        String reason,
        Unchecked unchecked,
        boolean inOrder) {

    /** True if the model allows all that it judged, which need not be the whole trace. */
    public boolean accepts() {
        return divergence == null;
    }

    /** True if the trace ends without a verdict: all that was judged is allowed, and the rest could not be judged. */
    public boolean isCut() {
        return divergence == null && reason != null;
    }
}
