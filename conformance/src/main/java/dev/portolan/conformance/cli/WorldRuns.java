package dev.portolan.conformance.cli;

import dev.portolan.conformance.execute.WorldOptions;
import dev.portolan.conformance.execute.WorldProcess;
import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Worlds executed on the kernel: one with two workers, or several with one worker each, as many at a time as there are
 * processors, in as many processes.
 */
final class WorldRuns {

    private static final int TOUR_STEPS_QUICK = 2_000;
    private static final int TOUR_STEPS_FULL = 10_000;

    /** From so many edges in one process, what it costs to compile for speed is less than what it saves. */
    private static final long EDGES_LONG = 1_500_000;

    private static final String HEAP_ALONE = "2500m";
    private static final String HEAP_SHARED = "1500m";

    private final WorldOptions options;
    private final long seed;
    private final ProgressLine progress;

    /* Processes between two worlds. */
    private final Queue<WorldProcess> idle = new ConcurrentLinkedQueue<>();

    WorldRuns(WorldOptions options, long seed, ProgressLine progress) {
        this.options = options;
        this.seed = seed;
        this.progress = progress;
    }

    /** Executes the worlds; the reports are in the order of the models. */
    List<WorldReport> run(List<Model> models) throws InterruptedException {
        long edges = models.stream().mapToLong(WorldRuns::edges).sum();
        boolean alone = models.size() == 1;
        boolean isLong = edges > EDGES_LONG * (alone ? 1 : Runtime.getRuntime().availableProcessors());
        WorldOptions each = alone ? options : options.withWorkers(1);
        progress.begin("conform", edges, " edges");
        try {
            return InParallel.map(models, WorldRuns::edges, model -> {
                WorldProcess free = idle.poll();
                WorldProcess process = free != null ? free : new WorldProcess(alone ? HEAP_ALONE : HEAP_SHARED, isLong);
                WorldReport report = run(model, each, process);
                idle.add(process);
                return report;
            });
        } finally {
            idle.forEach(WorldProcess::close);
            idle.clear();
        }
    }

    private WorldReport run(Model model, WorldOptions each, WorldProcess process) throws InterruptedException {
        int steps = model.tier() == Tier.QUICK ? TOUR_STEPS_QUICK : TOUR_STEPS_FULL;
        WorldReport report =
                process.run(model.name(), each.withTours(steps, seed), edges -> progress.at(model.name(), edges));
        progress.at(model.name(), edges(model));
        return report;
    }

    private static long edges(Model model) {
        return model.generated() == null ? 1 : model.generated();
    }
}
