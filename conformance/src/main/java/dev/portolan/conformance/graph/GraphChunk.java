package dev.portolan.conformance.graph;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * Part of a world's graph: what is new in its tables, and edges that speak of all that was told so far.
 *
 * <p>Everything is told once and then spoken of by its place in its table, from 0 in the order of telling.
 *
 * @param states three lists for each state: of spaces, of ports, of threads, by their places; state 0 is initial
 * @param edges four numbers for each edge: source, call, outcome, target; the edges of a source stand together
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record GraphChunk(
        List<Call> calls,
        List<Outcome> outcomes,
        List<SpaceState> spaces,
        List<PortState> ports,
        List<ThreadState> threads,
        List<int[][]> states,
        int[] edges) {

    /** Numbers to an edge. */
    static final int EDGE = 4;

    GraphChunk {
        calls = orEmpty(calls);
        outcomes = orEmpty(outcomes);
        spaces = orEmpty(spaces);
        ports = orEmpty(ports);
        threads = orEmpty(threads);
        states = orEmpty(states);
        edges = edges == null ? new int[0] : edges;
    }

    /** One with nothing in it, to be filled. */
    static GraphChunk empty(int[] edges) {
        return new GraphChunk(
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                edges);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
