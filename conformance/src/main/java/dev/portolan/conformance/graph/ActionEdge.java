package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.Action;
import dev.portolan.conformance.exc.Told;
import dev.portolan.spec.value.TlaValue;

/**
 * An edge of a world whose actions are executed by their names.
 *
 * @param told what the action should come to
 * @param state to which it leads, as it is compared
 */
public record ActionEdge(Action step, Told told, String clause, TlaValue state, boolean changes) implements WorldEdge {

    @Override
    public String action() {
        return step.name();
    }

    @Override
    public String ret() {
        return told.ret();
    }
}
