package dev.portolan.spec.tlc;

import java.util.List;

/**
 * A behaviour that breaks a rule.
 *
 * @param steps from the initial state on; empty if TLC showed none
 * @param backTo the number of the step that the behaviour returns to for ever, or 0
 */
public record ErrorTrace(List<TraceStep> steps, int backTo) {
    public ErrorTrace {
        steps = List.copyOf(steps);
    }
}
