package dev.portolan.conformance.exc;

import dev.portolan.spec.value.TlaValue;

/** A kernel on which the actions of a model are executed, each by its name. Not for use by several threads. */
public interface ActionKernel {

    /** A copy that goes its own way. */
    ActionKernel copy();

    /**
     * Executes an action.
     *
     * @throws IllegalStateException if the kernel is not there where the action is possible
     */
    Told perform(Action action);

    /** The kernel's state, in the form in which {@link ActionWorld#compared} has the model's. */
    TlaValue state();

    /**
     * Checks the kernel's own invariants.
     *
     * @throws AssertionError if one does not hold
     */
    void audit();
}
