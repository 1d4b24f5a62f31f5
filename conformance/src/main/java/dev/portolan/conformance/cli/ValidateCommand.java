package dev.portolan.conformance.cli;

import dev.portolan.conformance.oracle.Oracles;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.report.DivergenceText;
import dev.portolan.conformance.report.Table;
import dev.portolan.conformance.report.Terminal;
import dev.portolan.conformance.validate.Opinion;
import dev.portolan.spec.SpecFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code portolan validate}: does the specification allow what the traces say? */
@Command(
        name = "validate",
        description = "Judges traces of any kernel by the specification, each to its end or its first divergence.",
        mixinStandardHelpOptions = true,
        usageHelpWidth = 80,
        footer = {"", "Example: portolan validate traces/xnu traces/classic --tlc 10"})
final class ValidateCommand implements Callable<Integer> {

    private static final int CUTS_SHOWN = 5;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Traces, plain or .gz, or folders of them.")
    private List<Path> files;

    @Option(names = "--dialect", paramLabel = "D", description = "xnu or classic, in place of what the traces say.")
    private String dialect;

    @Option(names = "--run", paramLabel = "NAME", description = "Only the run of this name.")
    private String run;

    @Option(names = "--spec", paramLabel = "DIR", description = "Specifications to use in place of the packaged ones.")
    private Path spec;

    @Option(
            names = "--tlc",
            paramLabel = "N",
            description = "Have TLC itself judge samples of N of the runs, and compare.")
    private Integer tlc;

    @Option(names = "--seed", paramLabel = "S", description = "What samples are drawn from. 1 if not given.")
    private long seed = 1;

    @Option(names = "--json", description = "One JSON object instead of the text.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Dialects.check(dialect);
        if (spec != null && !Files.isDirectory(spec)) {
            throw new InputError(spec + ": there is no such folder");
        }
        List<Path> traces = TraceFiles.of(files);
        checkTlc(traces);
        ValidateSummary summary;
        try (Oracles oracles = new Oracles(spec);
                ProgressLine progress = ProgressLine.of(json)) {
            Validations validations = new Validations(oracles, specification(), dialect, run);
            summary = validations.validate(traces, progress);
            if (tlc != null) {
                summary.add(validations.secondOpinion(specification(), tlc, seed, progress));
            }
        }
        if (run != null && summary.traces() == 0) {
            throw new InputError("--run " + run + ": there is no such run");
        }
        if (summary.compared() == 0 && summary.isWhole()) {
            throw new InputError("nothing was checked: the traces say nothing of what became of a call");
        }
        if (json) {
            Json.print(ValidateReport.of(summary));
        } else {
            print(Terminal.standard(), summary);
        }
        disagreements(summary.opinion());
        return exit(summary);
    }

    private void checkTlc(List<Path> traces) {
        if (tlc != null && tlc < 1) {
            throw new InputError("--tlc " + tlc + ": at least one");
        }
        for (Path file : traces) {
            if (tlc != null && !Files.isRegularFile(file)) {
                throw new InputError(file + ": --tlc reads the traces twice, and this is no regular file");
            }
        }
    }

    private SpecFiles specification() {
        return spec == null ? SpecFiles.packaged() : SpecFiles.of(spec);
    }

    /** Two verdicts on one run, of which one must be wrong, are nobody's verdict but a fault of ours. */
    static void disagreements(Opinion opinion) {
        if (opinion != null) {
            for (Opinion.Disagreement one : opinion.disagreements()) {
                System.err.printf(
                        "portolan: internal error: two verdicts on %s:%d, run %s%n  in process: %s%n  TLC: %s%n",
                        one.file(), one.line(), one.run(), one.inProcess(), one.tlc());
            }
        }
    }

    /** What is not judged to its end has no verdict, and is not taken for one that conforms. */
    static int exit(ValidateSummary summary) {
        if (!summary.isAgreed()) {
            return ExitCode.COULD_NOT_RUN;
        }
        return summary.accepts() && !summary.isWhole() ? ExitCode.COULD_NOT_RUN : ExitCode.of(summary.accepts());
    }

    private static void print(Terminal terminal, ValidateSummary summary) {
        for (Divergence divergence : summary.divergences()) {
            DivergenceText.print(terminal, divergence);
            terminal.line("");
        }
        table(summary).print(terminal);
        unchecked(terminal, summary);
        opinion(terminal, summary.opinion());
        terminal.line(String.format(Locale.ROOT, "%,d events a second", summary.perSecond()));
    }

    static void opinion(Terminal terminal, Opinion opinion) {
        if (opinion != null && opinion.traces() == 0) {
            terminal.line("TLC was asked of none: there is no run of which an event was judged");
        } else if (opinion != null) {
            terminal.line(String.format(
                    Locale.ROOT,
                    "TLC agrees on %d of %d traces (%,d events)",
                    opinion.agreed(),
                    opinion.traces(),
                    opinion.events()));
        }
    }

    private static void unchecked(Terminal terminal, ValidateSummary summary) {
        Map<String, Long> unchecked = summary.unchecked();
        if (!unchecked.isEmpty()) {
            String counts = unchecked.entrySet().stream()
                    .map(one -> String.format(Locale.ROOT, "%s of %,d events", one.getKey(), one.getValue()))
                    .collect(Collectors.joining(", "));
            terminal.wrapped("not observed, not checked: ", "  ", counts);
        }
        if (summary.empty() > 0) {
            terminal.line(summary.empty() + " traces say nothing that could be checked");
        }
        List<ValidateSummary.Cut> cuts = summary.cuts();
        for (ValidateSummary.Cut cut : cuts.subList(0, Math.min(CUTS_SHOWN, cuts.size()))) {
            terminal.wrapped("not judged to its end: ", "  ", cut.file() + ", run " + cut.run() + ", " + cut.reason());
        }
        if (cuts.size() > CUTS_SHOWN) {
            terminal.line("and " + (cuts.size() - CUTS_SHOWN) + " more");
        }
    }

    /** A line a dialect. */
    private static Table table(ValidateSummary summary) {
        Table table = new Table("dialect", "files", "traces", "events", "unjudged", "divergences", "");
        summary.parts()
                .forEach((dialect, part) -> table.row(
                        dialect,
                        part.files.size(),
                        part.traces,
                        part.events,
                        part.unjudged,
                        part.divergences,
                        verdict(part)));
        return table;
    }

    private static String verdict(ValidateSummary.Part part) {
        if (part.divergences > 0) {
            return "diverges";
        }
        if (part.cuts > 0) {
            return "no verdict";
        }
        return part.compared > 0 ? "allowed" : "not checked";
    }
}
