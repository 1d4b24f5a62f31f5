package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.suite.SuiteReport;
import dev.portolan.conformance.suite.SuiteRun;
import dev.portolan.conformance.suite.WalkReport;
import java.util.List;
import java.util.Locale;

/** What {@code conform --kernel --json} prints. */
record WalksReport(
        boolean ok,
        String kernel,
        String version,
        List<World> worlds,
        List<ExpectationResult> expectations,
        List<Found> divergences) {

    /** The first divergence of its kind. */
    record Found(String world, @JsonUnwrapped Divergence divergence) {}

    /** One world. */
    sealed interface World {}

    /** One that the kernel cannot be had in. */
    record LeftOut(String name, String refusal) implements World {}

    /** One that was walked, or begun to be. */
    record Walked(
            String name,
            String dialect,
            long edges,
            long executed,
            long unsupported,
            long skipped,
            long notReached,
            long divergences,
            long expectedFailures,
            long calls,
            long resets,
            double seconds,
            String ended,
            List<Reason> reasons,
            List<String> hidden,
            List<Kind> kinds)
            implements World {}

    /** Why edges were not executed. */
    record Reason(String status, String reason, long edges) {}

    /** Edges of one call, answer and clause. */
    record Kind(
            String call,
            String ret,
            String clause,
            long edges,
            long executed,
            long unsupported,
            long skipped,
            long notReached,
            long divergences,
            long expectedFailures) {}

    static WalksReport of(SuiteReport report, List<Divergence> divergences) {
        return new WalksReport(
                report.conforms(),
                report.kernel(),
                report.version(),
                report.worlds().stream().map(WalksReport::world).toList(),
                ExpectationResult.of(report.expectations()),
                divergences.stream()
                        .map(divergence -> new Found(divergence.file(), divergence))
                        .toList());
    }

    private static World world(SuiteRun.Walked walked) {
        WalkReport walk = walked.report();
        if (walk == null) {
            return new LeftOut(walked.model(), walked.refusal());
        }
        return new Walked(
                walk.name(),
                walk.dialect(),
                walk.edges(),
                walk.executed(),
                walk.unsupported(),
                walk.skipped(),
                walk.notReached(),
                walk.divergences(),
                walk.expectedFailures(),
                walk.steps(),
                walk.resets(),
                Json.tenths(walk.seconds()),
                walk.ended(),
                walk.reasons().stream().map(WalksReport::reason).toList(),
                walk.hidden(),
                walk.kinds().stream().map(WalksReport::kind).toList());
    }

    private static Reason reason(WalkReport.Reason reason) {
        return new Reason(reason.status().name().toLowerCase(Locale.ROOT), reason.text(), reason.edges());
    }

    private static Kind kind(WalkReport.Kind kind) {
        return new Kind(
                kind.kind().call(),
                kind.kind().ret(),
                kind.kind().clause(),
                kind.edges(),
                kind.executed(),
                kind.unsupported(),
                kind.skipped(),
                kind.notReached(),
                kind.divergences(),
                kind.expectedFailures());
    }
}
