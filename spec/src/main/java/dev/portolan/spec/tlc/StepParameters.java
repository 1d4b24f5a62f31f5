package dev.portolan.spec.tlc;

import dev.portolan.spec.value.Label;
import java.util.List;
import java.util.Objects;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;

/** Finds which action, with which arguments, leads from one state of a trace to the next. */
final class StepParameters {

    private final ITool tool;
    private final List<Label> labels;

    StepParameters(ITool tool) {
        this.tool = tool;
        this.labels = Label.of(tool);
    }

    /**
     * The label of a step, or null if none fits.
     *
     * @param action the name of the action as TLC printed it; other actions may lead to the same state
     */
    Label of(TLCState source, TLCState target, String action) {
        for (Label label : labels) {
            if (label.action().getName().toString().equals(action)
                    && label.complete()
                    && leads(source, target, label)) {
                return label;
            }
        }
        return null;
    }

    private boolean leads(TLCState source, TLCState target, Label label) {
        StateVec successors = tool.getNextStates(label.action(), source);
        for (int i = 0; i < successors.size(); i++) {
            if (Objects.equals(successors.elementAt(i), target)) {
                return true;
            }
        }
        return false;
    }
}
