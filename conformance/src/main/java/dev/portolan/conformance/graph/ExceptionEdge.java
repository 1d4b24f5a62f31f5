package dev.portolan.conformance.graph;

import dev.portolan.spec.value.TlaValue;

/**
 * An edge of a world of exceptions.
 *
 * @param out what the action answers besides its return code
 * @param state to which it leads, as it is compared
 */
record ExceptionEdge(ExceptionStep step, String ret, String clause, TlaValue out, TlaValue state, boolean changes)
        implements WorldEdge {

    @Override
    public String action() {
        return step.action();
    }
}
