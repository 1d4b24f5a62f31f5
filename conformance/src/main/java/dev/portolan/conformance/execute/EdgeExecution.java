package dev.portolan.conformance.execute;

import dev.portolan.conformance.graph.WorldEdge;

/**
 * Executes edges, those of a source state one after the other.
 *
 * <p>For each source a kernel is brought there by the edges of its path; each edge is executed on a copy of it, and the
 * copy serves the next edge too as long as nothing changed. Not for use by several threads.
 */
final class EdgeExecution<K, E extends WorldEdge, H> {

    private final World<K, E, H> world;
    private final WorldKernels<K, E, H> kernels;

    /* The source state: its place in the tree, and as a kernel; null where no path conformed. */
    private int sourceIndex;
    private K atSource;

    /* A copy of the source's kernel on which edges were executed that left it in the source's state; or null. */
    private K work;

    EdgeExecution(World<K, E, H> world) {
        this.world = world;
        kernels = world.kernels();
    }

    /** The following edges leave the state that has this fingerprint. */
    void source(long fingerprint) {
        sourceIndex = world.indexOf(fingerprint);
        atSource = sourceIndex < 0 ? null : world.kernelAt(sourceIndex);
        work = null;
    }

    /** True if there is a kernel in the source state. */
    boolean isPossible() {
        return atSource != null;
    }

    /**
     * Executes an edge that leaves the source, and tells the world if it diverges.
     *
     * @param fingerprint of the state to which it leads
     * @param isNew whether no edge led there before
     */
    void edge(E edge, long fingerprint, boolean isNew) {
        if (work == null || isNew) {
            // What was done on a copy before left no trace in the state, but perhaps in the numbers to come.
            work = kernels.copy(atSource);
        }
        Deviation deviation = kernels.execute(work, edge, isNew);
        if (deviation != null) {
            world.diverged(sourceIndex, edge, deviation);
        } else if (isNew) {
            world.grow(fingerprint, sourceIndex, kernels.hop(work, edge), work);
        }
        if (edge.changes() || isNew || deviation != null) {
            work = null;
        }
    }
}
