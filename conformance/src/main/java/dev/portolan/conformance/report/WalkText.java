package dev.portolan.conformance.report;

import dev.portolan.conformance.expect.ExpectationTally;
import dev.portolan.conformance.replay.Divergence;
import dev.portolan.conformance.suite.SuiteReport;
import dev.portolan.conformance.suite.SuiteRun;
import dev.portolan.conformance.suite.WalkReport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/** What walking a kernel through worlds came to, for people. */
public final class WalkText {

    private static final String INDENT = " ".repeat(14);
    private static final int REASONS_SHOWN = 12;
    private static final int DIVERGENCES_SHOWN = 20;

    private WalkText() {}

    /**
     * A line a world, divergences by clause, why edges were not executed, how expectations came out, the whole in a
     * sentence; then the divergences.
     */
    public static void print(Terminal terminal, SuiteReport report, List<Divergence> divergences) {
        table(report).print(terminal);
        clauses(terminal, report.walks());
        terminal.line("");
        refusals(terminal, report.worlds());
        reasons(terminal, report.walks());
        expectations(terminal, report.expectations());
        terminal.wrapped("", "", summary(report));
        for (Divergence divergence : divergences.subList(0, Math.min(divergences.size(), DIVERGENCES_SHOWN))) {
            terminal.line("");
            DivergenceText.print(terminal, divergence);
        }
        if (divergences.size() > DIVERGENCES_SHOWN) {
            terminal.line("");
            terminal.line("and " + (divergences.size() - DIVERGENCES_SHOWN) + " other kinds, which are saved");
        }
    }

    private static Table table(SuiteReport report) {
        Table table = new Table(
                        "world", "dialect", "edges", "executed", "unsupported", "skipped", "not reached", "diverge", "")
                .withExpendable("dialect", "");
        for (WalkReport walk : report.walks()) {
            table.row(
                    walk.name(),
                    walk.dialect(),
                    walk.edges(),
                    walk.executed(),
                    walk.unsupported(),
                    walk.skipped(),
                    walk.notReached(),
                    walk.divergences(),
                    walk.conforms() ? "conforms" : "diverges");
        }
        return table;
    }

    /** Clauses by which something diverged, expectedly or not. */
    private static void clauses(Terminal terminal, List<WalkReport> walks) {
        Map<String, long[]> counts = new TreeMap<>();
        for (WalkReport walk : walks) {
            for (WalkReport.Kind kind : walk.kinds()) {
                if (kind.divergences() + kind.expectedFailures() > 0) {
                    long[] sums = counts.computeIfAbsent(
                            kind.kind().clause() + "\t" + kind.kind().call(), fresh -> new long[3]);
                    sums[0] += kind.executed();
                    sums[1] += kind.divergences();
                    sums[2] += kind.expectedFailures();
                }
            }
        }
        if (!counts.isEmpty()) {
            Table table = new Table("clause", "call", "executed", "diverge", "as expected");
            counts.forEach((key, sums) -> {
                String[] parts = key.split("\t");
                table.row(parts[0], parts[1], sums[0], sums[1], sums[2]);
            });
            terminal.line("");
            table.print(terminal);
        }
    }

    private static void refusals(Terminal terminal, List<SuiteRun.Walked> worlds) {
        for (SuiteRun.Walked world : worlds) {
            if (world.report() == null) {
                terminal.wrapped("left out      ", INDENT, world.model() + ": " + world.refusal());
            } else if (world.report().ended() != null) {
                terminal.wrapped(
                        "ended early   ",
                        INDENT,
                        world.model() + ": " + world.report().ended());
            }
        }
    }

    private static void reasons(Terminal terminal, List<WalkReport> walks) {
        Map<String, Long> edges = new TreeMap<>();
        TreeSet<String> hidden = new TreeSet<>();
        for (WalkReport walk : walks) {
            hidden.addAll(walk.hidden());
            for (WalkReport.Reason reason : walk.reasons()) {
                String status = reason.status().name().toLowerCase(Locale.ROOT);
                edges.merge(String.format("%-14s", status) + "\t" + reason.text(), reason.edges(), Long::sum);
            }
        }
        edges.entrySet().stream().limit(REASONS_SHOWN).forEach(entry -> {
            String[] parts = entry.getKey().split("\t", 2);
            terminal.wrapped(parts[0], INDENT, String.format(Locale.ROOT, "%,d: %s", entry.getValue(), parts[1]));
        });
        if (edges.size() > REASONS_SHOWN) {
            terminal.wrapped("", "", INDENT + "and " + (edges.size() - REASONS_SHOWN) + " other reasons");
        }
        if (!hidden.isEmpty()) {
            terminal.wrapped("not compared  ", INDENT, String.join(", ", hidden));
        }
    }

    /** What a person has to do something about. */
    public static void expectations(Terminal terminal, List<ExpectationTally.Result> results) {
        for (ExpectationTally.Result result : results) {
            String where = "line " + result.expectation().line() + ", "
                    + result.expectation().subject();
            if (result.isUnexpectedPass()) {
                terminal.line(terminal.bad("unexpected pass"));
                terminal.wrapped(
                        INDENT,
                        INDENT,
                        String.format(
                                Locale.ROOT,
                                "%s: all %,d passed, although: %s",
                                where,
                                result.passed(),
                                result.expectation().why()));
            } else if (result.isUnmatched()) {
                terminal.wrapped("unmatched     ", INDENT, where + ": no call that was made is spoken of");
            }
        }
    }

    /** The worlds taken together, in a sentence. */
    private static String summary(SuiteReport report) {
        long steps = sum(report, WalkReport::steps);
        double walking =
                report.walks().stream().mapToDouble(WalkReport::seconds).sum();
        return String.format(
                Locale.ROOT,
                "%s %s: %,d of %,d labelled edges executed, %,d diverge, %,d fail as expected; %,d calls and %,d"
                        + " resets, %,.0f calls a second; %.0f s in all",
                report.kernel(),
                report.version(),
                report.executed(),
                sum(report, WalkReport::edges),
                sum(report, WalkReport::divergences),
                sum(report, WalkReport::expectedFailures),
                steps,
                sum(report, WalkReport::resets),
                steps / Math.max(walking, 0.01),
                report.seconds());
    }

    private static long sum(SuiteReport report, ToLongFunction<WalkReport> number) {
        return report.walks().stream().mapToLong(number).sum();
    }
}
