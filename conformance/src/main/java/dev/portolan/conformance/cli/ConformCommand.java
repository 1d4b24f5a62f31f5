package dev.portolan.conformance.cli;

import dev.portolan.conformance.execute.WorldOptions;
import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.Promises;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.report.WalkText;
import dev.portolan.conformance.report.WorldText;
import dev.portolan.conformance.stdio.StdioKernel;
import dev.portolan.conformance.suite.Budget;
import dev.portolan.conformance.suite.SuiteReport;
import dev.portolan.conformance.suite.WorldChoice;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.ModelSelection;
import dev.portolan.traces.PartFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan conform}: does the kernel do what every edge of the models' graphs says? */
@Command(
        name = "conform",
        description = "Executes every labelled edge of the models' graphs on a kernel and compares.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {
            "",
            "Example: portolan conform --dialect xnu --tier full",
            "Example: portolan conform --kernel 'python3 my_kernel.py' --time 60",
        })
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
    private Long seed;

    @Option(names = "--spec", paramLabel = "DIR", description = "Specifications to use in place of the packaged ones.")
    private Path spec;

    @Option(
            names = "--answers",
            paramLabel = "FILE",
            description = "Where a page is written: edges by call and code, and by wait and what ended it.")
    private Path answers;

    @Mixin
    private KernelOption kernel;

    @Mixin
    private ExpectOption expect;

    @Option(names = "--steps", paramLabel = "N", description = "That kernel makes N calls at most.")
    private Long steps;

    @Option(names = "--time", paramLabel = "SECONDS", description = "That kernel is walked no longer than this.")
    private Long seconds;

    @Option(names = "--json", description = "One JSON object instead of the tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Dialects.check(dialect);
        if (spec != null && !Files.isDirectory(spec)) {
            throw new InputError(spec + ": there is no such folder");
        }
        SpecFiles files = spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
        if (!kernel.isReference()) {
            if (seed != null || answers != null) {
                throw new InputError("--seed and --answers are for our kernel, which executes every edge");
            }
            return walk(files);
        }
        if (expect.isGiven() || steps != null || seconds != null) {
            throw new InputError("--expect, --steps and --time are for another kernel: --kernel is missing");
        }
        return execute(files, Manifest.of(files).select(selection()));
    }

    private int execute(SpecFiles files, List<Model> models) throws IOException, InterruptedException {
        WorldOptions options = WorldOptions.DEFAULT.withSave(save).withSpec(spec);
        List<WorldReport> reports;
        long start = System.nanoTime();
        try (ProgressLine progress = ProgressLine.of(json)) {
            reports = new WorldRuns(options, seed == null ? 1 : seed, progress).run(models);
        }
        Promises promises = new Promises(reports, files);
        if (answers != null) {
            PartFile.write(answers, promises.page());
        }
        List<String> unseen = promises.unseen();
        boolean ok = unseen.isEmpty() && reports.stream().allMatch(WorldReport::conforms);
        if (json) {
            Json.print(ConformReport.of(ok, reports, unseen));
        } else {
            WorldText.print(Terminal.standard(), reports, (System.nanoTime() - start) / 1e9);
            WorldText.unseen(Terminal.standard(), unseen);
        }
        return ExitCode.of(ok);
    }

    private int walk(SpecFiles files) throws IOException, InterruptedException {
        Expectations expectations = expect.read();
        Budget budget = budget();
        SuiteReport report;
        try (StdioKernel other = kernel.start();
                ProgressLine progress = ProgressLine.of(json)) {
            report = new KernelWalks(other, expectations, budget, progress).run(spec, worlds(files, other));
        }
        List<Divergence> divergences = KernelWalks.saved(report, files, save, kernel.again());
        if (json) {
            Json.print(WalksReport.of(report, divergences));
        } else {
            WalkText.print(Terminal.standard(), report, divergences);
        }
        return ExitCode.of(report.conforms());
    }

    /** The worlds asked for; if none are, the quick ones that are not too large, in the kernel's dialects. */
    private List<Model> worlds(SpecFiles files, KernelUnderTest other) {
        if (!names.isEmpty() || tier != null) {
            return Manifest.of(files).select(selection());
        }
        return WorldChoice.quick(files, other.declaration()).stream()
                .filter(model -> dialect == null || dialect.equals(model.dialect()))
                .toList();
    }

    private Budget budget() {
        if (steps != null && steps < 1 || seconds != null && seconds < 1) {
            throw new InputError("--steps and --time: there must be one at least");
        }
        return new Budget(
                steps == null ? Budget.UNLIMITED.steps() : steps,
                seconds == null ? Budget.UNLIMITED.time() : Duration.ofSeconds(seconds));
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
