package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.ExceptionKernel;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import java.util.Map;
import java.util.stream.Collectors;

/** An edge of a world of exceptions: an action of the model {@code Exc} with its arguments. */
record ExceptionStep(String action, Map<String, TlaValue> arguments) {

    /** The step that an edge is that leaves this state. */
    static ExceptionStep of(Label label, TlaValue source) {
        return new ExceptionStep(ExceptionKernel.action(label.name(), label.parameters(), source), label.parameters());
    }

    @Override
    public String toString() {
        return arguments.entrySet().stream()
                .map(argument -> argument.getKey() + " = " + argument.getValue())
                .collect(Collectors.joining(", ", action + "(", ")"));
    }
}
