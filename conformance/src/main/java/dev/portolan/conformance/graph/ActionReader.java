package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.ActionWorld;
import dev.portolan.conformance.exc.Told;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.Str;
import dev.portolan.spec.value.TlcValues;
import java.util.HashMap;
import java.util.Map;

/** Reads the edges of a world whose actions are executed by their names. */
public final class ActionReader implements EdgeReader<ActionEdge> {

    private final Map<Long, TlaValue> states = new HashMap<>();
    private final ActionWorld world;
    private TlaValue source;
    private long from;

    public ActionReader(ActionWorld world) {
        this.world = world;
    }

    @Override
    public void source(ModelState state) {
        source = state(state);
        from = state.fingerprint();
    }

    @Override
    public ActionEdge edge(ModelState target, Label label) {
        Map<String, TlaValue> outcome = ((Rec) TlcValues.of(target.value(OUTCOME))).fields();
        TlaValue state = state(target);
        return new ActionEdge(
                world.action(label.name(), label.parameters(), source),
                new Told(text(outcome.get("ret")), outcome.getOrDefault("out", Told.NO_OUT)),
                text(outcome.get("clause")),
                state,
                target.fingerprint() != from);
    }

    private static String text(TlaValue value) {
        return ((Str) value).value();
    }

    private TlaValue state(ModelState state) {
        return states.computeIfAbsent(state.fingerprint(), unread -> world.compared(TlcValues.of(state.value(KERNEL))));
    }
}
