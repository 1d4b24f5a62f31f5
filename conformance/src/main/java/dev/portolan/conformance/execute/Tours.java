package dev.portolan.conformance.execute;

import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.RandomSteps;
import dev.portolan.conformance.graph.WorldEdge;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import java.util.ArrayList;
import java.util.List;

/**
 * Random walks over a world's graph, each on one kernel that is never copied, so that states are reached by other
 * histories than the tree's.
 */
final class Tours<K, E extends WorldEdge, H> {

    private static final int STEPS_EACH = 500;

    private final SpecOracle oracle;
    private final World<K, E, H> world;
    private final WorldKernels<K, E, H> kernels;
    private final RandomSteps random;
    private long steps;

    Tours(SpecOracle oracle, World<K, E, H> world, long seed) {
        this.oracle = oracle;
        this.world = world;
        this.random = new RandomSteps(oracle, seed);
        kernels = world.kernels();
    }

    /** Walks that many steps, or to the first divergence; answers how many steps it walked. */
    long run(int count) {
        List<ModelState> initial = oracle.initialStates();
        for (int walk = 0; steps < count; walk++) {
            if (!walk(initial.get(walk % initial.size()), Math.min(STEPS_EACH, count - steps))) {
                break;
            }
        }
        return steps;
    }

    private boolean walk(ModelState first, long length) {
        K kernel = kernels.boot(first);
        EdgeReader<E> reader = kernels.reader();
        List<E> path = new ArrayList<>();
        ModelState at = first;
        for (long i = 0; i < length; i++) {
            RandomSteps.Step step = random.next(at);
            if (step == null) {
                // Nobody can move: only where every thread waits.
                return i > 0;
            }
            steps++;
            reader.source(at);
            E edge = reader.edge(step.to(), step.label());
            if (kernels.execute(kernel, edge, true) != null) {
                diverged(first, path, edge);
                return false;
            }
            path.add(edge);
            at = step.to();
        }
        return true;
    }

    /** Tells the divergence, without the edges before it that change nothing if it shows without them too. */
    private void diverged(ModelState first, List<E> path, E last) {
        if (!told(first, path.stream().filter(WorldEdge::changes).toList(), last)) {
            told(first, path, last);
        }
    }

    private boolean told(ModelState first, List<E> path, E last) {
        K kernel = kernels.boot(first);
        List<H> hops = new ArrayList<>();
        for (E edge : path) {
            if (kernels.execute(kernel, edge, true) != null) {
                return false;
            }
            hops.add(kernels.hop(kernel, edge));
        }
        Deviation deviation = kernels.execute(kernel, last, true);
        if (deviation != null) {
            world.diverged(hops, last, deviation);
        }
        return deviation != null;
    }
}
