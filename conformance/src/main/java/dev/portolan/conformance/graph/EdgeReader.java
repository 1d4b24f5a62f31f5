package dev.portolan.conformance.graph;

import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import java.util.List;
import java.util.Map;

/**
 * Reads edges of a world from TLC's states, those of a source one after the other. Not for use by several threads.
 *
 * @param <E> what it reads an edge as
 */
public interface EdgeReader<E extends WorldEdge> {

    /** The variable of a model that is its state. */
    String KERNEL = "kernel";

    /** The variable of a model that says what became of the last action. */
    String OUTCOME = "outcome";

    /** The following edges leave this state. */
    void source(ModelState source);

    /** An edge that leaves the source. */
    E edge(ModelState target, Label label);

    /** Tells of the calls that edges let go, which have answers of their own. */
    default void tell(AnswerCounts.Counts counts) {}

    /** Adds the edges that ended waits, as {@link EndedWaits} tells them. */
    default void tellEndedWaits(Map<List<String>, Long> sums) {}
}
