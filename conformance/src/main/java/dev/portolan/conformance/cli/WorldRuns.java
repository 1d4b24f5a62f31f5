package dev.portolan.conformance.cli;

import dev.portolan.conformance.graph.WorldOptions;
import dev.portolan.conformance.graph.WorldProcess;
import dev.portolan.conformance.graph.WorldReport;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.util.List;

/** Worlds executed on the kernel: one with two workers, or several with one worker each, two at a time. */
final class WorldRuns {

    private static final int TOUR_STEPS_QUICK = 2_000;
    private static final int TOUR_STEPS_FULL = 10_000;
    private static final long EDGES_LONG = 700_000;
    private static final String HEAP_SHARED = "1500m";

    private final WorldOptions options;
    private final long seed;
    private final ProgressLine progress;

    WorldRuns(WorldOptions options, long seed, ProgressLine progress) {
        this.options = options;
        this.seed = seed;
        this.progress = progress;
    }

    /** Executes the worlds; the reports are in the order of the models. */
    List<WorldReport> run(List<Model> models) throws InterruptedException {
        progress.begin("conform", models.stream().mapToLong(WorldRuns::edges).sum(), " edges");
        WorldOptions each =
                models.size() == 1 ? options : options.withWorkers(1).withMaxHeap(HEAP_SHARED);
        return InParallel.map(models, WorldRuns::edges, model -> run(model, each));
    }

    private WorldReport run(Model model, WorldOptions each) throws InterruptedException {
        int steps = model.tier() == Tier.QUICK ? TOUR_STEPS_QUICK : TOUR_STEPS_FULL;
        WorldReport report = new WorldProcess(each.withTours(steps, seed).withLong(edges(model) > EDGES_LONG))
                .run(model.name(), edges -> progress.at(model.name(), edges));
        progress.at(model.name(), edges(model));
        return report;
    }

    private static long edges(Model model) {
        return model.generated() == null ? 1 : model.generated();
    }
}
