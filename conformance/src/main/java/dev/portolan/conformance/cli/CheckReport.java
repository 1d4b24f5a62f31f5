package dev.portolan.conformance.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portolan.conformance.record.Counterexample;
import dev.portolan.spec.tlc.ModelResult;
import java.util.List;

/** What {@code check --json} prints; counterexamples only if they were saved. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CheckReport(boolean ok, List<Line> models, List<Saved> counterexamples) {

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

    /** One counterexample that was saved. */
    @JsonInclude
    record Saved(String model, String file, String violated, int events, Boolean kernelHasIt, Integer divergesAt) {}

    static CheckReport of(boolean ok, List<ModelResult> results) {
        return of(ok, results, null);
    }

    /** @param saved null if none were to be */
    static CheckReport of(boolean ok, List<ModelResult> results, List<Counterexample> saved) {
        List<Saved> counterexamples = saved == null
                ? null
                : saved.stream()
                        .map(one -> new Saved(
                                one.model(),
                                one.file().toString(),
                                one.violated(),
                                one.events(),
                                one.kernelHasIt(),
                                one.divergesAt()))
                        .toList();
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
                        .toList(),
                counterexamples);
    }
}
