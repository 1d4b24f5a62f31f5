package dev.portolan.conformance.report;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.execute.WorldReport.Covered;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What executing graphs on the kernel came to, for people. */
public final class WorldText {

    private static final int CLAUSES_WIDTH = 30;

    private WorldText() {}

    /** Coverage by call, code and clause, a line a world, the whole, then the divergences. */
    public static void print(Terminal terminal, List<WorldReport> reports, double seconds) {
        coverage(reports).print(terminal);
        terminal.line("");
        table(reports).print(terminal);
        terminal.wrapped("", "", summary(reports, seconds));
        divergences(terminal, reports);
    }

    /** One line a world. */
    public static Table table(List<WorldReport> reports) {
        Table table = new Table("world", "dialect", "edges", "done", "states", "moves", "edges/s", "MiB", "")
                .withExpendable("dialect");
        for (WorldReport report : reports) {
            table.row(
                    report.name(),
                    report.dialect(),
                    report.edges(),
                    percent(report.executed(), report.edges()),
                    report.states(),
                    percent(report.stateChanging(), report.edges()),
                    report.perSecond(),
                    report.peakMemoryMiB(),
                    verdict(report));
        }
        return table;
    }

    private static String verdict(WorldReport report) {
        if (report.conforms()) {
            return "conforms";
        }
        return report.divergences() == 0 && !report.asExpected() ? "unexpected" : "diverges";
    }

    /**
     * The worlds taken together, in a sentence.
     *
     * @param seconds that all of them took, from the first process's start to the last one's end
     */
    public static String summary(List<WorldReport> reports, double seconds) {
        long edges = reports.stream().mapToLong(WorldReport::edges).sum();
        long executed = reports.stream().mapToLong(WorldReport::executed).sum();
        long changing = reports.stream().mapToLong(WorldReport::stateChanging).sum();
        return String.format(
                Locale.ROOT,
                "%,d of %,d labelled edges executed, %s state-changing, %,d states, %,d tour steps;"
                        + " %.0f s, %,.0f edges a second in all",
                executed,
                edges,
                percent(changing, edges),
                reports.stream().mapToLong(WorldReport::states).sum(),
                reports.stream().mapToLong(WorldReport::tourSteps).sum(),
                seconds,
                edges / Math.max(seconds, 0.1));
    }

    /** Explorations that ended otherwise than they should, and all divergences in full. */
    public static void divergences(Terminal terminal, List<WorldReport> reports) {
        for (WorldReport report : reports) {
            if (report.divergences() == 0 && !report.asExpected()) {
                terminal.line("");
                terminal.wrapped("", "", report.name() + " is not as the manifest says: " + report.result());
            }
            if (report.divergences() > 0) {
                terminal.line("");
                terminal.line(String.format(
                        Locale.ROOT,
                        "%s: %,d divergences of %d %s",
                        report.name(),
                        report.divergences(),
                        report.details().size(),
                        report.details().size() == 1 ? "kind" : "kinds"));
                report.details().forEach(divergence -> DivergenceText.print(terminal, divergence));
            }
        }
    }

    /** What the pages of the clauses promise and no edge keeps. */
    public static void unseen(Terminal terminal, List<String> unseen) {
        if (!unseen.isEmpty()) {
            terminal.line("");
            terminal.line("Promised by the clauses, and kept by no edge:");
            unseen.forEach(answer -> terminal.line("  " + answer));
        }
    }

    private static Table coverage(List<WorldReport> reports) {
        Map<String, Long> edges = new TreeMap<>();
        for (WorldReport report : reports) {
            for (Covered covered : report.coverage()) {
                edges.merge(
                        covered.call() + "\t" + covered.ret() + "\t" + covered.clause(), covered.edges(), Long::sum);
            }
        }
        Table table = new Table("call", "return code", "clause", "edges");
        edges.forEach((key, count) -> {
            String[] parts = key.split("\t", -1);
            table.row(parts[0], brief(parts[1]), parts[2], count);
        });
        return table;
    }

    /** Codes with resource bits are longer than a column may be. */
    private static String brief(String ret) {
        return ret.length() <= CLAUSES_WIDTH ? ret : ret.replace("MACH_MSG_", "");
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.0f%%", Math.floor(100.0 * part / whole));
    }
}
