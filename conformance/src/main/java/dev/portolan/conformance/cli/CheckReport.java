package dev.portolan.conformance.cli;

import dev.portolan.spec.tlc.ModelResult;
import java.util.List;

/** What {@code check --json} prints. */
record CheckReport(boolean ok, List<Line> models) {

    /** One model. */
    record Line(
            String name,
            String dialect,
            String expected,
            String result,
            long distinct,
            long generated,
            int depth,
            double seconds) {}

    static CheckReport of(boolean ok, List<ModelResult> results) {
        return new CheckReport(
                ok,
                results.stream()
                        .map(result -> new Line(
                                result.name(),
                                result.dialect(),
                                result.model().expected().toString(),
                                result.result().toString(),
                                result.distinct(),
                                result.generated(),
                                result.depth(),
                                Json.tenths(result.seconds())))
                        .toList());
    }
}
