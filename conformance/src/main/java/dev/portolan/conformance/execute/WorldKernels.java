package dev.portolan.conformance.execute;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.WorldEdge;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.graph.ModelState;
import java.util.List;

/**
 * What a world is executed on: how a kernel comes to its beginning, does an edge, and is held against the model.
 *
 * <p>Safe for use by several threads, each with its own kernels and reader.
 *
 * @param <K> a kernel
 * @param <E> an edge as the model has it
 * @param <H> what of an edge is kept to take it again; equal where taking it does the same
 */
interface WorldKernels<K, E extends WorldEdge, H> {

    /** A kernel in an initial state. */
    K boot(ModelState initial);

    /** A copy that goes its own way. */
    K copy(K kernel);

    /** A reader of this world's edges. */
    EdgeReader<E> reader();

    /**
     * Does on a kernel what an edge does to the state that the kernel is in.
     *
     * @param audited whether to check the kernel's own invariants too
     * @return null if everything came out as it should
     */
    Deviation execute(K kernel, E edge, boolean audited);

    /** The edge that was executed last on a kernel and conformed, to be taken again. */
    H hop(K kernel, E edge);

    /** Takes the edges of a path that conformed. */
    void repeat(K kernel, List<H> path);

    /** What was found, told to people. */
    List<Divergence> tell(List<World.Finding<E, H>> findings, Citations citations);
}
