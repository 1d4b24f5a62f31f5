package dev.portolan.conformance.cli;

import dev.portolan.conformance.execute.WorldReport;
import java.util.List;

/** What {@code conform --json} prints. */
record ConformReport(boolean ok, List<Line> models, List<String> unseen) {

    /** One model. */
    record Line(
            String name,
            String dialect,
            long edges,
            long executed,
            long states,
            long stateChanging,
            long divergences,
            long perSecond,
            double seconds,
            long peakMemoryMiB) {}

    static ConformReport of(boolean ok, List<WorldReport> reports, List<String> unseen) {
        return new ConformReport(
                ok,
                reports.stream()
                        .map(report -> new Line(
                                report.name(),
                                report.dialect(),
                                report.edges(),
                                report.executed(),
                                report.states(),
                                report.stateChanging(),
                                report.divergences(),
                                report.perSecond(),
                                Json.tenths(report.seconds()),
                                report.peakMemoryMiB()))
                        .toList(),
                unseen);
    }
}
