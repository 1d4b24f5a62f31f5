package dev.portolan.stress.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Result;
import dev.portolan.spec.value.Label;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The sequential queue is {@code BoundedDelivery}: every edge of the graph that TLC explores, followed by the grants that
 * are due, is what the queue does, and where the graph has no edge the queue refuses.
 */
class SequentialQueueTest {

    /** An edge that is not a grant. */
    private record Edge(String action, Map<String, TlaValue> arguments, String target) {}

    /** The graph by the text of the states. */
    private static final class Graph implements GraphListener, EdgeListener {
        private final Map<String, Map<String, TlaValue>> states = new HashMap<>();
        private final Map<String, List<Edge>> edges = new HashMap<>();
        private final Map<String, String> grants = new HashMap<>();
        private String source;

        private String known(ModelState state) {
            String text = state.toString();
            states.computeIfAbsent(text, unknown -> state.values());
            return text;
        }

        @Override
        public void initial(ModelState state) {
            known(state);
        }

        @Override
        public EdgeListener worker(int worker) {
            return this;
        }

        @Override
        public void source(ModelState state) {
            source = known(state);
        }

        @Override
        public void edge(ModelState target, boolean isNew, Label label) {
            if (label.name().equals("Grant")) {
                grants.put(source, known(target));
            } else {
                edges.computeIfAbsent(source, none -> new ArrayList<>())
                        .add(new Edge(label.name(), label.parameters(), known(target)));
            }
        }

        private Map<String, TlaValue> settled(String state) {
            String last = state;
            while (grants.containsKey(last)) {
                last = grants.get(last);
            }
            return states.get(last);
        }
    }

    private static final Graph GRAPH = new Graph();

    @BeforeAll
    static void explore() {
        SpecFiles files = SpecFiles.packaged();
        try (LoadedModel model = LoadedModel.load(files, Manifest.of(files).model("MCBoundedDelivery"))) {
            assertEquals(
                    Result.SUCCESS,
                    new GraphExplorer(model, 1).explore(GRAPH, progress -> {}).result());
        }
    }

    @Test
    void itIsWhatTheSpecificationSays() {
        Map<String, Integer> compared = new TreeMap<>();
        GRAPH.states.forEach((text, state) -> {
            if (!GRAPH.grants.containsKey(text)) {
                for (Edge edge : GRAPH.edges.getOrDefault(text, List.of())) {
                    SequentialQueue queue = QueueState.load(state);
                    QueueState.apply(queue, edge.action(), edge.arguments());
                    assertEquals(
                            QueueState.of(GRAPH.settled(edge.target())),
                            QueueState.of(queue),
                            () -> text + edge.action() + edge.arguments());
                    compared.merge(edge.action(), 1, Integer::sum);
                }
            }
        });

        assertEquals(
                Set.of(
                        "Accept",
                        "Force",
                        "Wait",
                        "Take",
                        "Decline",
                        "Await",
                        "Drain",
                        "GiveUp",
                        "LetIn",
                        "Dismiss",
                        "SetLimit",
                        "Close",
                        "Refuse"),
                compared.keySet());
        assertTrue(compared.values().stream().allMatch(count -> count >= 10), compared.toString());
    }

    @Test
    void itRefusesWhereThereIsNoEdge() {
        int refusedSends = 0;
        int refusedReceives = 0;
        for (Map.Entry<String, Map<String, TlaValue>> state : GRAPH.states.entrySet()) {
            Set<String> enabled = new HashSet<>();
            GRAPH.edges.getOrDefault(state.getKey(), List.of()).forEach(edge -> enabled.add(edge.action()));
            if (GRAPH.grants.containsKey(state.getKey())) {
                continue;
            }
            int message = QueueState.freshMessage(QueueState.load(state.getValue()));
            if (message != 0) {
                SequentialQueue queue = QueueState.load(state.getValue());
                boolean accepted = queue.trySend(message).equals(SequentialQueue.ACCEPTED);
                assertEquals(enabled.contains("Accept"), accepted, state.getKey());
                refusedSends += accepted ? 0 : 1;
            }
            int request = QueueState.freshRequest(QueueState.load(state.getValue()));
            if (request != 0) {
                boolean given = QueueState.load(state.getValue()).tryReceive(request) != null;
                boolean may = GRAPH.edges.getOrDefault(state.getKey(), List.of()).stream()
                        .anyMatch(edge -> edge.action().equals("Take")
                                && QueueState.id(edge.arguments().get("r")) == request);
                assertEquals(may, given, state.getKey());
                refusedReceives += given ? 0 : 1;
            }
        }
        assertTrue(refusedSends > 100 && refusedReceives > 100, refusedSends + " and " + refusedReceives);
    }
}
