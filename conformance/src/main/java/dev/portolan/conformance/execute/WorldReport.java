package dev.portolan.conformance.execute;

import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.tlc.ModelResult;
import java.util.List;

/**
 * What came of executing one world's graph on the kernel.
 *
 * @param result how TLC's exploration itself ended, by {@link ModelResult#told}
 * @param generated states that TLC generated, the initial ones among them
 * @param edges labelled edges that TLC explored
 * @param executed of these, the edges that were executed on the kernel and compared
 * @param states distinct states
 * @param stateChanging edges whose two states differ
 * @param divergences how many edges or steps of tours diverged
 * @param seconds from the reading of the specification to the end of the tours
 * @param perSecond edges a second, TLC's start left out
 * @param peakMemoryMiB the largest resident set that the process had until then, other worlds before this one
 *     included; its heap where the system does not tell
 * @param tourSteps steps of random tours that were executed on one kernel without copying
 * @param coverage edges executed by call, return code and deciding clause
 * @param endedWaits edges that ended the wait of a call
 * @param details one divergence of each kind
 */
public record WorldReport(
        String name,
        String dialect,
        String result,
        long generated,
        long edges,
        long executed,
        long states,
        long stateChanging,
        long divergences,
        double seconds,
        long perSecond,
        long peakMemoryMiB,
        long tourSteps,
        List<Covered> coverage,
        List<EndedWait> endedWaits,
        List<Divergence> details) {

    /** How many edges of a call were answered with a return code because of a clause. */
    public record Covered(String call, String ret, String clause, long edges) {}

    /**
     * How many edges of an action ended calls that waited.
     *
     * @param at {@code AwaitSlot}, or {@code AwaitMessage} and the kind of what it waited on
     * @param ret what the call that waited answered; {@code CONTINUE} where it goes on
     */
    public record EndedWait(String at, String action, String ret, long edges) {}

    /** True if every labelled edge was executed and nothing diverged. */
    public boolean conforms() {
        return divergences == 0 && executed == edges && asExpected();
    }

    /** True if TLC found of the world what the manifest says of it. */
    public boolean asExpected() {
        return result.equals(ModelResult.AS_EXPECTED);
    }
}
