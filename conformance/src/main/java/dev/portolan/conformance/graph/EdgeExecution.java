package dev.portolan.conformance.graph;

import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;

/**
 * Executes edges, those of a source state one after the other.
 *
 * <p>For each source a kernel is brought there by the calls of its path; each edge is executed on a copy of it, and the
 * copy serves the next edge too as long as nothing changed. Not for use by several threads.
 */
final class EdgeExecution {

    private final World world;

    /* The source state: its place in the tree, and as a kernel; null where no path conformed. */
    private int sourceIndex;
    private KernelDriver atSource;

    /* A copy of the source's kernel in the source's state, or null; and whether calls were made on it already. */
    private KernelDriver work;
    private boolean used;

    EdgeExecution(World world) {
        this.world = world;
    }

    /** The following edges leave this state, which the fingerprint tells from others. */
    void source(long fingerprint, KernelState state) {
        sourceIndex = world.tree().indexOf(fingerprint);
        work = null;
        atSource = sourceIndex < 0 ? null : world.kernelAt(sourceIndex);
        if (atSource != null) {
            atSource.binding().settle(state);
        }
    }

    /** True if there is a kernel in the source state. */
    boolean isPossible() {
        return atSource != null;
    }

    /**
     * Makes the call of an edge that leaves the source, and tells the world if it diverges.
     *
     * @param changes whether the edge leads to another state
     * @param fingerprint of the state to which it leads
     * @param isNew whether no edge led there before
     */
    void edge(Call call, Outcome outcome, KernelState expected, boolean changes, long fingerprint, boolean isNew) {
        if (work == null || isNew && used) {
            // Earlier calls on this copy left no trace in the state, but perhaps in the numbers to come.
            work = atSource.copy();
            used = false;
        }
        boolean conforms = execute(call, outcome, expected, changes, isNew);
        if (conforms && isNew) {
            Hop hop = new Hop(call, work.binding().log());
            world.grow(fingerprint, sourceIndex, hop, work);
        }
        if (changes || !conforms) {
            work = null;
        }
    }

    /** Makes the call on the working copy; answers whether everything came out as it should. */
    private boolean execute(Call call, Outcome outcome, KernelState expected, boolean changes, boolean isNew) {
        work.binding().startLog();
        Attempt attempt = Attempt.of(work, call, outcome, expected, isNew);
        if (!attempt.conforms()) {
            world.diverged(sourceIndex, call, outcome, expected, attempt);
            return false;
        }
        if (changes) {
            work.binding().settle(expected);
        }
        used = true;
        return true;
    }
}
