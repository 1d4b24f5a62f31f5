package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One world while its graph is executed: what TLC's threads share.
 *
 * <p>Safe for use by several threads.
 */
final class World implements GraphListener {

    private static final int KINDS_KEPT = 20;

    /** After so many divergences the world is not explored any further. */
    private static final long ENOUGH = 500;

    /** A few kilobytes each. They save the calls of the path where the state is explored soon. */
    private static final int KERNELS_KEPT = 20_000;

    private final KernelDriver boot;
    private Runnable stop = () -> {};
    private final SpanningTree tree = new SpanningTree();
    private final Hop.Table hops = new Hop.Table();
    private final Map<Integer, KernelDriver> kept = new ConcurrentHashMap<>();
    private final List<WorldWorker> workers = new CopyOnWriteArrayList<>();
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private long divergences;

    /** The first divergence of its kind, of those after the fewest calls. */
    record Finding(
            List<Hop> path,
            Call call,
            Outcome expected,
            KernelState state,
            Outcome actual,
            List<Difference> differences) {}

    /** @param boot a kernel in the world's initial state, on which no call is made */
    World(KernelDriver boot) {
        this.boot = boot;
    }

    /** What ends the exploration. */
    void onEnough(Runnable end) {
        stop = end;
    }

    @Override
    public void initial(ModelState state) {
        tree.addRoot(state.fingerprint());
    }

    @Override
    public EdgeListener worker(int worker) {
        WorldWorker fresh = new WorldWorker(this);
        workers.add(fresh);
        return fresh;
    }

    long edges() {
        return workers.stream().mapToLong(worker -> worker.edges).sum();
    }

    long executed() {
        return workers.stream().mapToLong(worker -> worker.executed).sum();
    }

    long stateChanging() {
        return workers.stream().mapToLong(worker -> worker.stateChanging).sum();
    }

    SpanningTree tree() {
        return tree;
    }

    Hop.Table hops() {
        return hops;
    }

    List<WorldWorker> workers() {
        return workers;
    }

    Map<String, String> taskOfThread() {
        return boot.taskOfThread();
    }

    /**
     * Adds a state to the tree.
     *
     * @param kernel the kernel that the calls of its path brought there; not to be used any more
     */
    void grow(long fingerprint, int parent, Hop hop, KernelDriver kernel) {
        int index = tree.add(fingerprint, parent, hops.number(hop));
        if (index >= 0 && kept.size() < KERNELS_KEPT) {
            kept.put(index, kernel);
        }
    }

    /** A kernel brought to a state of the tree by the calls of its path. */
    KernelDriver kernelAt(int index) {
        KernelDriver early = kept.remove(index);
        return early == null ? rebuild(index) : early;
    }

    private KernelDriver rebuild(int index) {
        KernelDriver kernel = boot.copy();
        for (Hop hop : hops.hops(tree.path(index))) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
        }
        return kernel;
    }

    /** Notes a divergence at a state of the tree; of each kind one after the fewest calls is kept. */
    void diverged(int sourceIndex, Call call, Outcome expected, KernelState state, Attempt attempt) {
        diverged(List.of(hops.hops(tree.path(sourceIndex))), call, expected, state, attempt);
    }

    /** Notes a divergence after this path from boot. */
    synchronized void diverged(List<Hop> path, Call call, Outcome expected, KernelState state, Attempt attempt) {
        if (++divergences == ENOUGH) {
            stop.run();
        }
        Outcome actual = attempt.outcome();
        String kind = Actions.of(call) + " " + expected.ret() + " " + expected.clause() + " "
                + (actual == null ? "panic" : actual.ret());
        Finding known = findings.get(kind);
        boolean isFirst = known == null && findings.size() < KINDS_KEPT;
        if (isFirst || known != null && path.size() < known.path().size()) {
            findings.put(kind, new Finding(path, call, expected, state, actual, attempt.differences(true)));
        }
    }

    synchronized long divergences() {
        return divergences;
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings.values());
    }
}
