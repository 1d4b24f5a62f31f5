package dev.portolan.spec.graph;

import dev.portolan.spec.value.Label;

/**
 * Takes the edges that one of TLC's worker threads finds, on that thread, while TLC waits.
 *
 * <p>A worker explores one state after the other, so its edges come grouped by source: {@link #source} and then all
 * edges of that source, in the order of TLC's actions. Every state is the source of one group in the whole
 * exploration, whichever worker has it; a state without successors is the source of none. Every edge within the
 * model's constraints is told once for each way in which TLC generates it, so parallel edges and loops are too.
 * A target is told before its invariants are checked, and before any worker takes it as a source.
 *
 * <p>An exception ends the exploration, and {@link GraphExplorer#explore} throws it.
 */
public interface EdgeListener {

    /**
     * The following edges leave this state.
     *
     * @param source the same object for all of them; may be kept, at the price of TLC's memory
     */
    void source(ModelState source);

    /**
     * An edge that leaves the current source.
     *
     * @param target with its fingerprint known; may be kept, at the price of TLC's memory
     * @param isNew whether no edge of any worker, nor an initial state, had led there before; true exactly once for
     *     each state, and decided atomically between workers
     */
    void edge(ModelState target, boolean isNew, Label label);

    /** This worker has come to its end; not called when the exploration ends early. */
    default void end() {}
}
