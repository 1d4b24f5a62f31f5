package dev.portolan.spec.graph;

import dev.portolan.spec.value.Label;
import java.util.ArrayList;
import java.util.List;
import tlc2.tool.StateVec;

/**
 * Evaluates a loaded model step by step: what the specification allows, asked one state at a time.
 *
 * <p>Knows no invariants and no constraints. Not while the model is being explored; one thread at a time.
 */
public final class SpecOracle {

    private final LoadedModel model;

    public SpecOracle(LoadedModel model) {
        this.model = model;
    }

    /** All initial states. */
    public List<ModelState> initialStates() {
        return states(model.tool().getInitStates());
    }

    /** All labels of the specification, by their dense ids. */
    public List<Label> labels() {
        return model.labels();
    }

    /**
     * The states that an action with its arguments leads to; none where it is not enabled.
     *
     * @param state of this model, from here or from an exploration
     * @param label of this model
     */
    public List<ModelState> successors(ModelState state, Label label) {
        return states(model.tool().getNextStates(label.action(), state.state()));
    }

    private List<ModelState> states(StateVec found) {
        List<ModelState> states = new ArrayList<>(found.size());
        for (int i = 0; i < found.size(); i++) {
            states.add(new ModelState(model, found.elementAt(i)));
        }
        return states;
    }
}
