package dev.portolan.conformance.report;

import dev.portolan.conformance.expect.ClausePage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which codes the page of the clauses promises, and which of them it says that no graph gives. */
final class PromisedAnswers {

    private static final Pattern SECTION = Pattern.compile("## (.*)");
    private static final Pattern CLAUSE = Pattern.compile("\\| `(ipc\\.[a-z_]+\\.\\d+)` \\|(.*)\\|");
    private static final Pattern CODE = Pattern.compile("`((?:KERN|MACH|MIG)_[A-Z_]+(?:\\\\\\|[A-Z_]+)*)`");
    private static final Pattern CITED = Pattern.compile("\\| `(ipc\\.[a-z_]+\\.\\d+)` \\|[^|]*\\|([^|]*)\\|");
    private static final String NOT_MODELLED = "Not modelled";
    private static final String GIVEN_BY_NO_GRAPH = "Given by no graph";

    /** One code of one clause. */
    record Answer(String clause, String code) {}

    private final Map<String, List<Answer>> bySection = new LinkedHashMap<>();
    private final Map<String, String> sectionOf = new LinkedHashMap<>();
    private final Map<String, String> reasons = new LinkedHashMap<>();
    private final List<Answer> notModelled = new ArrayList<>();
    private final Map<String, Set<String>> tests = new TreeMap<>();

    PromisedAnswers() {
        this(ClausePage.lines("ipc.md"), ClausePage.lines("refinement.md"));
    }

    /** @param refinement the page that names the tests of each clause */
    PromisedAnswers(List<String> clauses, List<String> refinement) {
        String section = "";
        for (String line : clauses) {
            Matcher heading = SECTION.matcher(line);
            Matcher clause = CLAUSE.matcher(line);
            if (heading.matches()) {
                section = heading.group(1);
            } else if (clause.matches()) {
                read(section, clause.group(1), clause.group(2));
            }
        }
        for (String line : refinement) {
            Matcher cited = CITED.matcher(line);
            if (cited.matches() && !cited.group(2).isBlank()) {
                tests.put(cited.group(1), Set.of(cited.group(2).strip().split(" ")));
            }
        }
    }

    private void read(String section, String clause, String cells) {
        if (section.equals(GIVEN_BY_NO_GRAPH)) {
            reasons.put(clause, cells.strip());
            return;
        }
        int lastCell = cells.replace("\\|", "  ").lastIndexOf('|') + 1;
        boolean saysOnly = lastCell == 0;
        if (section.equals(NOT_MODELLED)) {
            String says = saysOnly ? cells : cells.substring(0, lastCell - 1);
            reasons.put(clause, "Not modelled: " + says.strip());
        } else {
            sectionOf.put(clause, section);
        }
        Matcher code = CODE.matcher(saysOnly ? "" : cells.substring(lastCell));
        while (code.find()) {
            Answer answer = new Answer(clause, code.group(1).replace("\\|", "|"));
            if (section.equals(NOT_MODELLED)) {
                notModelled.add(answer);
            } else {
                bySection.computeIfAbsent(section, name -> new ArrayList<>()).add(answer);
            }
        }
    }

    /** The answers that some edge should give or {@link #reason} excuses, by section of the page, in its order. */
    Map<String, List<Answer>> bySection() {
        return bySection;
    }

    /** All sections that have clauses, in the page's order, each as often as it has some. */
    Iterable<String> sections() {
        return sectionOf.values();
    }

    /** The section of a clause of the model; empty of one that the page does not have there. */
    String section(String clause) {
        return sectionOf.getOrDefault(clause, "");
    }

    /** Why no graph gives the clause's answers; null if one should. */
    String reason(String clause) {
        return reasons.get(clause);
    }

    /** Every answer that no graph need give, in the page's order. */
    List<Answer> givenByNoGraph() {
        List<Answer> given = new ArrayList<>();
        bySection
                .values()
                .forEach(answers -> answers.stream()
                        .filter(answer -> reasons.containsKey(answer.clause()))
                        .forEach(given::add));
        given.addAll(notModelled);
        return given;
    }

    /** The tests that cite one of the clauses. */
    Set<String> tests(Iterable<String> clauses) {
        Set<String> citing = new TreeSet<>();
        clauses.forEach(clause -> citing.addAll(tests.getOrDefault(clause, Set.of())));
        return citing;
    }
}
