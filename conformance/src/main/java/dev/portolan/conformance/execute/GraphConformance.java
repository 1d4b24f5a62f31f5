package dev.portolan.conformance.execute;

import dev.portolan.conformance.execute.WorldReport.Covered;
import dev.portolan.conformance.execute.WorldReport.EndedWait;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.graph.WorldEdge;
import dev.portolan.conformance.jvm.PeakMemory;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/**
 * One world against the kernel: every edge of its graph as TLC explores it, then random tours.
 *
 * <p>TLC's static fields allow one world in a JVM at a time.
 */
final class GraphConformance {

    private static final Comparator<List<String>> IN_ORDER = Comparator.comparing(List::toString);

    private final SpecFiles files;
    private final Model model;
    private final WorldOptions options;
    private final long start = System.nanoTime();

    GraphConformance(SpecFiles files, String model, WorldOptions options) {
        this.files = files;
        this.model = Manifest.of(files).model(model);
        this.options = options;
    }

    /**
     * Explores, executes and compares.
     *
     * @param progress is told every second how many edges were executed
     */
    WorldReport run(LongConsumer progress) {
        try (LoadedModel loaded = LoadedModel.load(files, model)) {
            if (model.isOfExceptions()) {
                // By one of TLC's threads the depth is exact, and a divergence is told after the fewest steps.
                return run(loaded, 1, new World<>(new ActionKernels(files, model, options.seed())), progress);
            }
            WorldConstants constants = new WorldConstants(files, model, loaded.labels());
            CallKernels kernels = new CallKernels(model.name(), constants, options);
            return run(loaded, options.workers(), new World<>(kernels), progress);
        }
    }

    private <K, E extends WorldEdge, H> WorldReport run(
            LoadedModel loaded, int workers, World<K, E, H> world, LongConsumer progress) {
        long begun = System.nanoTime();
        GraphExplorer explorer = new GraphExplorer(loaded, workers);
        world.onEnough(explorer::stop);
        ModelResult result = explorer.explore(world, at -> progress.accept(world.edges()));
        double exploring = (System.nanoTime() - begun) / 1e9;
        boolean tours = world.divergences() == 0;
        long steps = tours ? new Tours<>(new SpecOracle(loaded), world, options.seed()).run(options.tourSteps()) : 0;
        return report(result, world, exploring, steps);
    }

    private <K, E extends WorldEdge, H> WorldReport report(
            ModelResult result, World<K, E, H> world, double exploring, long tourSteps) {
        List<WorldWorker<K, E, H>> workers = world.workers();
        return new WorldReport(
                model.name(),
                model.dialect(),
                result.told(),
                result.generated(),
                world.edges(),
                workers.stream().mapToLong(WorldWorker::executed).sum(),
                result.distinct(),
                workers.stream().mapToLong(WorldWorker::stateChanging).sum(),
                world.divergences(),
                (System.nanoTime() - start) / 1e9,
                Math.round(world.edges() / exploring),
                PeakMemory.mebibytes(),
                tourSteps,
                coverage(workers),
                endedWaits(workers),
                world.kernels().tell(world.findings(), new Citations(files)));
    }

    private static List<EndedWait> endedWaits(List<? extends WorldWorker<?, ?, ?>> workers) {
        Map<List<String>, Long> sums = new TreeMap<>(IN_ORDER);
        workers.forEach(worker -> worker.tellEndedWaits(sums));
        List<EndedWait> ended = new ArrayList<>(sums.size());
        sums.forEach((key, count) -> ended.add(new EndedWait(key.get(0), key.get(1), key.get(2), count)));
        return ended;
    }

    private static List<Covered> coverage(List<? extends WorldWorker<?, ?, ?>> workers) {
        Map<List<String>, Long> counts = new TreeMap<>(IN_ORDER);
        for (WorldWorker<?, ?, ?> worker : workers) {
            worker.tell((name, ret, clause, edges) -> counts.merge(List.of(name, ret, clause), edges, Long::sum));
        }
        List<Covered> covered = new ArrayList<>();
        counts.forEach((key, edges) -> covered.add(new Covered(key.get(0), key.get(1), key.get(2), edges)));
        return covered;
    }
}
