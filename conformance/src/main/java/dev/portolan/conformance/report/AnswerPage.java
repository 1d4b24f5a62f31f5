package dev.portolan.conformance.report;

import dev.portolan.conformance.report.PromisedAnswers.Answer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The table of calls and return codes: how many edges gave each code, and how many tests cite the clauses that it is
 * promised by.
 *
 * <p>The edges are counted by who executes graphs; all else follows from the pages of the clauses.
 */
final class AnswerPage {

    private static final String HEAD = "| call | return code | ";
    private static final Pattern ROW =
            Pattern.compile("\\| (.*?) \\| `((?:[^`])*)` \\| ([0-9, |]+) \\| ((?:`.*`|)) \\| \\d+ \\|");

    /** A call, by its section in the page of the clauses, and a code. */
    record Row(String call, String code) {}

    private final PromisedAnswers promised;
    private final List<String> dialects;

    /* By dialect, in the order of the page; rows that nothing is counted for included. */
    private final Map<Row, Map<String, Long>> edges = new LinkedHashMap<>();
    private final Map<Row, Set<String>> clauses = new LinkedHashMap<>();

    /** A table without counts of everything that is promised. */
    AnswerPage(PromisedAnswers promised, List<String> dialects) {
        this.promised = promised;
        this.dialects = dialects;
        Map<String, Map<String, Set<String>>> sections = new LinkedHashMap<>();
        promised.sections().forEach(section -> sections.put(section, new TreeMap<>()));
        promised.bySection()
                .forEach((section, answers) -> answers.forEach(answer -> sections.get(section)
                        .computeIfAbsent(answer.code(), code -> new TreeSet<>())
                        .add(answer.clause())));
        sections.forEach((section, codes) -> codes.forEach((code, ids) -> {
            edges.put(new Row(section, code), new TreeMap<>());
            clauses.put(new Row(section, code), ids);
        }));
    }

    /** The table that was written into a page. */
    static AnswerPage read(PromisedAnswers promised, List<String> page) {
        List<String> dialects = new ArrayList<>();
        AnswerPage table = new AnswerPage(promised, dialects);
        for (String line : page) {
            Matcher row = ROW.matcher(line);
            if (line.startsWith(HEAD) && dialects.isEmpty()) {
                String[] columns = line.substring(HEAD.length()).split(" \\| ");
                dialects.addAll(List.of(columns).subList(0, columns.length - 2));
            } else if (row.matches()) {
                table.add(
                        new Row(row.group(1), row.group(2).replace("\\|", "|")),
                        row.group(3).split(" \\| "),
                        row.group(4).replace("`", "").split(" "));
            }
        }
        return table;
    }

    /* A row of a page, with those of its clauses that there still are. */
    private void add(Row row, String[] counts, String[] ids) {
        for (String clause : ids) {
            for (int i = 0; i < dialects.size() && !promised.section(clause).isEmpty(); i++) {
                count(row, clause, dialects.get(i), 0);
            }
        }
        for (int i = 0; i < dialects.size() && edges.containsKey(row); i++) {
            edges.get(row).put(dialects.get(i), Long.parseLong(counts[i].replace(",", "")));
        }
    }

    /** Adds edges that gave a code because of a clause, to a row which is new if nobody promised it. */
    void count(Row row, String clause, String dialect, long count) {
        clauses.computeIfAbsent(row, one -> new TreeSet<>()).add(clause);
        edges.computeIfAbsent(row, one -> new TreeMap<>()).merge(dialect, count, Long::sum);
    }

    /** The codes that no edge gave though the clauses have no reason, or that no test cites either. */
    List<String> unproduced() {
        List<String> unproduced = new ArrayList<>();
        edges.forEach((row, counts) -> {
            boolean counted = counts.values().stream().anyMatch(count -> count > 0);
            if (!counted && !clauses.get(row).stream().allMatch(clause -> promised.reason(clause) != null)) {
                unproduced.add(row.call() + " " + row.code() + ": by no edge");
            }
        });
        for (Answer answer : promised.givenByNoGraph()) {
            if (promised.tests(List.of(answer.clause())).isEmpty()) {
                unproduced.add(answer.clause() + " " + answer.code() + ": by no edge and no test");
            }
        }
        return unproduced;
    }

    /** The table, a line a row, and what stands in no graph. */
    String text() {
        StringBuilder text = new StringBuilder(HEAD + String.join(" | ", dialects) + " | clauses | tests |\n");
        text.append("| --- | --- | " + "---: | ".repeat(dialects.size()) + "--- | ---: |\n");
        edges.forEach((row, counts) -> {
            text.append("| " + row.call() + " | " + quoted(row.code()) + " | ");
            for (String dialect : dialects) {
                text.append(String.format(Locale.ROOT, "%,d | ", counts.getOrDefault(dialect, 0L)));
            }
            List<String> ids =
                    clauses.get(row).stream().map(clause -> "`" + clause + "`").toList();
            text.append(String.join(" ", ids) + " | "
                    + promised.tests(clauses.get(row)).size() + " |\n");
        });
        text.append("""

                ## Given by no graph

                | clause | return code | why | tests |
                | --- | --- | --- | ---: |
                """);
        for (Answer answer : promised.givenByNoGraph()) {
            text.append("| `" + answer.clause() + "` | " + quoted(answer.code()) + " | "
                    + promised.reason(answer.clause()) + " | "
                    + promised.tests(List.of(answer.clause())).size() + " |\n");
        }
        return text.toString();
    }

    private static String quoted(String code) {
        return "`" + code.replace("|", "\\|") + "`";
    }
}
