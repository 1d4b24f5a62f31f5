package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.validate.Opinion;
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
        @JsonInclude(JsonInclude.Include.NON_NULL) Tlc tlc,
        long perSecond) {

    /** What TLC itself said. */
    record Tlc(int traces, int agreed, long events, double seconds, List<Opinion.Disagreement> disagreements) {
        static Tlc of(Opinion opinion) {
            return opinion == null
                    ? null
                    : new Tlc(
                            opinion.traces(),
                            opinion.agreed(),
                            opinion.events(),
                            opinion.seconds(),
                            opinion.disagreements());
        }
    }

    static ValidateReport of(ValidateSummary summary) {
        return new ValidateReport(
                summary.isWhole() && summary.isAgreed(),
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
                Tlc.of(summary.opinion()),
                summary.perSecond());
    }
}
