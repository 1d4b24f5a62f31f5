package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.record.Counterexample;
import dev.portolan.conformance.record.Counterexamples;
import dev.portolan.conformance.report.Table;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan check}: are the models what we say of them? */
@Command(
        name = "check",
        description = "Checks models with TLC and compares results and state counts with the manifest.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan check 'MC*Rights*' --tier quick"})
final class CheckCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..*",
            paramLabel = "MODEL",
            description = "Names of models, globs, or folders such as queue; all if none is given.")
    private List<String> names = List.of();

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "quick, full or all. Quick if no model is named, else all.")
    private TierChoice tier;

    @Option(
            names = "--tla2tools",
            paramLabel = "FILE",
            description = "The jar of another TLC to check with, such as tla2tools.jar.")
    private Path tla2tools;

    @Option(names = "--raw", description = "What TLC itself printed about a model that is not as expected.")
    private boolean raw;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description =
                    "Where to write the behaviour of each model of a kernel that breaks what it claims, as a trace.")
    private Path save;

    @Option(names = "--json", description = "One JSON object instead of the table.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SpecFiles files = SpecFiles.packaged();
        List<Model> models = Manifest.of(files).select(selection());
        if (tla2tools != null && !Files.isRegularFile(tla2tools)) {
            throw new InputError(tla2tools + ": there is no such file");
        }
        TlcOptions options = TlcOptions.DEFAULT.withTla2tools(tla2tools);
        List<ModelResult> results;
        try (ProgressLine progress = ProgressLine.of(json)) {
            results = new ModelChecks(files, options, progress).run(models);
        }
        List<Counterexample> saved = save == null ? List.of() : save(results);
        boolean ok = results.stream().allMatch(ModelResult::asExpected);
        if (json) {
            Json.print(CheckReport.of(ok, results, save == null ? null : saved));
        } else {
            print(Terminal.standard(), results);
            saved.forEach(one -> {
                System.out.println();
                RecordCounterexampleCommand.print(Terminal.standard(), one);
            });
        }
        return ExitCode.of(ok);
    }

    private List<Counterexample> save(List<ModelResult> results) throws IOException, InterruptedException {
        Files.createDirectories(save);
        List<Counterexample> saved = new ArrayList<>();
        Counterexamples counterexamples = new Counterexamples(null, Boot::of);
        try (ProgressLine progress = ProgressLine.of(json)) {
            progress.begin("save", results.size(), " models");
            for (ModelResult result : results) {
                if (result.trace() != null
                        && result.model().hasKernel()
                        && !result.model().isOfExceptions()) {
                    Path file = save.resolve(result.name() + ".ndjson");
                    counterexamples.write(result.model(), file, states -> {}).ifPresent(saved::add);
                }
                progress.at(result.name(), 1);
            }
        }
        return saved;
    }

    private ModelSelection selection() {
        ModelSelection selection = ModelSelection.named(names);
        if (tier != null) {
            return selection.withTier(tier.tier());
        }
        return names.isEmpty() ? selection.withTier(TierChoice.QUICK.tier()) : selection;
    }

    private void print(Terminal terminal, List<ModelResult> results) {
        table(results).print(terminal);
        for (ModelResult result : results) {
            if (!result.asExpected()) {
                ViolationText.print(terminal, result, raw);
            }
        }
    }

    static Table table(List<ModelResult> results) {
        Table table = new Table("model", "dialect", "result", "distinct", "generated", "depth", "s")
                .withExpendable("dialect", "depth", "generated");
        for (ModelResult result : results) {
            table.row(
                    result.name(),
                    result.dialect(),
                    result.result() + (result.asExpected() ? "" : " unexpected"),
                    result.distinct(),
                    result.generated(),
                    result.depth(),
                    result.seconds());
        }
        return table;
    }
}
