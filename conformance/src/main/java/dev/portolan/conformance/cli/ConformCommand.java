package dev.portolan.conformance.cli;

import dev.portolan.conformance.graph.WorldOptions;
import dev.portolan.conformance.graph.WorldReport;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.report.WorldText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan conform}: does the kernel do what every edge of the models' graphs says? */
@Command(
        name = "conform",
        description = "Executes every labelled edge of the models' graphs on the kernel and compares.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan conform --dialect xnu --tier full"})
final class ConformCommand implements Callable<Integer> {

    /** Where divergences are saved unless it is said otherwise. */
    static final Path SAVE = Path.of("portolan-divergences");

    @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Names of models, or globs; all if none is given.")
    private List<String> names = List.of();

    @Option(names = "--dialect", paramLabel = "D", description = "Only models of this dialect: xnu or classic.")
    private String dialect;

    @Option(
            names = "--tier",
            paramLabel = "TIER",
            description = "quick, full or all. Quick if no model is named, else all.")
    private TierChoice tier;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Where traces that diverge are written; portolan-divergences if not given.")
    private Path save = SAVE;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of the random tours; 1 if not given.")
    private long seed = 1;

    @Option(names = "--spec", paramLabel = "DIR", description = "Specifications to use in place of the packaged ones.")
    private Path spec;

    @Option(names = "--json", description = "One JSON object instead of the tables.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Dialects.check(dialect);
        if (spec != null && !Files.isDirectory(spec)) {
            throw new InputError(spec + ": there is no such folder");
        }
        SpecFiles files = spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
        List<Model> models = Manifest.of(files).select(selection());
        WorldOptions options = WorldOptions.DEFAULT.withSave(save).withSpec(spec);
        List<WorldReport> reports;
        long start = System.nanoTime();
        try (ProgressLine progress = ProgressLine.of(json)) {
            reports = new WorldRuns(options, seed, progress).run(models);
        }
        boolean ok = reports.stream().allMatch(WorldReport::conforms);
        if (json) {
            Json.print(ConformReport.of(ok, reports));
        } else {
            WorldText.print(Terminal.standard(), reports, (System.nanoTime() - start) / 1e9);
        }
        return ExitCode.of(ok);
    }

    private ModelSelection selection() {
        ModelSelection selection =
                ModelSelection.named(names).withDialect(dialect).withConform(true);
        if (tier != null) {
            return selection.withTier(tier.tier());
        }
        return names.isEmpty() ? selection.withTier(TierChoice.QUICK.tier()) : selection;
    }
}
