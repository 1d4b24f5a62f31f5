package dev.portolan.conformance.record;

import dev.portolan.conformance.behaviour.BehaviourProcess;
import dev.portolan.conformance.behaviour.BehaviourReport;
import dev.portolan.conformance.behaviour.BehaviourRequest;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.KnownDifferences;
import dev.portolan.conformance.replay.TraceReplayer;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Behaviours that break what a model claims, as traces, and whether a kernel behaves so too. */
public final class Counterexamples {

    private static final String MAX_HEAP = "2g";

    private final Path spec;
    private final TraceReplayer replayer;

    /**
     * Counterexamples held against a kernel.
     *
     * @param spec a folder with specifications in place of the packaged ones, or null
     * @param boot a kernel on which nothing has happened
     */
    public Counterexamples(Path spec, Function<Setting, Driver> boot) {
        this.spec = spec;
        this.replayer = new TraceReplayer(KnownDifferences.NONE, new Citations(), null, boot);
    }

    /**
     * Writes the shortest behaviour that breaks one of the model's invariants or properties, and executes it on the
     * kernel.
     *
     * @param progress is told how many states TLC has generated
     * @return nothing if the model breaks none; no file is written then
     * @throws IOException if the trace cannot be written
     */
    public Optional<Counterexample> write(Model model, Path out, LongConsumer progress)
            throws IOException, InterruptedException {
        BehaviourRequest request =
                BehaviourRequest.violate(model.name(), out.toAbsolutePath()).withSpec(spec);
        BehaviourReport report = new BehaviourProcess(MAX_HEAP).run(request, progress);
        if (!report.foundViolation()) {
            return Optional.empty();
        }
        try (TraceReader reader = TraceReader.open(out)) {
            Trace trace = reader.next().orElseThrow();
            TraceReplayer.Result result = replayer.replay(out.toString(), 1, trace);
            return Optional.of(new Counterexample(
                    model.name(),
                    report.result(),
                    report.violated(),
                    report.events(),
                    out,
                    report.hidden(),
                    result.divergence()));
        }
    }
}
