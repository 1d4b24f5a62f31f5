package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.WorldGraph;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a walk has found out of each edge so far. */
final class Coverage {

    private final WorldGraph graph;
    private final EdgeKind.Table kinds;
    private final EdgeStatus[] status;
    private final int[] openOfState;
    private final boolean[] kindExecuted;
    private final String[] reasonOfKind;
    private int open;

    /** Edges that were not executed, by the reason. */
    private final Map<Reason, Integer> reasons = new LinkedHashMap<>();

    /** Why edges were not executed. */
    record Reason(EdgeStatus status, String text) {}

    Coverage(WorldGraph graph, EdgeKind.Table kinds) {
        this.graph = graph;
        this.kinds = kinds;
        status = new EdgeStatus[graph.edges()];
        Arrays.fill(status, EdgeStatus.OPEN);
        openOfState = new int[graph.states()];
        for (int state = 0; state < openOfState.length; state++) {
            openOfState[state] = graph.endOfEdges(state) - graph.firstEdge(state);
        }
        open = graph.edges();
        kindExecuted = new boolean[kinds.size()];
        reasonOfKind = new String[kinds.size()];
    }

    EdgeStatus of(int edge) {
        return status[edge];
    }

    boolean isOpen(int edge) {
        return status[edge] == EdgeStatus.OPEN;
    }

    /** How many of a state's edges are open. */
    int openOf(int state) {
        return openOfState[state];
    }

    /** How many edges are open. */
    int open() {
        return open;
    }

    /** True if an edge of the same kind was executed. */
    boolean isKindExecuted(int edge) {
        return kindExecuted[kinds.of(edge)];
    }

    /** Notes that an edge was executed. */
    void executed(int edge, EdgeStatus now) {
        close(edge);
        status[edge] = now;
        kindExecuted[kinds.of(edge)] = true;
    }

    /** Notes why an edge is not executed. */
    void refused(int edge, EdgeStatus now, String reason) {
        close(edge);
        status[edge] = now;
        reasons.merge(new Reason(now, reason), 1, Integer::sum);
        explain(edge, reason);
    }

    /** Notes that an edge was executed, and fails as expected. */
    void failed(int edge, String reason) {
        executed(edge, EdgeStatus.FAILS_AS_EXPECTED);
        explain(edge, reason);
    }

    private void explain(int edge, String reason) {
        int kind = kinds.of(edge);
        if (reasonOfKind[kind] == null) {
            reasonOfKind[kind] = reason;
        }
    }

    /** Why one edge of a kind was not executed, or fails as expected; null if there is none such. */
    String reasonOfKind(int kind) {
        return reasonOfKind[kind];
    }

    /** Notes that a call is not executed wherever it is open. */
    void refusedEverywhere(int call, EdgeStatus now, String reason) {
        for (int edge = 0; edge < status.length; edge++) {
            if (graph.callNumber(edge) == call && isOpen(edge)) {
                refused(edge, now, reason);
            }
        }
    }

    private void close(int edge) {
        if (isOpen(edge)) {
            openOfState[graph.source(edge)]--;
            open--;
        }
    }

    Map<Reason, Integer> reasons() {
        return reasons;
    }
}
