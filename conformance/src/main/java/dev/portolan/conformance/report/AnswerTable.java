package dev.portolan.conformance.report;

import dev.portolan.conformance.execute.WorldReport;
import dev.portolan.conformance.execute.WorldReport.Covered;
import dev.portolan.conformance.report.PromisedAnswers.Answer;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which return codes the edges of graphs produced, because of which clause, in which dialect, held against those that the
 * clauses promise.
 */
public final class AnswerTable {

    private static final Set<String> NO_ANSWERS = Set.of(Outcome.CONTINUE, Outcome.BLOCKED);

    private final List<String> dialects;
    private final PromisedAnswers promised = new PromisedAnswers();

    /* Edges by answer and dialect. */
    private final Map<Answer, Map<String, Long>> edges = new LinkedHashMap<>();

    /** A table of these worlds. */
    public AnswerTable(List<WorldReport> reports) {
        dialects =
                reports.stream().map(WorldReport::dialect).distinct().sorted().toList();
        for (WorldReport report : reports) {
            for (Covered covered : report.coverage()) {
                // The page promises nothing of exceptions.
                boolean isPromised = !promised.section(covered.clause()).isEmpty();
                if (!NO_ANSWERS.contains(covered.ret()) && isPromised) {
                    edges.computeIfAbsent(new Answer(covered.clause(), covered.ret()), answer -> new TreeMap<>())
                            .merge(report.dialect(), covered.edges(), Long::sum);
                }
            }
        }
    }

    /** The answers that clauses promise and no edge gave, each as {@code clause code}. */
    public List<String> unseen() {
        List<String> unseen = new ArrayList<>();
        promised.bySection()
                .values()
                .forEach(answers -> answers.stream()
                        .filter(answer -> !edges.containsKey(answer) && promised.reason(answer.clause()) == null)
                        .forEach(answer -> unseen.add(answer.clause() + " " + answer.code())));
        return unseen;
    }

    /** The table as a page: a row for each call and code. */
    public String page() {
        AnswerPage page = new AnswerPage(promised, dialects);
        edges.forEach((answer, counts) -> counts.forEach((dialect, count) -> page.count(
                new AnswerPage.Row(promised.section(answer.clause()), answer.code()),
                answer.clause(),
                dialect,
                count)));
        return page.text();
    }
}
