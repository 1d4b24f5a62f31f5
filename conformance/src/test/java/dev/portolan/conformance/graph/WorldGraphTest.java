package dev.portolan.conformance.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.spec.SpecError;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.KernelState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("graphs told to another JVM")
class WorldGraphTest {

    private static final String SMALL = "MCNames_classic";

    private final GraphProcess process = new GraphProcess(null);

    @Test
    void theWholeGraphIsTold() throws InterruptedException {
        WorldGraph graph = process.explore(SMALL, head -> true, edges -> {}).orElseThrow();
        Model model = Manifest.of(SpecFiles.packaged()).model(SMALL);
        assertEquals(model.generated() - 1, graph.edges());
        assertEquals(model.distinct(), graph.states());
        assertEquals("classic", graph.setting().dialect());
        assertFalse(graph.setting().stepwise());
        Set<KernelState> states = new HashSet<>();
        for (int state = 0; state < graph.states(); state++) {
            states.add(graph.state(state));
            for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
                assertEquals(state, graph.source(edge));
            }
        }
        assertEquals(graph.states(), states.size());
        assertTrue(graph.state(0).ports().isEmpty(), graph.state(0).toString());
        assertEveryCallHasOneOutcome(graph);
    }

    /** What the walks take for granted: a kernel in a state can do one thing only. */
    private static void assertEveryCallHasOneOutcome(WorldGraph graph) {
        for (int state = 0; state < graph.states(); state++) {
            Map<Integer, Integer> targets = new HashMap<>();
            for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
                Integer other = targets.put(graph.callNumber(edge), graph.target(edge));
                assertTrue(
                        other == null || other == graph.target(edge),
                        graph.call(edge).toString());
            }
        }
    }

    @Test
    void aWorldThatIsNotWantedIsNotExplored() throws InterruptedException {
        assertTrue(process.explore(SMALL, head -> !head.setting().dialect().equals("classic"), edges -> {})
                .isEmpty());
    }

    @Test
    void anUnknownModelIsBadInput() {
        assertThrows(SpecError.class, () -> process.explore("MCNothing", head -> true, edges -> {}));
    }
}
