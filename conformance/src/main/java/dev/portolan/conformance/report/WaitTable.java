package dev.portolan.conformance.report;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.execute.WorldReport.EndedWait;
import dev.portolan.conformance.expect.ClausePage;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which actions ended which waits on the edges of graphs, held against those that should. */
public final class WaitTable {

    private static final Pattern ROW = Pattern.compile("\\| `(Await[A-Za-z]+(?: [A-Z_]+)?)` \\| `([A-Za-z]+)` \\|.*");

    private final List<String> dialects;
    private final Set<Pair> required = new TreeSet<>();

    /* Edges by dialect, and the answers of the calls that waited. */
    private final Map<Pair, Map<String, Long>> edges = new TreeMap<>();
    private final Map<Pair, Set<String>> answers = new TreeMap<>();

    private record Pair(String at, String action) implements Comparable<Pair> {
        @Override
        public int compareTo(Pair other) {
            int order = at.compareTo(other.at);
            return order != 0 ? order : action.compareTo(other.action);
        }

        @Override
        public String toString() {
            return at + " " + action;
        }
    }

    /** A table of these worlds. */
    public WaitTable(List<WorldReport> reports) {
        dialects =
                reports.stream().map(WorldReport::dialect).distinct().sorted().toList();
        for (String line : ClausePage.lines("waits.md")) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                required.add(new Pair(row.group(1), row.group(2)));
            }
        }
        for (WorldReport report : reports) {
            for (EndedWait ended : report.endedWaits()) {
                Pair pair = new Pair(ended.at(), ended.action());
                edges.computeIfAbsent(pair, one -> new TreeMap<>()).merge(report.dialect(), ended.edges(), Long::sum);
                answers.computeIfAbsent(pair, one -> new TreeSet<>()).add(ended.ret());
            }
        }
    }

    /** The waits and actions of which no edge is, each as {@code wait action}. */
    public List<String> unseen() {
        return required.stream()
                .filter(pair -> !edges.containsKey(pair))
                .map(Pair::toString)
                .toList();
    }

    /** The table as a page: a row for each wait and action. */
    public String page() {
        List<String> lines = new ArrayList<>();
        lines.add("| wait | action | " + String.join(" | ", dialects) + " | answers of the call that waited |");
        lines.add("| --- | --- | " + "---: | ".repeat(dialects.size()) + "--- |");
        edges.forEach((pair, counts) -> {
            StringBuilder row = new StringBuilder("| `" + pair.at() + "` | `" + pair.action() + "` | ");
            for (String dialect : dialects) {
                row.append(String.format(Locale.ROOT, "%,d | ", counts.getOrDefault(dialect, 0L)));
            }
            List<String> told = answers.get(pair).stream()
                    .map(code -> code.equals(Outcome.CONTINUE) ? "goes on" : "`" + code.replace("|", "\\|") + "`")
                    .toList();
            lines.add(row + String.join(", ", told) + " |");
        });
        return String.join("\n", lines) + "\n";
    }
}
