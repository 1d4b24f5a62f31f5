package dev.portolan.conformance.exc;

import dev.portolan.spec.value.TlaValue;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An action of a model with its arguments.
 *
 * @param name as the model has it
 * @param arguments by their names
 */
public record Action(String name, Map<String, TlaValue> arguments) {

    @Override
    public String toString() {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + " = " + argument.getValue())
                .collect(Collectors.joining(", ", name + "(", ")"));
    }
}
