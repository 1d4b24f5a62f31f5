package dev.portolan.conformance.cli;

import java.util.List;

/** What {@code replay --json} prints. */
record ReplayReport(
        boolean ok, int files, int traces, long events, long skipped, List<Line> divergences, long perSecond) {

    /** One divergence. */
    record Line(String file, Integer line, String call, String expected, String actual, String clause) {}

    static ReplayReport of(ReplaySummary summary) {
        return new ReplayReport(
                summary.conforms(),
                summary.files(),
                summary.traces(),
                summary.events(),
                summary.skipped(),
                summary.divergences().stream()
                        .map(divergence -> new Line(
                                divergence.file(),
                                divergence.line(),
                                divergence.call(),
                                divergence.expected(),
                                divergence.actual(),
                                divergence.clause()))
                        .toList(),
                summary.perSecond());
    }
}
