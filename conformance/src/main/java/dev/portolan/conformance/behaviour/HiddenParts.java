package dev.portolan.conformance.behaviour;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.TlaValue;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * What a model's state holds where no kernel could show it: in the record of a port that does not exist.
 *
 * <p>Of a sound model there is nothing; a mutant may leave things there.
 */
final class HiddenParts {

    private HiddenParts() {}

    /** True if an identity that no port has is not as it was in the beginning. */
    static boolean isAnyIn(ModelState state) {
        return state.values().get(EdgeReader.KERNEL) instanceof TlaValue.Rec kernel
                && elements(kernel.fields().get("ports")).stream().anyMatch(HiddenParts::isLeftBehind);
    }

    private static Collection<TlaValue> elements(TlaValue function) {
        if (function instanceof TlaValue.Tuple tuple) {
            return tuple.elements();
        }
        return function instanceof TlaValue.Fun map
                ? map.entries().stream().map(Map.Entry::getValue).toList()
                : List.of();
    }

    private static boolean isLeftBehind(TlaValue value) {
        return value instanceof TlaValue.Rec port
                && port.fields().get("kind").equals(new TlaValue.Str("NONE"))
                && port.fields().values().stream().anyMatch(HiddenParts::isSomething);
    }

    private static boolean isSomething(TlaValue field) {
        return field instanceof TlaValue.Int number && number.value() != 0
                || field instanceof TlaValue.Tuple tuple && !tuple.elements().isEmpty();
    }
}
