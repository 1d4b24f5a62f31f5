package dev.portolan.spec.graph;

/** Takes the graph of a model while TLC explores it. */
public interface GraphListener {

    /**
     * An initial state, before any edge. Called on one thread; an initial state found twice is told once.
     *
     * @param state may be kept
     */
    default void initial(ModelState state) {}

    /**
     * Makes the listener of one of TLC's worker threads; called on that thread before its first edge.
     *
     * @param worker from 0
     */
    EdgeListener worker(int worker);
}
