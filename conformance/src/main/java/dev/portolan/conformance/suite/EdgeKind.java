package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What edges have in common that tell the same of a kernel.
 *
 * @param call by Mach's name, such as {@code mach_port_allocate}
 * @param ret the answer, and {@code clause} the one that decides so; {@code -} where none does
 */
public record EdgeKind(String call, String ret, String clause) {

    /** The kinds of a world's edges. Immutable. */
    static final class Table {

        private final List<EdgeKind> kinds = new ArrayList<>();
        private final int[] kindOf;

        Table(WorldGraph graph) {
            Map<EdgeKind, Integer> numbers = new HashMap<>();
            String[] names = new String[graph.calls()];
            kindOf = new int[graph.edges()];
            for (int edge = 0; edge < kindOf.length; edge++) {
                int call = graph.callNumber(edge);
                if (names[call] == null) {
                    names[call] = CallForm.of(graph.call(edge)).name();
                }
                Outcome outcome = graph.outcome(edge);
                String clause = outcome.clause() == null ? "-" : outcome.clause();
                kindOf[edge] = numbers.computeIfAbsent(new EdgeKind(names[call], outcome.ret(), clause), fresh -> {
                    kinds.add(fresh);
                    return kinds.size() - 1;
                });
            }
        }

        int size() {
            return kinds.size();
        }

        EdgeKind kind(int number) {
            return kinds.get(number);
        }

        /** The number of an edge's kind. */
        int of(int edge) {
            return kindOf[edge];
        }
    }
}
