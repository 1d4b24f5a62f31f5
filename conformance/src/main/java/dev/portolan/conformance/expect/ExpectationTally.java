package dev.portolan.conformance.expect;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, expectation by expectation.
 *
 * <p>Safe for use by several threads.
 */
public final class ExpectationTally {

    private final Expectations expectations;
    private final Map<Expectation, Counts> counts = new LinkedHashMap<>();

    private static final class Counts {
        long skipped;
        long failed;
        long passed;
    }

    /**
     * How one expectation came out.
     *
     * @param skipped calls that were not made because of it
     * @param failed calls after which not all was as it should be, as it says
     * @param passed calls after which all was as it should be, although it says otherwise
     */
    public record Result(Expectation expectation, long skipped, long failed, long passed) {

        /** True if failures were expected, and every call passed. */
        public boolean isUnexpectedPass() {
            return passed > 0 && failed == 0;
        }

        /** True if it spoke of no call of the run. */
        public boolean isUnmatched() {
            return skipped + failed + passed == 0;
        }
    }

    public ExpectationTally(Expectations expectations) {
        this.expectations = expectations;
        expectations.all().forEach(one -> counts.put(one, new Counts()));
    }

    /** What is expected. */
    public Expectations expectations() {
        return expectations;
    }

    /** Notes calls that were not made because of it. */
    public synchronized void skipped(Expectation expectation, long calls) {
        counts.get(expectation).skipped += calls;
    }

    /** Notes calls after which not all was as it should be. */
    public synchronized void failed(Expectation expectation, long calls) {
        counts.get(expectation).failed += calls;
    }

    /** Notes calls after which all was as it should be. */
    public synchronized void passed(Expectation expectation, long calls) {
        counts.get(expectation).passed += calls;
    }

    /** In the order of the file. */
    public synchronized List<Result> results() {
        List<Result> results = new ArrayList<>();
        counts.forEach((one, count) -> results.add(new Result(one, count.skipped, count.failed, count.passed)));
        return results;
    }
}
