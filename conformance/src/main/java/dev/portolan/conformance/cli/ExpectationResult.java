package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.Expectation;
import dev.portolan.conformance.expect.ExpectationTally;
import java.util.List;
import java.util.Locale;

/** How an expectation came out, as {@code --json} prints it. */
record ExpectationResult(
        int line, String expect, String subject, long skipped, long failed, long passed, String verdict) {

    static List<ExpectationResult> of(List<ExpectationTally.Result> results) {
        return results.stream().map(ExpectationResult::of).toList();
    }

    private static ExpectationResult of(ExpectationTally.Result result) {
        Expectation expectation = result.expectation();
        return new ExpectationResult(
                expectation.line(),
                expectation.effect().name().toLowerCase(Locale.ROOT),
                expectation.subject(),
                result.skipped(),
                result.failed(),
                result.passed(),
                result.isUnexpectedPass() ? "unexpected-pass" : result.isUnmatched() ? "unmatched" : "met");
    }
}
