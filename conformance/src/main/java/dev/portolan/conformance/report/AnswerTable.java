package dev.portolan.conformance.report;

import dev.portolan.conformance.expect.ClausePage;
import dev.portolan.conformance.graph.WorldReport;
import dev.portolan.conformance.graph.WorldReport.Covered;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which return codes the edges of graphs produced, because of which clause, in which dialect, held against those that the
 * clauses promise.
 */
public final class AnswerTable {

    private static final Pattern SECTION = Pattern.compile("## (.*)");
    private static final Pattern CLAUSE = Pattern.compile("\\| `(ipc\\.[a-z_]+\\.\\d+)` \\|(.*)\\|");
    private static final Pattern CODE = Pattern.compile("`((?:KERN|MACH)_[A-Z_]+(?:\\\\\\|[A-Z_]+)*)`");
    private static final String NOT_MODELLED = "Not modelled";
    private static final String GIVEN_BY_NO_GRAPH = "Given by no graph";
    private static final Set<String> NO_ANSWERS = Set.of(Outcome.CONTINUE, Outcome.BLOCKED);

    /** One code of one clause. */
    private record Answer(String clause, String code) {}

    private final List<String> dialects;

    /* The clauses of each section of their page, and the answers that they promise, in the page's order. */
    private final Map<String, List<Answer>> promised = new LinkedHashMap<>();
    private final Map<String, String> sectionOf = new LinkedHashMap<>();
    private final Set<String> excused = new TreeSet<>();

    /* Edges by answer and dialect. */
    private final Map<Answer, Map<String, Long>> edges = new LinkedHashMap<>();

    /** A table of these worlds. */
    public AnswerTable(List<WorldReport> reports) {
        dialects =
                reports.stream().map(WorldReport::dialect).distinct().sorted().toList();
        read(ClausePage.lines("ipc.md"));
        for (WorldReport report : reports) {
            for (Covered covered : report.coverage()) {
                if (!NO_ANSWERS.contains(covered.ret()) && !covered.clause().isEmpty()) {
                    edges.computeIfAbsent(new Answer(covered.clause(), covered.ret()), answer -> new TreeMap<>())
                            .merge(report.dialect(), covered.edges(), Long::sum);
                }
            }
        }
    }

    private void read(List<String> lines) {
        String section = "";
        for (String line : lines) {
            Matcher heading = SECTION.matcher(line);
            Matcher clause = CLAUSE.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (clause.matches() && section.equals(GIVEN_BY_NO_GRAPH)) {
                excused.add(clause.group(1));
            } else if (clause.matches() && !section.equals(NOT_MODELLED)) {
                promise(section, clause.group(1), clause.group(2));
            }
        }
    }

    private void promise(String section, String clause, String cells) {
        sectionOf.put(clause, section);
        String answer = cells.substring(cells.replace("\\|", "  ").lastIndexOf('|') + 1);
        Matcher code = CODE.matcher(answer);
        while (code.find()) {
            promised.computeIfAbsent(section, name -> new ArrayList<>())
                    .add(new Answer(clause, code.group(1).replace("\\|", "|")));
        }
    }

    /** The answers that clauses promise and no edge gave, each as {@code clause code}. */
    public List<String> unseen() {
        List<String> unseen = new ArrayList<>();
        promised.values()
                .forEach(answers -> answers.stream()
                        .filter(answer -> !edges.containsKey(answer) && !excused.contains(answer.clause()))
                        .forEach(answer -> unseen.add(answer.clause() + " " + answer.code())));
        return unseen;
    }

    /** The table as a page: a row for each call and code. */
    public String page() {
        StringBuilder page = new StringBuilder();
        Consumer<String> line = text -> page.append(text).append('\n');
        line.accept("| call | return code | " + String.join(" | ", dialects) + " | clauses |");
        line.accept("| --- | --- | " + "---: | ".repeat(dialects.size()) + "--- |");
        rows().forEach((section, codes) -> codes.forEach((code, answers) -> {
            StringBuilder row = new StringBuilder("| " + section + " | `" + code.replace("|", "\\|") + "` | ");
            for (String dialect : dialects) {
                long sum = answers.stream()
                        .mapToLong(
                                answer -> edges.getOrDefault(answer, Map.of()).getOrDefault(dialect, 0L))
                        .sum();
                row.append(String.format(Locale.ROOT, "%,d | ", sum));
            }
            Set<String> clauses = new TreeSet<>();
            answers.forEach(answer -> clauses.add("`" + answer.clause() + "`"));
            line.accept(row + String.join(" ", clauses) + " |");
        }));
        return page.toString();
    }

    /** By section of the clauses' page and by code. */
    private Map<String, Map<String, List<Answer>>> rows() {
        Map<String, Map<String, List<Answer>>> rows = new LinkedHashMap<>();
        Set<Answer> all = new LinkedHashSet<>();
        promised.values().forEach(all::addAll);
        all.addAll(edges.keySet());
        sectionOf.values().forEach(section -> rows.put(section, new TreeMap<>()));
        for (Answer answer : all) {
            rows.computeIfAbsent(sectionOf.getOrDefault(answer.clause(), ""), name -> new TreeMap<>())
                    .computeIfAbsent(answer.code(), code -> new ArrayList<>())
                    .add(answer);
        }
        return rows;
    }
}
