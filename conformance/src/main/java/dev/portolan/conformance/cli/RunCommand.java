package dev.portolan.conformance.cli;

import dev.portolan.conformance.execute.WorldOptions;
import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Promises;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.report.WorldText;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.manifest.Tier;
import dev.portolan.spec.tlc.ModelResult;
import dev.portolan.spec.tlc.TlcOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code portolan run}: models checked, graphs executed, the corpus replayed. */
@Command(
        name = "run",
        description = "Checks the quick models, executes their graphs, replays the corpus.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan run"})
final class RunCommand implements Callable<Integer> {

    /** The page of answers, which {@code conform --answers} writes. */
    private static final String ANSWERS = "docs/generated/answers.md";

    /** What {@code --json} prints: what the three commands print. */
    record Report(boolean ok, boolean answersCurrent, CheckReport check, ConformReport conform, ReplayReport replay) {}

    @Option(
            names = "--traces",
            paramLabel = "DIR",
            description = "The corpus; the one of this repository if not given.")
    private Path traces;

    @Option(names = "--json", description = "One JSON object instead of the tables.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long start = System.nanoTime();
        List<Path> corpus = TraceFiles.of(corpus());
        SpecFiles files = SpecFiles.packaged();
        Manifest manifest = Manifest.of(files);
        // A world's exploration checks its invariants too, so its graph is explored once, by the second part.
        List<Model> claims = quick(manifest, false);
        List<Model> worlds = quick(manifest, true);
        List<ModelResult> checked;
        List<WorldReport> executed;
        ReplaySummary replayed;
        double executing;
        try (ProgressLine progress = ProgressLine.of(json)) {
            checked = new ModelChecks(files, TlcOptions.DEFAULT, progress).run(claims);
            long begun = System.nanoTime();
            executed = new WorldRuns(WorldOptions.DEFAULT.withSave(ConformCommand.SAVE), 1, progress).run(worlds);
            executing = (System.nanoTime() - begun) / 1e9;
            replayed = Replays.onReference(null, null).replay(corpus, progress);
        }
        boolean checks = checked.stream().allMatch(ModelResult::asExpected);
        Promises promises = new Promises(executed, files);
        List<String> unseen = promises.unseen();
        boolean current = promises.isCurrent(root().resolve(ANSWERS));
        boolean conforms = unseen.isEmpty() && executed.stream().allMatch(WorldReport::conforms);
        boolean ok = checks && conforms && current && replayed.conforms();
        if (json) {
            Json.print(new Report(
                    ok,
                    current,
                    CheckReport.of(checks, checked),
                    ConformReport.of(conforms, executed, unseen),
                    ReplayReport.of(replayed)));
        } else {
            print(Terminal.standard(), checked, executed, unseen, executing, replayed);
            if (conforms && !current) {
                System.out.printf("%n%s is not current: portolan conform --answers %s%n", ANSWERS, ANSWERS);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%s after %.0f s%n",
                    ok ? "Everything is as it should be" : "Something is not as it should be",
                    (System.nanoTime() - start) / 1e9);
        }
        return ExitCode.of(ok);
    }

    private static List<Model> quick(Manifest manifest, boolean conform) {
        return manifest.models().stream()
                .filter(model -> model.tier() == Tier.QUICK && model.conform() == conform)
                .toList();
    }

    private List<Path> corpus() {
        if (traces != null) {
            return List.of(traces);
        }
        Path root = root();
        List<Path> corpus = new ArrayList<>();
        for (String folder : List.of("traces/xnu", "traces/classic")) {
            if (!Files.isDirectory(root.resolve(folder))) {
                throw new InputError(root.resolve(folder) + ": there is no corpus here; --traces says where it is");
            }
            corpus.add(root.resolve(folder));
        }
        return corpus;
    }

    /* The launcher says where the repository is. */
    private static Path root() {
        return Path.of(System.getProperty("portolan.root", "."));
    }

    private static void print(
            Terminal terminal,
            List<ModelResult> checked,
            List<WorldReport> executed,
            List<String> unseen,
            double executing,
            ReplaySummary replayed) {
        terminal.line(terminal.strong("Models, checked by TLC"));
        CheckCommand.table(checked).print(terminal);
        checked.stream()
                .filter(result -> !result.asExpected())
                .forEach(result -> ViolationText.print(terminal, result, false));
        terminal.line("");
        terminal.line(terminal.strong("Their graphs, every edge executed on the kernel"));
        WorldText.table(executed).print(terminal);
        terminal.wrapped("", "", WorldText.summary(executed, executing));
        WorldText.divergences(terminal, executed);
        WorldText.unseen(terminal, unseen);
        terminal.line("");
        terminal.line(terminal.strong("Recordings of real kernels, replayed on the kernel"));
        ReplayCommand.table(replayed).print(terminal);
        replayed.divergences().forEach(divergence -> DivergenceText.print(terminal, divergence));
    }
}
