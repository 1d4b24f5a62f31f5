package dev.portolan.conformance.exc;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import java.util.Map;

/** A world whose actions are executed by their names. Immutable. */
public interface ActionWorld {

    /** The world of a model of exceptions, or of signals. */
    static ActionWorld of(SpecFiles files, Model model) {
        return SignalWorld.isOne(model) ? new SignalWorld(files, model) : new ExceptionActions(files, model);
    }

    /**
     * A kernel in an initial state: by calls, as to every other.
     *
     * @param state as TLC has {@code kernel}
     * @throws IllegalStateException if it cannot be brought there, with what is different
     */
    ActionKernel boot(TlaValue state);

    /**
     * A state in the form in which it is compared with a kernel's.
     *
     * @param state as TLC has {@code kernel}
     */
    TlaValue compared(TlaValue state);

    /**
     * The action that an edge is.
     *
     * @param name of the operator that the edge is called by
     * @param parameters of that
     * @param source from which the edge leads, as it is compared
     */
    Action action(String name, Map<String, TlaValue> parameters, TlaValue source);
}
