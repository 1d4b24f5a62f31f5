package dev.portolan.conformance.graph;

import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.value.Label;
import java.util.List;

/**
 * Notes a shortest way over the edge that TLC found last, which is the one that broke an invariant or a property of
 * steps: an edge is told before it is checked. For one worker only.
 */
final class LastEdge implements GraphListener, EdgeListener {

    private final ShortestPaths paths = new ShortestPaths();
    private ModelState target;
    private Label label;

    @Override
    public void initial(ModelState state) {
        paths.initial(state);
    }

    @Override
    public EdgeListener worker(int worker) {
        return this;
    }

    @Override
    public void source(ModelState source) {
        paths.source(source);
    }

    @Override
    public void edge(ModelState end, boolean isNew, Label by) {
        paths.edge(end, isNew, by);
        target = end;
        label = by;
    }

    /** The behaviour that ends with the last edge, the exploration being over; empty if there was no edge. */
    List<ShortestPaths.Taken> behaviour(SpecOracle oracle) {
        return target == null ? List.of() : ShortestPaths.walk(oracle, paths.over(target, label), end -> true);
    }

    ShortestPaths paths() {
        return paths;
    }
}
