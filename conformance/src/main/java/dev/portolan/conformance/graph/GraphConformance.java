package dev.portolan.conformance.graph;

import dev.portolan.conformance.graph.WorldReport.Covered;
import dev.portolan.conformance.graph.WorldReport.EndedWait;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import java.nio.file.Path;
import java.util.ArrayList;
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
            WorldConstants constants = new WorldConstants(files, model, loaded.labels());
            World world = new World(constants.boot());
            long begun = System.nanoTime();
            GraphExplorer explorer = new GraphExplorer(loaded, options.workers());
            world.onEnough(explorer::stop);
            ModelResult result = explorer.explore(world, at -> progress.accept(world.edges()));
            double exploring = (System.nanoTime() - begun) / 1e9;
            Tours tours = new Tours(new SpecOracle(loaded), constants, world, options.seed());
            if (world.divergences() == 0) {
                tours.run(options.tourSteps());
            }
            return report(result, constants, world, exploring, tours.steps());
        }
    }

    private WorldReport report(
            ModelResult result, WorldConstants constants, World world, double exploring, long tourSteps) {
        List<Divergence> details = new ArrayList<>();
        Citations citations = new Citations(files);
        int number = 1;
        try (Shrinking shrinking = new Shrinking(constants, options.spec())) {
            for (World.Finding finding : world.findings()) {
                FoundDivergence found = new FoundDivergence(model.name(), constants, finding, citations, shrinking);
                Path file = found.save(options.save(), number++);
                details.add(found.divergence(file, options.seed()));
            }
        }
        return new WorldReport(
                model.name(),
                model.dialect(),
                result.asExpected() ? WorldReport.SUCCESS : String.join("; ", result.differences()),
                result.generated(),
                world.edges(),
                world.executed(),
                result.distinct(),
                world.stateChanging(),
                world.divergences(),
                (System.nanoTime() - start) / 1e9,
                Math.round(world.edges() / exploring),
                PeakMemory.mebibytes(),
                tourSteps,
                coverage(world),
                endedWaits(world),
                details);
    }

    private static List<EndedWait> endedWaits(World world) {
        Map<String, Long> sums = new TreeMap<>();
        world.workers().forEach(worker -> worker.endedWaits().tell(sums));
        return EndedWaits.report(sums);
    }

    private static List<Covered> coverage(World world) {
        Map<List<String>, Long> counts = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (WorldWorker worker : world.workers()) {
            worker.tell((name, ret, clause, edges) -> counts.merge(List.of(name, ret, clause), edges, Long::sum));
        }
        List<Covered> covered = new ArrayList<>();
        counts.forEach((key, edges) -> covered.add(new Covered(key.get(0), key.get(1), key.get(2), edges)));
        return covered;
    }
}
