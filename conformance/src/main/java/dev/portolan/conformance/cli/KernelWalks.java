package dev.portolan.conformance.cli;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.suite.Budget;
import dev.portolan.conformance.suite.Finding;
import dev.portolan.conformance.suite.SuiteReport;
import dev.portolan.conformance.suite.SuiteRun;
import dev.portolan.conformance.suite.WalkReport;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Worlds walked by another kernel, and its divergences saved as traces. */
final class KernelWalks {

    private final KernelUnderTest kernel;
    private final Expectations expectations;
    private final Budget budget;
    private final ProgressLine progress;

    /** @param kernel stays the caller's to close */
    KernelWalks(KernelUnderTest kernel, Expectations expectations, Budget budget, ProgressLine progress) {
        this.kernel = kernel;
        this.expectations = expectations;
        this.budget = budget;
        this.progress = progress;
    }

    /**
     * Walks the worlds.
     *
     * @param spec a folder with specifications in place of the packaged ones, or null
     * @throws KernelFailure if the kernel could not be brought to make a single call
     */
    SuiteReport run(Path spec, List<Model> models) throws InterruptedException {
        progress.begin("conform", models.stream().mapToLong(KernelWalks::edges).sum(), " edges");
        SuiteReport report = new SuiteRun(kernel, new ExpectationTally(expectations), budget, progress::at)
                .run(spec, models.stream().map(Model::name).toList());
        progress.close();
        if (report.executed() == 0) {
            throw new KernelFailure(report.kernel() + " executed nothing: " + why(report));
        }
        return report;
    }

    private static long edges(Model model) {
        return model.generated() == null ? 1 : model.generated() - 1;
    }

    private static String why(SuiteReport report) {
        for (SuiteRun.Walked world : report.worlds()) {
            if (world.report() == null) {
                return world.model() + ": " + world.refusal();
            }
            if (world.report().ended() != null) {
                return world.model() + ": " + world.report().ended();
            }
            for (WalkReport.Reason reason : world.report().reasons()) {
                return world.model() + ": " + reason.text();
            }
        }
        return "there is no world for it";
    }

    /**
     * Saves what was found as traces, which have what should have happened, and tells it.
     *
     * @param folder made if need be
     * @param again what the command that shows it again has to say besides
     */
    static List<Divergence> saved(SuiteReport report, SpecFiles specification, Path folder, String again)
            throws IOException {
        List<Divergence> divergences = new ArrayList<>();
        Citations citations = new Citations(specification);
        for (WalkReport walk : report.walks()) {
            int number = 1;
            for (Finding finding : walk.findings()) {
                Files.createDirectories(folder);
                String name = walk.name() + "-" + number++;
                Path file = folder.resolve(name + ".ndjson");
                try (TraceWriter writer = TraceWriter.create(file)) {
                    writer.write(finding.trace(name));
                    writer.commit();
                }
                divergences.add(finding.divergence(citations).again("portolan replay " + file + again));
            }
        }
        return divergences;
    }
}
