package dev.portolan.conformance.suite;

import dev.portolan.conformance.expect.ExpectationTally;
import java.util.List;
import java.util.Objects;

/**
 * What came of walking a kernel through worlds.
 *
 * @param kernel its name, {@code version} its version
 * @param worlds in the order in which they were asked for
 * @param expectations how each came out, in the order of their file
 * @param seconds wall clock
 */
public record SuiteReport(
        String kernel,
        String version,
        List<SuiteRun.Walked> worlds,
        List<ExpectationTally.Result> expectations,
        double seconds) {

    /** True if nothing diverged, and nothing passed that was expected to fail. */
    public boolean conforms() {
        return walks().stream().allMatch(WalkReport::conforms)
                && expectations.stream().noneMatch(ExpectationTally.Result::isUnexpectedPass);
    }

    /** Of the worlds that the kernel can be had in. */
    public List<WalkReport> walks() {
        return worlds.stream()
                .map(SuiteRun.Walked::report)
                .filter(Objects::nonNull)
                .toList();
    }

    /** Edges executed in all worlds. */
    public long executed() {
        return walks().stream().mapToLong(WalkReport::executed).sum();
    }
}
