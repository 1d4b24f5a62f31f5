package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.record.Counterexample;
import dev.portolan.conformance.record.Counterexamples;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Manifest;
import dev.portolan.spec.manifest.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan record counterexample}: a violation as a trace, and whether the kernel has it too. */
@Command(
        name = "counterexample",
        description = "Records how a model breaks what it claims, and whether the kernel behaves so too.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan record counterexample MCMutants_LosesReceive_xnu -o lost.ndjson"})
final class RecordCounterexampleCommand implements Callable<Integer> {

    /** What {@code --json} prints; all but the first two are null if the model breaks nothing. */
    record Report(
            boolean ok,
            String model,
            String file,
            String result,
            String violated,
            Integer events,
            Boolean kernelHasIt,
            Integer divergesAt) {

        static Report of(String model, Optional<Counterexample> found) {
            return found.map(one -> new Report(
                            true,
                            model,
                            one.file().toString(),
                            one.result(),
                            one.violated(),
                            one.events(),
                            one.kernelHasIt(),
                            one.divergesAt()))
                    .orElse(new Report(false, model, null, null, null, null, null, null));
        }
    }

    @Parameters(paramLabel = "MODEL", description = "A model that breaks one of its invariants or properties.")
    private String name;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "The trace; compressed if its name ends in .gz.")
    private Path out;

    @Option(names = "--spec", paramLabel = "DIR", description = "Specifications to use in place of the packaged ones.")
    private Path spec;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecordCommand.checkOut(out);
        if (spec != null && !Files.isDirectory(spec)) {
            throw new InputError(spec + ": there is no such folder");
        }
        SpecFiles files = spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
        Model model = Manifest.of(files).model(name);
        Optional<Counterexample> found;
        try (ProgressLine progress = ProgressLine.of(json)) {
            progress.begin("record", model.generated() == null ? 1 : model.generated(), " states");
            found = new Counterexamples(spec, Boot::of).write(model, out, done -> progress.at(name, done));
        }
        if (json) {
            Json.print(Report.of(name, found));
        } else {
            print(Terminal.standard(), found);
        }
        return ExitCode.of(found.isPresent());
    }

    private void print(Terminal terminal, Optional<Counterexample> found) {
        if (found.isEmpty()) {
            terminal.line(name + " breaks none of its invariants and properties");
            return;
        }
        print(terminal, found.get());
    }

    /** What is violated, where the trace is, and what the kernel does. */
    static void print(Terminal terminal, Counterexample found) {
        terminal.wrapped(
                "",
                "  ",
                found.model() + " violates " + found.violated() + " after " + found.events() + " steps, in "
                        + found.file());
        terminal.wrapped("", "  ", found.verdict());
        if (found.divergence() != null) {
            terminal.line("");
            DivergenceText.print(terminal, found.divergence());
        }
    }
}
