package dev.portolan.conformance.execute;

import dev.portolan.conformance.drive.Attempt;
import dev.portolan.conformance.drive.KernelDriver;
import dev.portolan.conformance.graph.CallEdge;
import dev.portolan.conformance.graph.CallReader;
import dev.portolan.conformance.graph.EdgeReader;
import dev.portolan.conformance.graph.WorldConstants;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.spec.graph.ModelState;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Kernels on which the calls of a world of IPC are made, through a binding. */
final class CallKernels implements WorldKernels<KernelDriver, CallEdge, Hop> {

    private final String model;
    private final WorldConstants constants;
    private final WorldOptions options;

    CallKernels(String model, WorldConstants constants, WorldOptions options) {
        this.model = model;
        this.constants = constants;
        this.options = options;
    }

    @Override
    public KernelDriver boot(ModelState initial) {
        return constants.boot();
    }

    @Override
    public KernelDriver copy(KernelDriver kernel) {
        return kernel.copy();
    }

    @Override
    public EdgeReader<CallEdge> reader() {
        return new CallReader();
    }

    @Override
    public Deviation execute(KernelDriver kernel, CallEdge edge, boolean audited) {
        kernel.binding().startLog();
        Attempt attempt = Attempt.of(kernel, edge.call(), edge.outcome(), edge.state(), audited);
        if (!attempt.conforms()) {
            return new Deviation(attempt.outcome(), attempt.differences(true));
        }
        if (edge.changes()) {
            kernel.binding().settle(edge.state());
        }
        return null;
    }

    @Override
    public Hop hop(KernelDriver kernel, CallEdge edge) {
        return new Hop(edge.call(), kernel.binding().log());
    }

    @Override
    public void repeat(KernelDriver kernel, List<Hop> path) {
        for (Hop hop : path) {
            kernel.perform(hop.call());
            kernel.binding().apply(hop.bound());
        }
        kernel.settle();
    }

    @Override
    public List<Divergence> tell(List<World.Finding<CallEdge, Hop>> findings, Citations citations) {
        List<Divergence> told = new ArrayList<>();
        try (Shrinking shrinking = new Shrinking(constants, options.spec())) {
            for (World.Finding<CallEdge, Hop> finding : findings) {
                FoundDivergence found = new FoundDivergence(model, constants, finding, citations, shrinking);
                Path file = found.save(options.save(), told.size() + 1);
                told.add(found.divergence(file, options.seed()));
            }
        }
        return told;
    }
}
