package dev.portolan.conformance.suite;

import dev.portolan.conformance.graph.WorldGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** A walk's coverage, summed up. */
final class WalkTotals {

    private static final int STATUSES = EdgeStatus.values().length;

    private final WorldGraph graph;
    private final EdgeKind.Table kinds;
    private final Coverage coverage;
    private final long[] all = new long[STATUSES];
    private final long[][] byKind;

    WalkTotals(WorldGraph graph, EdgeKind.Table kinds, Coverage coverage) {
        this.graph = graph;
        this.kinds = kinds;
        this.coverage = coverage;
        byKind = new long[kinds.size()][STATUSES];
        for (int edge = 0; edge < graph.edges(); edge++) {
            int status = coverage.of(edge).ordinal();
            all[status]++;
            byKind[kinds.of(edge)][status]++;
        }
    }

    WalkReport report(
            long steps, long resets, Duration taken, String ended, Collection<String> hidden, List<Finding> findings) {
        return new WalkReport(
                graph.model(),
                graph.setting().dialect(),
                graph.states(),
                graph.edges(),
                executed(all),
                of(all, EdgeStatus.UNSUPPORTED),
                of(all, EdgeStatus.SKIPPED),
                of(all, EdgeStatus.OPEN),
                of(all, EdgeStatus.DIVERGES),
                of(all, EdgeStatus.FAILS_AS_EXPECTED),
                steps,
                resets,
                taken.toNanos() / 1e9,
                ended,
                List.copyOf(hidden),
                reasons(),
                byKind(),
                findings);
    }

    private List<WalkReport.Reason> reasons() {
        List<WalkReport.Reason> reasons = new ArrayList<>();
        coverage.reasons()
                .forEach((reason, edges) -> reasons.add(new WalkReport.Reason(reason.status(), reason.text(), edges)));
        return reasons;
    }

    private List<WalkReport.Kind> byKind() {
        List<WalkReport.Kind> list = new ArrayList<>();
        for (int kind = 0; kind < byKind.length; kind++) {
            long[] counts = byKind[kind];
            list.add(new WalkReport.Kind(
                    kinds.kind(kind),
                    sum(counts),
                    executed(counts),
                    of(counts, EdgeStatus.UNSUPPORTED),
                    of(counts, EdgeStatus.SKIPPED),
                    of(counts, EdgeStatus.OPEN),
                    of(counts, EdgeStatus.DIVERGES),
                    of(counts, EdgeStatus.FAILS_AS_EXPECTED),
                    coverage.reasonOfKind(kind)));
        }
        list.sort(Comparator.comparing(one -> one.kind().toString()));
        return list;
    }

    private static long of(long[] counts, EdgeStatus status) {
        return counts[status.ordinal()];
    }

    private static long executed(long[] counts) {
        long executed = 0;
        for (EdgeStatus status : EdgeStatus.values()) {
            executed += status.isExecuted() ? of(counts, status) : 0;
        }
        return executed;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }
}
