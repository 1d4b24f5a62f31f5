package dev.portolan.conformance.execute;

import dev.portolan.conformance.FaultyKernel;
import dev.portolan.conformance.cli.Main;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.exc.Action;
import dev.portolan.conformance.exc.ActionKernel;
import dev.portolan.conformance.graph.ActionEdge;
import dev.portolan.conformance.graph.CallEdge;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.graph.WorldGraph;
import dev.portolan.conformance.replay.Actions;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.EdgeListener;
import dev.portolan.spec.graph.GraphListener;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.value.Label;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The kernel that the class loader of this class has, in worlds whose graphs are known. */
public final class GraphOnKernel implements FaultyKernel {

    private final Citations citations = new Citations();

    @Override
    public List<Shown> conform(WorldGraph graph, String action, String clause, Path folder) {
        SpecFiles files = SpecFiles.packaged();
        boolean stepwise = graph.setting().stepwise();
        WorldConstants constants = new WorldConstants(files, Manifest.of(files).model(graph.model()), stepwise);
        CallKernels kernels = new CallKernels(graph.model(), constants, WorldOptions.DEFAULT);
        World<KernelDriver, CallEdge, Hop> world = new World<>(kernels);
        boolean[] stopped = new boolean[1];
        world.onEnough(() -> stopped[0] = true);
        List<Shown> shown = new ArrayList<>();
        EdgeExecution<KernelDriver, CallEdge, Hop> execution = new EdgeExecution<>(world);
        boolean[] reached = new boolean[graph.states()];
        reached[0] = true;
        world.begin(0, kernels.boot(null));
        for (int state = 0; state < graph.states() && !stopped[0]; state++) {
            execute(graph, state, reached, execution);
            List<World.Finding<CallEdge, Hop>> findings = world.findings();
            for (World.Finding<CallEdge, Hop> finding : findings.subList(shown.size(), findings.size())) {
                // In this order the first of each kind has the shortest path, so nothing is to be shortened.
                FoundDivergence found = new FoundDivergence(
                        graph.model(), constants, finding, citations, (run, kind) -> Optional.empty());
                Shown one = shown(found.divergence(null, 1), finding.path().size() + 1);
                shown.add(one);
                if (one.is(action, clause)) {
                    found.save(folder, 1);
                    return shown;
                }
            }
        }
        return shown;
    }

    private static void execute(
            WorldGraph graph, int state, boolean[] reached, EdgeExecution<KernelDriver, CallEdge, Hop> execution) {
        KernelState source = graph.state(state);
        execution.source(state);
        for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
            int target = graph.target(edge);
            boolean isNew = !reached[target];
            reached[target] = true;
            if (execution.isPossible()) {
                KernelState expected = target == state ? source : graph.state(target);
                Call call = graph.call(edge);
                boolean changes = target != state;
                execution.edge(
                        new CallEdge(Actions.of(call), call, graph.outcome(edge), expected, changes), target, isNew);
            }
        }
    }

    @Override
    public GraphListener executing(String model, String action, String clause, Consumer<List<Shown>> ended) {
        return new Executing(model, action, clause, ended);
    }

    /** A world of exceptions, until a divergence that is wanted. By one of TLC's threads. */
    private final class Executing implements GraphListener {

        private final ActionKernels kernels;
        private final World<ActionKernel, ActionEdge, Action> world;
        private final String action;
        private final String clause;
        private final Consumer<List<Shown>> ended;
        private boolean isEnded;
        private int known;

        Executing(String model, String action, String clause, Consumer<List<Shown>> ended) {
            SpecFiles files = SpecFiles.packaged();
            kernels = new ActionKernels(files, Manifest.of(files).model(model), 1);
            world = new World<>(kernels);
            this.action = action;
            this.clause = clause;
            this.ended = ended;
            world.onEnough(() -> end(world.findings()));
        }

        @Override
        public void initial(ModelState state) {
            world.initial(state);
        }

        @Override
        public EdgeListener worker(int worker) {
            EdgeListener executing = world.worker(worker);
            return new EdgeListener() {
                @Override
                public void source(ModelState source) {
                    if (!isEnded) {
                        executing.source(source);
                    }
                }

                @Override
                public void edge(ModelState target, boolean isNew, Label label) {
                    if (!isEnded) {
                        executing.edge(target, isNew, label);
                        look();
                    }
                }
            };
        }

        private void look() {
            List<World.Finding<ActionEdge, Action>> findings = world.findings();
            for (int i = known; i < findings.size(); i++) {
                ActionEdge edge = findings.get(i).edge();
                if (edge.action().equals(action) && edge.clause().equals(clause)) {
                    end(findings.subList(0, i + 1));
                }
            }
            known = findings.size();
        }

        private void end(List<World.Finding<ActionEdge, Action>> findings) {
            isEnded = true;
            ended.accept(kernels.tell(findings, citations).stream()
                    .map(divergence -> shown(divergence, divergence.path().size()))
                    .toList());
        }
    }

    private static Shown shown(Divergence divergence, int calls) {
        return new Shown(
                divergence.call(),
                divergence.expected(),
                divergence.actual(),
                divergence.action(),
                divergence.clause(),
                calls);
    }

    @Override
    public Shown replay(Path file) throws IOException {
        try (TraceReader reader = TraceReader.open(file)) {
            TraceReplayer.Result result = new TraceReplayer(KnownDifferences.NONE, citations, null)
                    .replay(file.toString(), 1, reader.next().orElseThrow());
            return result.divergence() == null ? null : shown(result.divergence(), result.events());
        }
    }

    @Override
    public int record(List<String> options, Path file) {
        List<String> arguments = new ArrayList<>(List.of("record", "run", "-o", file.toString()));
        arguments.addAll(options);
        PrintStream out = System.out;
        PrintStream err = System.err;
        try {
            System.setOut(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8));
            System.setErr(System.out);
            return Main.run(arguments.toArray(String[]::new));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }
}
