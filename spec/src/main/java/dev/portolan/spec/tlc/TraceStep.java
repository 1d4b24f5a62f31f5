package dev.portolan.spec.tlc;

import dev.portolan.spec.value.TlaValue;
import java.util.Map;

/**
 * One state of an error trace and the action that led to it.
 *
 * @param number counts from 1, the initial state
 * @param action the action's name; {@code Initial predicate} for the first, {@code Stuttering} where nothing moves
 * @param parameters the action's arguments in the order of its definition, or null where they are not known
 * @param module the module of the action, or null
 * @param line where in the module the action begins, or 0
 * @param state all variables, in TLC's order
 */
public record TraceStep(
        int number,
        String action,
        Map<String, TlaValue> parameters,
        String module,
        int line,
        Map<String, TlaValue> state) {

    static final String INITIAL = "Initial predicate";
    static final String STUTTERING = "Stuttering";

    TraceStep called(String name, Map<String, TlaValue> known) {
        return new TraceStep(number, name, known, module, line, state);
    }
}
