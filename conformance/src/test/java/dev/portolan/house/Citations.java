package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What cites what: a test a clause, a method of the kernel an action, an operator of the specification a
 * clause. Citations point upwards; the way down is generated from them.
 */
final class Citations {

    private static final String ARCHITECTURE = "docs/architecture.md";
    private static final String KERNEL = "reference-impl/src/main/";

    /** A row of the table of calls: the call, its TLA+ name, its steps. */
    private static final Pattern ROW = Pattern.compile("\\| `\\w+\\([^|]*\\|[^|]*\\|[^|]*\\|");

    private static final Pattern ACTION = Pattern.compile("`([A-Z][a-z]\\w*)`");

    private final Specification specification;
    private final Clauses clauses;
    private final List<Annotations.Use> refinements;
    private final List<Annotations.Use> tests;
    private final Set<String> actions;

    Citations(SourceTree tree) {
        specification = new Specification(tree);
        clauses = new Clauses(tree);
        refinements = Annotations.find(tree, KERNEL, "Refines");
        tests = testsOf(tree);
        actions = tableOfCalls(tree);
    }

    private static List<Annotations.Use> testsOf(SourceTree tree) {
        List<Annotations.Use> tests = new ArrayList<>();
        for (String module : List.of("conformance", "reference-impl", "stress")) {
            for (Annotations.Use use : Annotations.find(tree, module + "/src/test/", "Clause")) {
                if (!use.file().contains("/house/")) {
                    tests.add(use);
                }
            }
        }
        return tests;
    }

    /** The actions of the architecture's table: the calls themselves, and their steps. */
    private static Set<String> tableOfCalls(SourceTree tree) {
        Set<String> actions = new TreeSet<>();
        for (String line : tree.lines(ARCHITECTURE)) {
            Matcher row = ROW.matcher(line);
            if (row.lookingAt()) {
                Matcher action = ACTION.matcher(row.group());
                while (action.find()) {
                    actions.add(action.group(1));
                }
            }
        }
        return actions;
    }

    List<Finding> check() {
        List<Finding> findings = new ArrayList<>();
        clauses.twice()
                .forEach(id -> findings.add(new Finding(clauses.fileOf(id), 0, id + " stands for two sentences")));
        checkClausesCited(findings);
        checkRefinements(findings);
        for (Annotations.Use test : tests) {
            if (!clauses.ids().contains(test.value())) {
                findings.add(new Finding(test.file(), test.line(), "there is no clause " + test.value()));
            }
        }
        return findings;
    }

    private void checkClausesCited(List<Finding> findings) {
        Set<String> cited = new TreeSet<>();
        for (Specification.Cited citation : specification.citations()) {
            cited.add(citation.clause());
            if (!clauses.ids().contains(citation.clause())) {
                findings.add(new Finding(citation.file(), citation.line(), "there is no clause " + citation.clause()));
            }
        }
        for (String id : clauses.ids()) {
            if (cited.contains(id) && clauses.notModelled().contains(id)) {
                findings.add(new Finding(clauses.fileOf(id), 0, id + " is modelled, whatever the page says"));
            } else if (!cited.contains(id) && !clauses.notModelled().contains(id)) {
                findings.add(new Finding(clauses.fileOf(id), 0, "no operator decides by " + id));
            }
        }
    }

    private void checkRefinements(List<Finding> findings) {
        Set<String> refined = new TreeSet<>();
        for (Annotations.Use use : refinements) {
            String operator = use.value().substring(use.value().indexOf('!') + 1);
            refined.add(operator);
            if (!specification.defines(operator)) {
                findings.add(new Finding(use.file(), use.line(), "no module defines " + use.value()));
            }
        }
        for (String action : actions) {
            if (!refined.contains(action)) {
                findings.add(new Finding(ARCHITECTURE, 0, "no method of the kernel refines " + action));
            }
        }
    }

    /** The reverse table, as a page. */
    String page() {
        Map<String, Set<String>> methods = new TreeMap<>();
        for (Annotations.Use use : refinements) {
            String action = use.value().substring(use.value().indexOf('!') + 1);
            methods.computeIfAbsent(action, name -> new TreeSet<>()).add(use.member());
        }
        Map<String, Set<String>> testsByClause = new TreeMap<>();
        for (Annotations.Use test : tests) {
            testsByClause.computeIfAbsent(test.value(), id -> new TreeSet<>()).add(test.member());
        }
        StringBuilder page = new StringBuilder();
        page.append("# Who stands for what\n\n")
                .append("Written by a test from the citations in the sources, and checked by it; see")
                .append(" [hacking.md](../hacking.md).\n\n")
                .append("## Actions and the kernel's methods\n\n")
                .append("| action | refined by | clauses that it decides by |\n| --- | --- | --- |\n");
        for (Map.Entry<String, Set<String>> row : methods.entrySet()) {
            Set<String> decided = specification.clausesWithin(row.getKey(), methods.keySet());
            row(page, row.getKey(), row.getValue(), decided);
        }
        page.append(
                        "\n## Clauses\n\nThe edges of the graphs that each clause decides are executed in any case; tests of their own are")
                .append(" these.\n\n| clause | decided in | tests |\n| --- | --- | --- |\n");
        Map<String, Set<String>> operators = specification.operatorsByClause();
        for (String id : clauses.ids()) {
            Set<String> decided = clauses.notModelled().contains(id) ? Set.of() : operators.getOrDefault(id, Set.of());
            row(page, id, decided, testsByClause.getOrDefault(id, Set.of()));
        }
        return page.toString();
    }

    private static void row(StringBuilder page, String first, Set<String> second, Set<String> third) {
        page.append("| `")
                .append(first)
                .append("` | ")
                .append(codes(second))
                .append(" | ")
                .append(codes(third));
        page.append(" |\n");
    }

    private static String codes(Set<String> names) {
        return names.stream()
                .sorted(Clauses.ORDER)
                .map(name -> "`" + name + "`")
                .collect(Collectors.joining(" "));
    }
}
