package dev.portolan.conformance.graph;

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
 * @param violated the invariant or property violated, or null
 * @param hidden whether the last state holds what no kernel could show
 */
public record BehaviourReport(
        List<Integer> reached, int events, long edges, long states, String result, String violated, boolean hidden) {}
