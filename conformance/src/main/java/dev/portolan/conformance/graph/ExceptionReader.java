package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.ExceptionState;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.Str;
import dev.portolan.spec.value.TlcValues;
import java.util.HashMap;
import java.util.Map;

/** Reads the edges of a world of exceptions. */
final class ExceptionReader implements EdgeReader<ExceptionEdge> {

    private final Map<Long, TlaValue> states = new HashMap<>();
    private TlaValue source;

    @Override
    public void source(ModelState state) {
        source = state(state);
    }

    @Override
    public ExceptionEdge edge(ModelState target, Label label) {
        Map<String, TlaValue> outcome = ((Rec) TlcValues.of(target.value(OUTCOME))).fields();
        TlaValue state = state(target);
        return new ExceptionEdge(
                ExceptionStep.of(label, source),
                ((Str) outcome.get("ret")).value(),
                ((Str) outcome.get("clause")).value(),
                outcome.get("out"),
                state,
                !state.equals(source));
    }

    private TlaValue state(ModelState state) {
        return states.computeIfAbsent(
                state.fingerprint(), unread -> ExceptionState.of(TlcValues.of(state.value(KERNEL))));
    }
}
