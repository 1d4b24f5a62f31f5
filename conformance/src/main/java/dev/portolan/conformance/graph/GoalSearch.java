package dev.portolan.conformance.graph;

import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tlc2.value.impl.Value;

/**
 * Looks for goals while TLC explores a graph, and notes the shortest way to each.
 *
 * <p>With a single worker TLC explores states in the order of their distance, so the first edge that reaches a goal
 * ends a shortest behaviour. For one worker only.
 */
final class GoalSearch implements GraphListener, EdgeListener {

    private final List<Goal> goals;
    private final int[][] paths;
    private final Runnable stop;
    private final SpanningTree tree = new SpanningTree();
    private final OutcomeDecoder outcomes = new OutcomeDecoder(new TlcText());
    private int sourceIndex;
    private int open;
    private volatile long edges;

    /** @param stop what ends the exploration once every goal is reached */
    GoalSearch(List<Goal> goals, Runnable stop) {
        this.goals = goals;
        this.paths = new int[goals.size()][];
        this.stop = stop;
        this.open = goals.size();
    }

    @Override
    public void initial(ModelState state) {
        tree.addRoot(state.fingerprint());
    }

    @Override
    public EdgeListener worker(int worker) {
        return this;
    }

    @Override
    public void source(ModelState source) {
        sourceIndex = tree.indexOf(source.fingerprint());
    }

    @Override
    public void edge(ModelState target, boolean isNew, Label label) {
        edges++;
        if (isNew) {
            tree.add(target.fingerprint(), sourceIndex, label.id());
        }
        if (open > 0) {
            look(label, outcomes.outcome((Value) target.value(WorldWorker.OUTCOME)));
        }
    }

    private void look(Label label, Outcome outcome) {
        for (int goal = 0; goal < paths.length; goal++) {
            if (paths[goal] == null && goals.get(goal).isReachedBy(label.name(), outcome)) {
                int[] path = tree.path(sourceIndex);
                paths[goal] = Arrays.copyOf(path, path.length + 1);
                paths[goal][path.length] = label.id();
                if (--open == 0) {
                    stop.run();
                }
            }
        }
    }

    /** The goals that were reached, by their places in the list. */
    List<Integer> reached() {
        List<Integer> reached = new ArrayList<>();
        for (int goal = 0; goal < paths.length; goal++) {
            if (paths[goal] != null) {
                reached.add(goal);
            }
        }
        return reached;
    }

    /** The ids of the labels on the way to a goal that was reached. */
    int[] path(int goal) {
        return paths[goal];
    }

    long edges() {
        return edges;
    }

    int states() {
        return tree.size();
    }
}
