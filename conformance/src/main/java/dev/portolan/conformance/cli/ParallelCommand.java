package dev.portolan.conformance.cli;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.record.Surroundings;
import dev.portolan.conformance.replay.Citations;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.conformance.validate.TraceValidator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code portolan parallel}: does the specification allow what the kernel's threads do in parallel? */
@Command(
        name = "parallel",
        description = "Lets threads of the reference kernel run in parallel, and judges each run by the specification.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan parallel --runs 1000 --threads 4"})
final class ParallelCommand implements Callable<Integer> {

    @Option(names = "--runs", paramLabel = "N", description = "How many runs; 200 if not given.")
    private int runs = 200;

    @Option(names = "--calls", paramLabel = "N", description = "How many calls each; 100 if not given.")
    private int calls = 100;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Of the first run, the next has the next; 1 if not given.")
    private long seed = 1;

    @Option(
            names = "--tlc",
            paramLabel = "N",
            description = "Have TLC itself take the order found for N of the runs, step by step.")
    private int tlc;

    @Mixin
    private SurroundingsOptions kernel = new SurroundingsOptions();

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Where runs that are not allowed are written; portolan-divergences if not given.")
    private Path save = ConformCommand.SAVE;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        SurroundingsOptions.atLeast("--runs", runs, 1);
        SurroundingsOptions.atLeast("--calls", calls, 1);
        SurroundingsOptions.atLeast("--tlc", tlc, 0);
        Surroundings surroundings = kernel.surroundings();
        long start = System.nanoTime();
        ParallelReport report;
        Opinion opinion = null;
        try (Oracles oracles = new Oracles();
                ProgressLine progress = ProgressLine.of(json)) {
            ParallelRuns made =
                    new ParallelRuns(surroundings, new TraceValidator(oracles, new Citations(), null), save);
            made.draw(tlc, runs, seed);
            made.make(runs, calls, seed, progress);
            if (tlc > 0) {
                opinion = made.secondOpinion(oracles, progress);
            }
            report = made.report(opinion, (System.nanoTime() - start) / 1e9);
        }
        if (json) {
            Json.print(report);
        } else {
            print(Terminal.standard(), report);
            ValidateCommand.opinion(Terminal.standard(), opinion);
        }
        ValidateCommand.disagreements(opinion);
        return report.saysNothing() || !report.isAgreed() ? ExitCode.COULD_NOT_RUN : ExitCode.of(report.ok());
    }

    private static void print(Terminal terminal, ParallelReport report) {
        for (Divergence divergence : report.divergences()) {
            DivergenceText.print(terminal, divergence);
            terminal.line("");
        }
        for (ParallelReport.Failure failure : report.failures()) {
            terminal.wrapped("seed " + failure.seed() + ": ", "  ", failure.what());
        }
        terminal.line(String.format(
                Locale.ROOT,
                "%,d runs, %,d events, %,d of which overlap, %,d waits",
                report.runs(),
                report.events(),
                report.overlaps(),
                report.waits()));
        terminal.line(String.format(
                Locale.ROOT,
                "%,d not allowed, %,d failed, %,d not judged to their end; %,d states, %.0f s",
                report.divergences().size(),
                report.failures().size(),
                report.cut(),
                report.states(),
                report.seconds()));
    }
}
