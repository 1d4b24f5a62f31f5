package dev.portolan.conformance.execute;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.exc.Action;
import dev.portolan.conformance.exc.ActionKernel;
import dev.portolan.conformance.exc.ActionWorld;
import dev.portolan.conformance.exc.ExceptionState;
import dev.portolan.conformance.exc.Told;
import dev.portolan.conformance.graph.ActionEdge;
import dev.portolan.conformance.graph.ActionReader;
import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.graph.ModelState;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlcValues;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Kernels on which the actions of a world of exceptions or signals are executed by their names. */
final class ActionKernels implements WorldKernels<ActionKernel, ActionEdge, Action> {

    private final ActionWorld world;
    private final Model model;
    private final long seed;

    /** @param seed of the tours, which people are told */
    ActionKernels(SpecFiles files, Model model, long seed) {
        world = ActionWorld.of(files, model);
        this.model = model;
        this.seed = seed;
    }

    @Override
    public ActionKernel boot(ModelState initial) {
        return world.boot(TlcValues.of(initial.value(EdgeReader.KERNEL)));
    }

    @Override
    public ActionKernel copy(ActionKernel kernel) {
        return kernel.copy();
    }

    @Override
    public EdgeReader<ActionEdge> reader() {
        return new ActionReader(world);
    }

    @Override
    public Deviation execute(ActionKernel kernel, ActionEdge edge, boolean audited) {
        try {
            Told told = kernel.perform(edge.step());
            List<Difference> differences = differences(edge, told, kernel);
            if (!differences.isEmpty()) {
                return new Deviation(new Outcome(told.ret(), null, null, List.of()), differences);
            }
            if (audited) {
                kernel.audit();
            }
            return null;
        } catch (RuntimeException | AssertionError fault) {
            // A fault of the kernel is a finding like any other.
            return new Deviation(null, List.of(new Difference("kernel", "an answer", fault.toString())));
        }
    }

    /* The outcome first. */
    private static List<Difference> differences(ActionEdge edge, Told told, ActionKernel kernel) {
        List<Difference> differences = new ArrayList<>();
        if (!told.ret().equals(edge.ret())) {
            differences.add(new Difference("return code", edge.ret(), told.ret()));
        }
        if (!told.out().equals(edge.told().out())) {
            differences.add(new Difference(
                    "answer", edge.told().out().toString(), told.out().toString()));
        }
        differences.addAll(ExceptionState.differences(edge.state(), kernel.state()));
        return differences;
    }

    @Override
    public Action hop(ActionKernel kernel, ActionEdge edge) {
        return edge.step();
    }

    @Override
    public void repeat(ActionKernel kernel, List<Action> path) {
        path.forEach(kernel::perform);
    }

    @Override
    public List<Divergence> tell(List<World.Finding<ActionEdge, Action>> findings, Citations citations) {
        return findings.stream().map(finding -> divergence(finding, citations)).toList();
    }

    private Divergence divergence(World.Finding<ActionEdge, Action> finding, Citations citations) {
        ActionEdge edge = finding.edge();
        Deviation deviation = finding.deviation();
        List<String> path = Stream.concat(finding.path().stream(), Stream.of(edge.step()))
                .map(Action::toString)
                .toList();
        return new Divergence(
                model.name(),
                null,
                edge.step().toString(),
                edge.ret(),
                deviation.actual() == null ? "nothing" : deviation.actual().ret(),
                deviation.differences(),
                edge.clause(),
                citations.sentence(edge.clause()),
                edge.action(),
                citations.methods(edge.action()),
                path,
                "portolan conform " + model.name() + " --seed " + seed,
                citations.checks(edge.clause(), edge.action()),
                null,
                null,
                null,
                null);
    }
}
