package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import tlc2.tool.Action;
import tlc2.tool.TLCState;

/**
 * One world while its graph is executed: what TLC's threads share.
 *
 * <p>Safe for use by several threads.
 */
final class World {

    private static final int KINDS_KEPT = 20;

    private final KernelDriver boot;
    private final Function<Action, Map<String, TlaValue>> arguments;
    private final SpanningTree tree = new SpanningTree();
    private final Hop.Table hops = new Hop.Table();
    private final List<WorldWorker> workers = new CopyOnWriteArrayList<>();
    private final ThreadLocal<WorldWorker> worker = ThreadLocal.withInitial(this::newWorker);
    private final Map<String, Finding> findings = new LinkedHashMap<>();
    private long divergences;

    /** The first divergence of its kind. */
    record Finding(
            List<Call> path, Call call, Outcome expected, KernelState state, Outcome actual, List<Difference> differences) {}

    /**
     * @param boot a kernel in the world's initial state, on which no call is made
     * @param arguments tells the arguments of an action
     */
    World(KernelDriver boot, Function<Action, Map<String, TlaValue>> arguments) {
        this.boot = boot;
        this.arguments = arguments;
    }

    private WorldWorker newWorker() {
        WorldWorker fresh = new WorldWorker(this);
        workers.add(fresh);
        return fresh;
    }

    void root(TLCState state) {
        tree.addRoot(state.fingerPrint());
    }

    void edge(TLCState from, Action action, TLCState to, boolean isNew) {
        worker.get().edge(from, action, to, isNew);
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

    Label label(Action action) {
        String name = action.getName().toString();
        return new Label(name, CallDecoder.decode(name, arguments.apply(action)));
    }

    /** A kernel brought to a state of the tree by the calls of its path. */
    KernelDriver kernelAt(int index) {
        KernelDriver kernel = boot.copy();
        for (Hop hop : hops.hops(tree.path(index))) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
        }
        return kernel;
    }

    /** Notes a divergence; the first of each kind is kept. */
    synchronized void diverged(
            int sourceIndex,
            Label label,
            Outcome expected,
            KernelState state,
            Outcome actual,
            List<Difference> differences) {
        divergences++;
        String kind = label.name + " " + expected.ret() + " " + expected.clause() + " "
                + (actual == null ? "panic" : actual.ret());
        if (findings.size() < KINDS_KEPT && !findings.containsKey(kind)) {
            List<Call> path = new ArrayList<>();
            for (Hop hop : hops.hops(tree.path(sourceIndex))) {
                path.add(hop.call());
            }
            findings.put(kind, new Finding(path, label.call, expected, state, actual, differences));
        }
    }

    synchronized long divergences() {
        return divergences;
    }

    synchronized List<Finding> findings() {
        return List.copyOf(findings.values());
    }
}
