package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.ShortestPaths;
import dev.portolan.conformance.tlc.OutcomeDecoder;
import dev.portolan.conformance.tlc.TlcText;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.value.Label;
import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.Value;

/** Looks for goals while TLC explores a graph, and notes a shortest way to each. */
final class GoalSearch extends ShortestPaths {

    private final List<Goal> goals;
    private final Path[] found;
    private final Runnable stop;
    private final OutcomeDecoder outcomes = new OutcomeDecoder(new TlcText());
    private int open;

    /** @param stop what ends the exploration once every goal is reached */
    GoalSearch(List<Goal> goals, Runnable stop) {
        this.goals = goals;
        this.found = new Path[goals.size()];
        this.stop = stop;
        this.open = goals.size();
    }

    @Override
    public void edge(ModelState target, boolean isNew, Label label) {
        super.edge(target, isNew, label);
        for (int goal = 0; open > 0 && goal < found.length; goal++) {
            if (found[goal] == null && isReached(goal, label, target)) {
                found[goal] = over(target, label);
                if (--open == 0) {
                    stop.run();
                }
            }
        }
    }

    private boolean isReached(int goal, Label label, ModelState target) {
        Value outcome = (Value) target.value(EdgeReader.OUTCOME);
        return goals.get(goal).isReachedBy(label.name(), outcomes.outcome(outcome));
    }

    /** The goals that were reached, by their places in the list. */
    List<Integer> reached() {
        List<Integer> reached = new ArrayList<>();
        for (int goal = 0; goal < found.length; goal++) {
            if (found[goal] != null) {
                reached.add(goal);
            }
        }
        return reached;
    }

    /** A behaviour to a goal that was reached, the exploration being over. */
    List<Taken> behaviour(int goal, SpecOracle oracle) {
        Path path = found[goal];
        Label last = oracle.labels().get(path.labels()[path.length() - 1]);
        return walk(oracle, path, end -> isReached(goal, last, end));
    }
}
