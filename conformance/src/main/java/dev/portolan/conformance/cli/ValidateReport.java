package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.Divergence;
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
        List<Divergence> divergences,
        long perSecond) {

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
                summary.divergences(),
                summary.perSecond());
    }
}
