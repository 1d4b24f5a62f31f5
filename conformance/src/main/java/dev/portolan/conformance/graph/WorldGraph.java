package dev.portolan.conformance.graph;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The whole graph of a world: states and labelled edges by their numbers, state 0 initial.
 *
 * <p>Sixteen bytes an edge and a few small numbers a state; calls, outcomes and the parts of states are kept once.
 * Immutable.
 */
public final class WorldGraph {

    private final WorldHead head;
    private final List<Call> calls;
    private final List<Outcome> outcomes;
    private final List<SpaceState> spaces;
    private final List<PortState> ports;
    private final List<ThreadState> threads;
    private final List<int[][]> states;

    /* By edge, those of a source together. */
    private final int[] sources;
    private final int[] callOf;
    private final int[] outcomeOf;
    private final int[] targets;

    /* By state: its first edge, and the one after its last. */
    private final int[] first;
    private final int[] end;

    private WorldGraph(Builder from) {
        head = from.head;
        calls = List.copyOf(from.calls);
        outcomes = List.copyOf(from.outcomes);
        spaces = List.copyOf(from.spaces);
        ports = List.copyOf(from.ports);
        threads = List.copyOf(from.threads);
        states = List.copyOf(from.states);
        int edges = from.edges();
        sources = new int[edges];
        callOf = new int[edges];
        outcomeOf = new int[edges];
        targets = new int[edges];
        first = new int[states.size()];
        end = new int[states.size()];
        for (int edge = 0; edge < edges; edge++) {
            int at = GraphChunk.EDGE * edge;
            sources[edge] = from.numbers[at];
            callOf[edge] = from.numbers[at + 1];
            outcomeOf[edge] = from.numbers[at + 2];
            targets[edge] = from.numbers[at + 3];
            if (edge == 0 || sources[edge] != sources[edge - 1]) {
                first[sources[edge]] = edge;
            }
            end[sources[edge]] = edge + 1;
        }
    }

    /** The model's name. */
    public String model() {
        return head.model();
    }

    /** What a kernel is to be booted with. */
    public Setting setting() {
        return head.setting();
    }

    /** How many names the model's spaces have room for, whatever their generation. */
    public int names() {
        return head.names();
    }

    /** How many states there are. */
    public int states() {
        return states.size();
    }

    /** How many labelled edges there are, parallel edges and loops included. */
    public int edges() {
        return targets.length;
    }

    /** How many different calls edges are labelled with. */
    public int calls() {
        return calls.size();
    }

    /** The first of the edges that leave a state; the others follow. */
    public int firstEdge(int state) {
        return first[state];
    }

    /** The edge after the last of those that leave a state; {@link #firstEdge} if none does. */
    public int endOfEdges(int state) {
        return end[state];
    }

    /** The state that an edge leaves. */
    public int source(int edge) {
        return sources[edge];
    }

    /** The state that an edge leads to. */
    public int target(int edge) {
        return targets[edge];
    }

    /** The number of the call that an edge is labelled with. */
    public int callNumber(int edge) {
        return callOf[edge];
    }

    /** The call that an edge is labelled with. */
    public Call call(int edge) {
        return calls.get(callOf[edge]);
    }

    /** What becomes of the call, and by which clause. */
    public Outcome outcome(int edge) {
        return outcomes.get(outcomeOf[edge]);
    }

    /** A state. */
    public KernelState state(int state) {
        int[][] parts = states.get(state);
        return new KernelState(list(spaces, parts[0]), list(ports, parts[1]), list(threads, parts[2]));
    }

    private static <T> List<T> list(List<T> table, int[] places) {
        List<T> list = new ArrayList<>(places.length);
        for (int place : places) {
            list.add(table.get(place));
        }
        return list;
    }

    /** A graph as it is told. */
    static final class Builder {

        private final WorldHead head;
        private final List<Call> calls = new ArrayList<>();
        private final List<Outcome> outcomes = new ArrayList<>();
        private final List<SpaceState> spaces = new ArrayList<>();
        private final List<PortState> ports = new ArrayList<>();
        private final List<ThreadState> threads = new ArrayList<>();
        private final List<int[][]> states = new ArrayList<>();
        private int[] numbers = new int[1 << 12];
        private int used;

        Builder(WorldHead head) {
            this.head = head;
        }

        void add(GraphChunk chunk) {
            calls.addAll(chunk.calls());
            outcomes.addAll(chunk.outcomes());
            spaces.addAll(chunk.spaces());
            ports.addAll(chunk.ports());
            threads.addAll(chunk.threads());
            states.addAll(chunk.states());
            int[] more = chunk.edges();
            if (used + more.length > numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, used + more.length));
            }
            System.arraycopy(more, 0, numbers, used, more.length);
            used += more.length;
        }

        int edges() {
            return used / GraphChunk.EDGE;
        }

        /**
         * The graph, once all of it was told.
         *
         * @throws IllegalStateException if the exploration did not end as the manifest says
         */
        WorldGraph build(String result) {
            if (!result.equals(ModelResult.AS_EXPECTED)) {
                throw new IllegalStateException(head.model() + ": " + result);
            }
            return new WorldGraph(this);
        }
    }
}
