package dev.portolan.conformance.suite;

import java.util.List;

/**
 * What came of walking one world.
 *
 * <p>Every edge is one of: executed, unsupported, skipped, not reached.
 *
 * @param name the model's name
 * @param edges labelled edges of the world
 * @param executed edges on which the kernel made the call, and outcome and state were compared
 * @param unsupported edges whose call the kernel does not have
 * @param skipped edges that the kernel would not execute, or an expectation says not to
 * @param notReached edges behind those that are unsupported, skipped or diverge, or for which the budget was too small
 * @param divergences edges executed after which not all was as it should be, and no expectation says so
 * @param expectedFailures edges executed after which not all was as it should be, as an expectation says
 * @param steps calls that the kernel was asked to make; many edges are walked more than once
 * @param resets how often the kernel began again
 * @param seconds from the first reset to the end
 * @param ended why the walk ended early, or null
 * @param hidden what was expected and not compared, because the kernel does not show it; in words
 * @param reasons why edges were not executed
 * @param kinds the edges by call, answer and clause, in the order of their names
 * @param findings the first divergence of each kind
 */
public record WalkReport(
        String name,
        String dialect,
        long states,
        long edges,
        long executed,
        long unsupported,
        long skipped,
        long notReached,
        long divergences,
        long expectedFailures,
        long steps,
        long resets,
        double seconds,
        String ended,
        List<String> hidden,
        List<Reason> reasons,
        List<Kind> kinds,
        List<Finding> findings) {

    /** How many edges were not executed for this reason. */
    public record Reason(EdgeStatus status, String text, long edges) {}

    /**
     * How many edges of a kind came to what.
     *
     * @param reason why one of them was not executed, or fails as expected; null if there is none such
     */
    public record Kind(
            EdgeKind kind,
            long edges,
            long executed,
            long unsupported,
            long skipped,
            long notReached,
            long divergences,
            long expectedFailures,
            String reason) {}

    /** True if no edge diverged that was not expected to. */
    public boolean conforms() {
        return divergences == 0;
    }
}
