package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.ShortestPaths;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.value.Label;
import java.util.List;

/**
 * Notes a shortest way over the edge that TLC found last, which is the one that broke an invariant or a property of
 * steps: an edge is told before it is checked.
 */
final class LastEdge extends ShortestPaths {

    private ModelState target;
    private Label label;

    @Override
    public void edge(ModelState end, boolean isNew, Label by) {
        super.edge(end, isNew, by);
        target = end;
        label = by;
    }

    /** The behaviour that ends with the last edge, the exploration being over; empty if there was no edge. */
    List<Taken> behaviour(SpecOracle oracle) {
        return target == null ? List.of() : walk(oracle, over(target, label), end -> true);
    }
}
