package dev.portolan.conformance.graph;

import dev.portolan.conformance.FaultyKernel;
import dev.portolan.conformance.cli.Main;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
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

/** The kernel that the class loader of this class has, in worlds whose graphs are known. */
public final class GraphOnKernel implements FaultyKernel {

    private final Citations citations = new Citations();

    @Override
    public List<Shown> conform(WorldGraph graph, String action, String clause, Path folder) {
        SpecFiles files = SpecFiles.packaged();
        boolean stepwise = graph.setting().stepwise();
        WorldConstants constants = new WorldConstants(files, Manifest.of(files).model(graph.model()), stepwise);
        World world = new World(constants.boot());
        boolean[] stopped = new boolean[1];
        world.onEnough(() -> stopped[0] = true);
        List<Shown> shown = new ArrayList<>();
        EdgeExecution execution = new EdgeExecution(world);
        boolean[] reached = new boolean[graph.states()];
        reached[0] = true;
        world.tree().addRoot(0);
        for (int state = 0; state < graph.states() && !stopped[0]; state++) {
            execute(graph, state, reached, execution);
            List<World.Finding> findings = world.findings();
            for (World.Finding finding : findings.subList(shown.size(), findings.size())) {
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

    private static void execute(WorldGraph graph, int state, boolean[] reached, EdgeExecution execution) {
        KernelState source = graph.state(state);
        execution.source(state, source);
        for (int edge = graph.firstEdge(state); edge < graph.endOfEdges(state); edge++) {
            int target = graph.target(edge);
            boolean isNew = !reached[target];
            reached[target] = true;
            if (execution.isPossible()) {
                KernelState expected = target == state ? source : graph.state(target);
                execution.edge(graph.call(edge), graph.outcome(edge), expected, target != state, target, isNew);
            }
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
