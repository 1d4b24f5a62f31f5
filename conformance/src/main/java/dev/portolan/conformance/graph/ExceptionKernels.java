package dev.portolan.conformance.graph;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.conformance.exc.ExceptionBoot;
import dev.portolan.conformance.exc.ExceptionKernel;
import dev.portolan.conformance.exc.ExceptionState;
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

/** Kernels on which the actions of a world of exceptions, tasks and threads are executed by their names. */
final class ExceptionKernels implements WorldKernels<ExceptionKernel, ExceptionEdge, ExceptionStep> {

    private final SpecFiles files;
    private final Model model;
    private final long seed;

    /** @param seed of the tours, which people are told */
    ExceptionKernels(SpecFiles files, Model model, long seed) {
        this.files = files;
        this.model = model;
        this.seed = seed;
    }

    @Override
    public ExceptionKernel boot(ModelState initial) {
        return ExceptionBoot.boot(files, model, TlcValues.of(initial.value(EdgeReader.KERNEL)));
    }

    @Override
    public ExceptionKernel copy(ExceptionKernel kernel) {
        return kernel.copy();
    }

    @Override
    public EdgeReader<ExceptionEdge> reader() {
        return new ExceptionReader();
    }

    @Override
    public Deviation execute(ExceptionKernel kernel, ExceptionEdge edge, boolean audited) {
        try {
            ExceptionKernel.Told told =
                    kernel.perform(edge.action(), edge.step().arguments());
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
    private static List<Difference> differences(ExceptionEdge edge, ExceptionKernel.Told told, ExceptionKernel kernel) {
        List<Difference> differences = new ArrayList<>();
        if (!told.ret().equals(edge.ret())) {
            differences.add(new Difference("return code", edge.ret(), told.ret()));
        }
        if (!told.out().equals(edge.out())) {
            differences.add(
                    new Difference("answer", edge.out().toString(), told.out().toString()));
        }
        differences.addAll(ExceptionState.differences(edge.state(), kernel.state()));
        return differences;
    }

    @Override
    public ExceptionStep hop(ExceptionKernel kernel, ExceptionEdge edge) {
        return edge.step();
    }

    @Override
    public void repeat(ExceptionKernel kernel, List<ExceptionStep> path) {
        path.forEach(step -> kernel.perform(step.action(), step.arguments()));
    }

    @Override
    public List<Divergence> tell(List<World.Finding<ExceptionEdge, ExceptionStep>> findings, Citations citations) {
        return findings.stream().map(finding -> divergence(finding, citations)).toList();
    }

    private Divergence divergence(World.Finding<ExceptionEdge, ExceptionStep> finding, Citations citations) {
        ExceptionEdge edge = finding.edge();
        Deviation deviation = finding.deviation();
        List<String> path = Stream.concat(finding.path().stream(), Stream.of(edge.step()))
                .map(ExceptionStep::toString)
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
