package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** What {@code replay --json} prints. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReplayReport(
        boolean ok,
        String kernel,
        int files,
        int traces,
        long events,
        long skipped,
        Map<String, Long> declined,
        Map<String, Long> notCompared,
        List<Line> divergences,
        long perSecond) {

    /** One divergence. */
    record Line(String file, Integer line, String call, String expected, String actual, String clause) {}

    static ReplayReport of(ReplaySummary summary) {
        boolean ours = summary.kernel() == null;
        return new ReplayReport(
                summary.conforms(),
                summary.kernel(),
                summary.files(),
                summary.traces(),
                summary.events(),
                summary.skipped(),
                ours ? null : summary.declined(),
                ours ? null : summary.hidden(),
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
