package dev.portolan.conformance.cli;

import dev.portolan.conformance.drive.Boot;
import dev.portolan.conformance.drive.Driver;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.conformance.expect.Expectations;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Table;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.report.WalkText;
import dev.portolan.conformance.shrink.TraceShrinker;
import dev.portolan.conformance.stdio.StdioKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan replay}: does the kernel do what the traces say? */
@Command(
        name = "replay",
        description = "Executes traces on a kernel, each to its end or its first divergence.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {
            "",
            "Example: portolan replay traces/xnu",
            "Example: portolan replay traces/xnu --kernel 'python3 my_kernel.py'",
        })
final class ReplayCommand implements Callable<Integer> {

    private static final String INDENT = " ".repeat(14);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Traces, plain or .gz, or folders of them.")
    private List<Path> files;

    @Option(names = "--dialect", paramLabel = "D", description = "xnu or classic, in place of what the traces say.")
    private String dialect;

    @Option(names = "--run", paramLabel = "NAME", description = "Only the run of this name.")
    private String run;

    @Mixin
    private KernelOption kernel;

    @Mixin
    private ExpectOption expect;

    @Option(
            names = "--shrink",
            paramLabel = "DIR",
            description = "Shorten each divergence to the fewest calls that show it, and save these in DIR.")
    private Path shrink;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Dialects.check(dialect);
        ReplaySummary summary = replay(TraceFiles.of(files));
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

    private ReplaySummary replay(List<Path> traces) throws IOException {
        if (kernel.isReference()) {
            if (expect.isGiven()) {
                throw new InputError("--expect is for another kernel: --kernel is missing");
            }
            return replay(Replays.onReference(dialect, run), Boot::of, traces);
        }
        Expectations expectations = expect.read();
        try (StdioKernel other = kernel.start()) {
            return replay(
                    Replays.on(other, kernel.again(), expectations, dialect, run),
                    setting -> SymbolicDriver.boot(other, setting),
                    traces);
        }
    }

    private ReplaySummary replay(Replays replays, Function<Setting, Driver> boot, List<Path> traces)
            throws IOException {
        try (ProgressLine progress = ProgressLine.of(json)) {
            if (shrink == null) {
                return replays.replay(traces, progress);
            }
            try (TraceShrinker shrinker = new TraceShrinker(boot, new Citations(), shrink)) {
                return replays.shrunkBy(shrinker).replay(traces, progress);
            }
        }
    }

    private static void print(Terminal terminal, ReplaySummary summary) {
        for (Divergence divergence : summary.divergences()) {
            DivergenceText.print(terminal, divergence);
            terminal.line("");
        }
        table(summary).print(terminal);
        if (summary.kernel() != null) {
            terminal.wrapped("kernel        ", INDENT, summary.kernel());
        }
        told(terminal, "declined", summary.declined());
        told(terminal, "not compared", summary.hidden());
        WalkText.expectations(terminal, summary.expectations());
        terminal.line(String.format(Locale.ROOT, "%,d events a second", summary.perSecond()));
    }

    private static void told(Terminal terminal, String what, Map<String, Long> counts) {
        String name = String.format(Locale.ROOT, "%-14s", what);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            terminal.wrapped(name, INDENT, String.format(Locale.ROOT, "%s (%,d)", count.getKey(), count.getValue()));
            name = INDENT;
        }
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
