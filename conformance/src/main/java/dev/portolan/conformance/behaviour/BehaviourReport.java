package dev.portolan.conformance.behaviour;

import dev.portolan.spec.manifest.Result;
import java.util.List;

/**
 * What came of a request for behaviours.
 *
 * @param reached the goals that were reached, by their places in the request; the file holds a trace for each
 * @param events events of all traces written
 * @param edges edges that were explored; the whole graph's where a goal was not reached
 * @param states states that were found
 * @param result how the exploration ended: {@code success}, {@code stopped} once all goals were reached, or the
 *     violation that ended it early; null of a walk
 * @param violated the invariant or property violated; null if none is, or TLC does not say which
 * @param hidden whether the last state holds what no kernel could show
 */
public record BehaviourReport(
        List<Integer> reached, int events, long edges, long states, String result, String violated, boolean hidden) {

    /** True if the exploration ended where the model breaks what it claims. */
    public boolean foundViolation() {
        return Result.SAFETY_VIOLATION.toString().equals(result)
                || Result.PROPERTY_VIOLATION.toString().equals(result);
    }
}
