package dev.portolan.conformance.cli;

import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Table;
import dev.portolan.conformance.report.Terminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan replay}: does the kernel do what the traces say? */
@Command(
        name = "replay",
        description = "Executes traces on the kernel, each to its end or its first divergence.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan replay traces/xnu"})
final class ReplayCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Traces, plain or .gz, or folders of them.")
    private List<Path> files;

    @Option(names = "--dialect", paramLabel = "D", description = "xnu or classic, in place of what the traces say.")
    private String dialect;

    @Option(names = "--run", paramLabel = "NAME", description = "Only the run of this name.")
    private String run;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Dialects.check(dialect);
        Replays replays = new Replays(dialect, run);
        ReplaySummary summary = replays.replay(TraceFiles.of(files));
        if (run != null && summary.traces() == 0) {
            throw new InputError("--run " + run + ": there is no such run");
        }
        if (json) {
            Json.print(ReplayReport.of(summary));
        } else {
            print(Terminal.standard(), summary);
        }
        return ExitCode.of(summary.conforms());
    }

    private static void print(Terminal terminal, ReplaySummary summary) {
        for (Divergence divergence : summary.divergences()) {
            DivergenceText.print(terminal, divergence);
            terminal.line("");
        }
        table(summary).print(terminal);
        terminal.line(String.format(Locale.ROOT, "%,d events a second", summary.perSecond()));
    }

    /** A line a dialect. */
    static Table table(ReplaySummary summary) {
        Table table = new Table("dialect", "files", "traces", "events", "skipped", "divergences", "");
        for (ReplaySummary.Part part : summary.parts()) {
            table.row(
                    part.dialect(),
                    part.files(),
                    part.traces(),
                    part.events(),
                    part.skipped(),
                    part.divergences(),
                    part.divergences() == 0 ? "conforms" : "diverges");
        }
        return table;
    }
}
