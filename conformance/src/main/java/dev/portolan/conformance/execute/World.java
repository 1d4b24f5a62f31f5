package dev.portolan.conformance.execute;

import dev.portolan.conformance.graph.SpanningTree;
import dev.portolan.conformance.graph.WorldEdge;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One world while its graph is executed: what TLC's threads share.
 *
 * <p>Safe for use by several threads. The parameters are those of {@link WorldKernels}.
 */
final class World<K, E extends WorldEdge, H> implements GraphListener {

    private static final int KINDS_KEPT = 20;

    /** After so many divergences the world is not explored any further. */
    private static final long ENOUGH = 500;

    /** A few kilobytes each. They save the edges of the path where the state is explored soon. */
    private static final int KERNELS_KEPT = 20_000;

    private final WorldKernels<K, E, H> kernels;
    private Runnable stop = () -> {};
    private final SpanningTree tree = new SpanningTree();
    private final HopTable<H> hops = new HopTable<>();
    private final Map<Integer, K> roots = new ConcurrentHashMap<>();
    private final Map<Integer, K> kept = new ConcurrentHashMap<>();
    private final List<WorldWorker<K, E, H>> workers = new CopyOnWriteArrayList<>();
    private final Map<String, Finding<E, H>> findings = new LinkedHashMap<>();
    private long divergences;

    /** The first divergence of its kind, of those after the fewest edges. */
    record Finding<E, H>(List<H> path, E edge, Deviation deviation) {}

    World(WorldKernels<K, E, H> kernels) {
        this.kernels = kernels;
    }

    /** What ends the exploration. */
    void onEnough(Runnable end) {
        stop = end;
    }

    @Override
    public void initial(ModelState state) {
        begin(state.fingerprint(), kernels.boot(state));
    }

    /** Adds an initial state, with a kernel in it to which nothing is done. */
    void begin(long fingerprint, K boot) {
        tree.addRoot(fingerprint);
        roots.put(tree.indexOf(fingerprint), boot);
    }

    @Override
    public EdgeListener worker(int worker) {
        WorldWorker<K, E, H> fresh = new WorldWorker<>(this);
        workers.add(fresh);
        return fresh;
    }

    long edges() {
        return workers.stream().mapToLong(WorldWorker::edges).sum();
    }

    List<WorldWorker<K, E, H>> workers() {
        return workers;
    }

    WorldKernels<K, E, H> kernels() {
        return kernels;
    }

    /** The place of a state in the tree; below 0 if no path that conforms leads there. */
    int indexOf(long fingerprint) {
        return tree.indexOf(fingerprint);
    }

    /**
     * Adds a state to the tree.
     *
     * @param kernel the kernel that the edges of its path brought there; not to be used any more
     */
    void grow(long fingerprint, int parent, H hop, K kernel) {
        int index = tree.add(fingerprint, parent, hops.number(hop));
        if (index >= 0 && kept.size() < KERNELS_KEPT) {
            kept.put(index, kernel);
        }
    }

    /** A kernel brought to a state of the tree by the edges of its path. */
    K kernelAt(int index) {
        K early = kept.remove(index);
        if (early != null) {
            return early;
        }
        K kernel = kernels.copy(roots.get(tree.states(index)[0]));
        kernels.repeat(kernel, hops.hops(tree.path(index)));
        return kernel;
    }

    /** Notes a divergence at a state of the tree; of each kind one after the fewest edges is kept. */
    void diverged(int sourceIndex, E edge, Deviation deviation) {
        diverged(hops.hops(tree.path(sourceIndex)), edge, deviation);
    }

    /** Notes a divergence after this path from an initial state. */
    synchronized void diverged(List<H> path, E edge, Deviation deviation) {
        if (++divergences == ENOUGH) {
            stop.run();
        }
        String actual =
                deviation.actual() == null ? "panic" : deviation.actual().ret();
        String kind = edge.action() + " " + edge.ret() + " " + edge.clause() + " " + actual;
        Finding<E, H> known = findings.get(kind);
        boolean isFirst = known == null && findings.size() < KINDS_KEPT;
        if (isFirst || known != null && path.size() < known.path().size()) {
            findings.put(kind, new Finding<>(path, edge, deviation));
        }
    }

    synchronized long divergences() {
        return divergences;
    }

    synchronized List<Finding<E, H>> findings() {
        return List.copyOf(findings.values());
    }
}
