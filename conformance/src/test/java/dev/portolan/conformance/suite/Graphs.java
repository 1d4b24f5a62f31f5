package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.GraphProcess;
import dev.portolan.conformance.graph.WorldGraph;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The graphs of small worlds, each explored once for all tests. */
final class Graphs {

    private static final Map<String, WorldGraph> EXPLORED = new ConcurrentHashMap<>();

    private Graphs() {}

    static WorldGraph of(String model) {
        return EXPLORED.computeIfAbsent(model, Graphs::explore);
    }

    private static WorldGraph explore(String model) {
        try {
            return new GraphProcess(null)
                    .explore(model, head -> true, edges -> {})
                    .orElseThrow();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
