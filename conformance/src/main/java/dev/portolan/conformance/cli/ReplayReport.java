package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.replay.Divergence;
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
        List<ExpectationResult> expectations,
        List<Divergence> divergences,
        long perSecond) {

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
                summary.expectations().isEmpty() ? null : ExpectationResult.of(summary.expectations()),
                summary.divergences(),
                summary.perSecond());
    }
}
