package dev.portolan.conformance.graph;

import dev.portolan.conformance.exc.ExceptionBoot;
import dev.portolan.conformance.exc.ExceptionKernel;
import dev.portolan.conformance.exc.ExceptionState;
import dev.portolan.conformance.graph.WorldReport.Covered;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.GraphExplorer;
import dev.portolan.spec.graph.LoadedModel;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.graph.SpecOracle;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlcValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * One world of exceptions, tasks and threads against the kernel, as {@link GraphConformance} does with one of IPC: every
 * edge of its graph as TLC explores it, then random tours.
 */
final class ExceptionConformance {

    private static final int STEPS_EACH = 500;

    /** The depth is exact, and a divergence is told after the fewest steps. */
    private static final int WORKERS = 1;

    private final SpecFiles files;
    private final Model model;
    private final WorldOptions options;
    private final long start = System.nanoTime();

    ExceptionConformance(SpecFiles files, String model, WorldOptions options) {
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
            ExceptionGraph graph = new ExceptionGraph(state -> ExceptionBoot.boot(files, model, kernel(state)));
            long begun = System.nanoTime();
            GraphExplorer explorer = new GraphExplorer(loaded, WORKERS);
            graph.onEnough(explorer::stop);
            ModelResult result = explorer.explore(graph, at -> progress.accept(graph.edges()));
            double exploring = (System.nanoTime() - begun) / 1e9;
            long steps = graph.divergences() == 0 ? tour(new SpecOracle(loaded), graph) : 0;
            return report(result, graph, exploring, steps);
        }
    }

    static TlaValue kernel(ModelState state) {
        return TlcValues.of(state.value(WorldWorker.KERNEL));
    }

    /* Random walks on kernels that are never copied, so that states are reached by other histories than the tree's. */
    private long tour(SpecOracle oracle, ExceptionGraph graph) {
        RandomSteps random = new RandomSteps(oracle, options.seed());
        List<ModelState> initial = oracle.initialStates();
        long steps = 0;
        for (int walk = 0; steps < options.tourSteps() && graph.divergences() == 0; walk++) {
            ModelState at = initial.get(walk % initial.size());
            ExceptionKernel kernel = ExceptionBoot.boot(files, model, kernel(at));
            List<ExceptionStep> path = new ArrayList<>();
            for (int i = 0; i < STEPS_EACH && steps < options.tourSteps(); i++) {
                RandomSteps.Step step = random.next(at);
                if (step == null) {
                    break;
                }
                steps++;
                ExceptionStep taken = ExceptionStep.of(step.label(), ExceptionState.of(kernel(at)));
                ExceptionAttempt attempt = ExceptionAttempt.of(
                        kernel, taken, ExceptionAttempt.outcome(step.to()), ExceptionState.of(kernel(step.to())), true);
                if (!attempt.conforms()) {
                    graph.diverged(path, taken, attempt);
                    break;
                }
                path.add(taken);
                at = step.to();
            }
        }
        return steps;
    }

    private WorldReport report(ModelResult result, ExceptionGraph graph, double exploring, long tourSteps) {
        Citations citations = new Citations(files);
        List<Divergence> details = graph.findings().stream()
                .map(finding -> finding.divergence(citations, model.name(), options.seed()))
                .toList();
        List<Covered> covered = new ArrayList<>();
        graph.coverage().forEach((key, edges) -> covered.add(new Covered(key.get(0), key.get(1), key.get(2), edges)));
        return new WorldReport(
                model.name(),
                model.dialect(),
                result.asExpected() ? WorldReport.SUCCESS : String.join("; ", result.differences()),
                result.generated(),
                graph.edges(),
                graph.executed(),
                result.distinct(),
                graph.stateChanging(),
                graph.divergences(),
                (System.nanoTime() - start) / 1e9,
                Math.round(graph.edges() / exploring),
                PeakMemory.mebibytes(),
                tourSteps,
                covered,
                List.of(),
                details);
    }
}
