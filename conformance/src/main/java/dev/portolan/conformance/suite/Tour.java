package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.WorldGraph;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Plans a greedy tour over a graph: from where one stands, the shortest way to an edge that is wanted, by reset
 * where that is shorter.
 *
 * <p>Ways lead over edges that conform or are still open. Shortest ways are found by breadth-first search over
 * edges that change the state; where many edges are still open one is near.
 */
final class Tour {

    /** Of {@link Leg#edges}: nothing wanted can be reached any more. */
    static final Leg NONE = new Leg(false, new int[0]);

    private static final int NO_EDGE = -1;

    /** The edges to walk, from reset or from where one stands; only the last is sure to be wanted. */
    record Leg(boolean fromReset, int[] edges) {}

    private final WorldGraph graph;
    private final Coverage coverage;
    private final IntPredicate wanted;

    /* Edges that change the state, those of a state together. */
    private final int[] moves;
    private final int[] firstMove;

    /* The search: states in the order in which they were reached, by which edge, in which search. */
    private final int[] queue;
    private final int[] reachedBy;
    private final int[] search;
    private int searches;

    /** @param wanted which of the open edges are wanted */
    Tour(WorldGraph graph, Coverage coverage, IntPredicate wanted) {
        this.graph = graph;
        this.coverage = coverage;
        this.wanted = wanted;
        firstMove = new int[graph.states() + 1];
        int[] found = new int[graph.edges()];
        int count = 0;
        for (int state = 0; state < graph.states(); state++) {
            firstMove[state] = count;
            for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
                if (graph.target(edge) != state) {
                    found[count++] = edge;
                }
            }
        }
        firstMove[graph.states()] = count;
        moves = Arrays.copyOf(found, count);
        queue = new int[graph.states()];
        reachedBy = new int[graph.states()];
        search = new int[graph.states()];
    }

    /** The way to the next wanted edge from a state; {@link #NONE} if none can be reached. */
    Leg next(int at) {
        int here = wantedOf(at);
        if (here != NO_EDGE) {
            return new Leg(false, new int[] {here});
        }
        searches++;
        int tail = reach(at, NO_EDGE, 0);
        int resetAt = tail;
        for (int head = 0; head < tail || head == resetAt; head++) {
            if (head == resetAt) {
                // Resetting costs about as much as a call, so state 0 is as near as the first neighbours.
                tail = reach(0, NO_EDGE, tail);
                resetAt = -1;
                if (head == tail) {
                    break;
                }
            }
            int state = queue[head];
            int last = wantedOf(state);
            if (last != NO_EDGE) {
                return leg(at, state, last);
            }
            tail = neighbours(state, tail);
        }
        return NONE;
    }

    /** The shortest way from reset that ends with an edge that passes the test; null if there is none. */
    int[] fromReset(IntPredicate goal) {
        searches++;
        int tail = reach(0, NO_EDGE, 0);
        for (int head = 0; head < tail; head++) {
            int state = queue[head];
            for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
                if (goal.test(edge)) {
                    return leg(0, state, edge).edges();
                }
            }
            tail = neighbours(state, tail);
        }
        return null;
    }

    private int neighbours(int state, int tail) {
        int end = tail;
        for (int i = firstMove[state]; i < firstMove[state + 1]; i++) {
            if (coverage.of(moves[i]).isPassable()) {
                end = reach(graph.target(moves[i]), moves[i], end);
            }
        }
        return end;
    }

    private int reach(int state, int edge, int tail) {
        if (search[state] == searches) {
            return tail;
        }
        search[state] = searches;
        reachedBy[state] = edge;
        queue[tail] = state;
        return tail + 1;
    }

    private Leg leg(int from, int to, int last) {
        int length = 1;
        int state = to;
        while (reachedBy[state] != NO_EDGE) {
            state = graph.source(reachedBy[state]);
            length++;
        }
        boolean fromReset = state != from;
        int[] edges = new int[length];
        int i = length;
        edges[--i] = last;
        for (int at = to; reachedBy[at] != NO_EDGE; at = graph.source(reachedBy[at])) {
            edges[--i] = reachedBy[at];
        }
        return new Leg(fromReset, edges);
    }

    /** A wanted edge that leaves the state, one that stays there or leads to further open edges if there is any. */
    private int wantedOf(int state) {
        if (coverage.openOf(state) == 0) {
            return NO_EDGE;
        }
        int best = NO_EDGE;
        for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
            if (coverage.isOpen(edge) && wanted.test(edge)) {
                if (graph.target(edge) == state) {
                    return edge;
                }
                if (best == NO_EDGE
                        || coverage.openOf(graph.target(best)) == 0 && coverage.openOf(graph.target(edge)) > 0) {
                    best = edge;
                }
            }
        }
        return best;
    }
}
