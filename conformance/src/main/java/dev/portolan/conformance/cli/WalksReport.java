package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
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
    record Found(
            String world,
            String call,
            String expected,
            String actual,
            String clause,
            List<String> path,
            String again) {}

    /** One world; of one that the kernel cannot be had in, its name and why. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record World(
            String name,
            String refusal,
            String dialect,
            Long edges,
            Long executed,
            Long unsupported,
            Long skipped,
            Long notReached,
            Long divergences,
            Long expectedFailures,
            Long calls,
            Long resets,
            Double seconds,
            String ended,
            List<Reason> reasons,
            List<String> hidden,
            List<Kind> kinds) {}

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
                divergences.stream().map(WalksReport::found).toList());
    }

    private static Found found(Divergence divergence) {
        return new Found(
                divergence.file(),
                divergence.call(),
                divergence.expected(),
                divergence.actual(),
                divergence.clause(),
                divergence.path(),
                divergence.again());
    }

    private static World world(SuiteRun.Walked walked) {
        WalkReport walk = walked.report();
        if (walk == null) {
            return new World(
                    walked.model(),
                    walked.refusal(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null);
        }
        return new World(
                walk.name(),
                null,
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
