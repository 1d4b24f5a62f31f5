package dev.portolan.conformance.suite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.conformance.graph.WorldGraph;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("tours over graphs")
class TourTest {

    private final WorldGraph graph = Graphs.of("MCNames_classic");
    private final Coverage coverage = new Coverage(graph, new EdgeKind.Table(graph));
    private final Tour tour = new Tour(graph, coverage, edge -> true);

    @Test
    void everyLegBeginsWhereTheLastEndedAndCoversSomethingNew() {
        int at = 0;
        int steps = 0;
        for (Tour.Leg leg = tour.next(at); leg != Tour.NONE; leg = tour.next(at)) {
            int before = coverage.open();
            at = leg.fromReset() ? 0 : at;
            for (int edge : leg.edges()) {
                assertEquals(at, graph.source(edge));
                coverage.executed(edge, EdgeStatus.CONFORMS);
                at = graph.target(edge);
                steps++;
            }
            assertTrue(coverage.open() < before);
        }
        assertEquals(0, coverage.open());
        assertTrue(steps < 2 * graph.edges(), steps + " steps");
    }

    @Test
    void wayOfNothingWantedIsNone() {
        assertSame(Tour.NONE, new Tour(graph, coverage, edge -> false).next(0));
    }

    @Test
    void noWayLeadsOverWhatDiverges() {
        for (int edge = graph.firstEdge(0); edge < graph.endOfEdges(0); edge++) {
            if (graph.target(edge) != 0) {
                coverage.executed(edge, EdgeStatus.DIVERGES);
            } else {
                coverage.executed(edge, EdgeStatus.CONFORMS);
            }
        }
        assertSame(Tour.NONE, tour.next(0));
        assertNull(tour.fromReset(edge -> graph.source(edge) == 1));
    }

    @Test
    void aResetIsTakenWhereItIsShorter() {
        int first = graph.firstEdge(0);
        while (graph.target(first) == 0) {
            first++;
        }
        int wanted = first;
        Tour other = new Tour(graph, coverage, edge -> edge == wanted);
        int far = farthest();
        Tour.Leg leg = other.next(far);
        assertTrue(leg.fromReset());
        assertArrayEquals(new int[] {wanted}, leg.edges());
        assertFalse(other.next(0).fromReset());
    }

    private int farthest() {
        int[] distance = new int[graph.states()];
        java.util.Arrays.fill(distance, -1);
        distance[0] = 0;
        java.util.ArrayDeque<Integer> queue = new java.util.ArrayDeque<>(java.util.List.of(0));
        int last = 0;
        while (!queue.isEmpty()) {
            last = queue.poll();
            for (int edge = graph.firstEdge(last); edge < graph.endOfEdges(last); edge++) {
                if (distance[graph.target(edge)] < 0) {
                    distance[graph.target(edge)] = distance[last] + 1;
                    queue.add(graph.target(edge));
                }
            }
        }
        return last;
    }
}
