package dev.portolan.conformance.execute;

import dev.portolan.conformance.graph.AnswerCounts;
import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.WorldEdge;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.value.Label;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads and counts the edges that one of TLC's threads explores, and has them executed.
 *
 * <p>TLC explores all edges of a source state before it turns to the next.
 */
final class WorldWorker<K, E extends WorldEdge, H> implements EdgeListener {

    private final EdgeReader<E> reader;
    private final EdgeExecution<K, E, H> execution;
    private final Map<String, AnswerCounts> answers = new HashMap<>();

    /* Read by other threads for progress only. */
    private volatile long edges;
    private long executed;
    private long stateChanging;

    WorldWorker(World<K, E, H> world) {
        reader = world.kernels().reader();
        execution = new EdgeExecution<>(world);
    }

    @Override
    public void source(ModelState source) {
        reader.source(source);
        execution.source(source.fingerprint());
    }

    @Override
    public void edge(ModelState target, boolean isNew, Label label) {
        edges++;
        E edge = reader.edge(target, label);
        answers.computeIfAbsent(edge.action(), AnswerCounts::new).count(edge.ret(), edge.clause());
        stateChanging += edge.changes() ? 1 : 0;
        if (execution.isPossible()) {
            executed++;
            execution.edge(edge, target.fingerprint(), isNew);
        }
    }

    long edges() {
        return edges;
    }

    long executed() {
        return executed;
    }

    long stateChanging() {
        return stateChanging;
    }

    void tell(AnswerCounts.Counts counts) {
        answers.values().forEach(action -> action.tell(counts));
        reader.tell(counts);
    }

    void tellEndedWaits(Map<List<String>, Long> sums) {
        reader.tellEndedWaits(sums);
    }
}
