package dev.portolan.conformance.cli;

import java.util.List;
import java.util.Map;

/** What {@code validate --json} prints. */
record ValidateReport(
        boolean ok,
        int files,
        int traces,
        int empty,
        long events,
        long compared,
        long states,
        long unjudged,
        Map<String, Long> unchecked,
        List<ValidateSummary.Cut> cut,
        List<Line> divergences,
        long perSecond) {

    /** One divergence. */
    record Line(String file, Integer line, String call, String expected, String actual, String clause) {}

    static ValidateReport of(ValidateSummary summary) {
        return new ValidateReport(
                summary.isWhole(),
                summary.files(),
                summary.traces(),
                summary.empty(),
                summary.events(),
                summary.compared(),
                summary.states(),
                summary.unjudged(),
                summary.unchecked(),
                summary.cuts(),
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
