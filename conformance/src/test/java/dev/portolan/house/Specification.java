package dev.portolan.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The TLA+ modules as text: which operators there are, what each cites, and what each uses. */
final class Specification {

    /**
     * An operator.
     *
     * @param line where it is defined, counted from 1
     * @param body its text, comments left out
     */
    record Operator(String file, int line, String name, String body) {}

    /** A clause's id in the text of an operator. */
    record Cited(String file, int line, String operator, String clause) {}

    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^(?:LOCAL +)?(\\w+)(?:\\s*\\((?:[^()]|\\([^()]*\\))*\\))?\\s*==");
    private static final Pattern COMMENT = Pattern.compile("\\\\\\*[^\\n]*|\\(\\*(?s:.*?)\\*\\)");
    private static final Pattern CLAUSE = Pattern.compile("\"([a-z]+(?:\\.[A-Za-z0-9_-]+)+)\"");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final List<Operator> operators = new ArrayList<>();

    Specification(SourceTree tree) {
        for (String path : tree.withExtension("tla")) {
            if (path.startsWith("spec/") && !path.startsWith("spec/src/")) {
                read(path, tree.text(path));
            }
        }
    }

    private void read(String path, String text) {
        String code =
                COMMENT.matcher(text).replaceAll(comment -> comment.group().replaceAll("[^\\n]", " "));
        Matcher definition = DEFINITION.matcher(code);
        int start = -1;
        String name = null;
        while (definition.find()) {
            if (name != null) {
                operators.add(new Operator(path, lineOf(code, start), name, code.substring(start, definition.start())));
            }
            name = definition.group(1);
            start = definition.start();
        }
        if (name != null) {
            operators.add(new Operator(path, lineOf(code, start), name, code.substring(start)));
        }
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    Set<String> operatorNames() {
        Set<String> names = new TreeSet<>();
        operators.forEach(operator -> names.add(operator.name()));
        return names;
    }

    List<Cited> citations() {
        List<Cited> citations = new ArrayList<>();
        for (Operator operator : operators) {
            Matcher clause = CLAUSE.matcher(operator.body());
            while (clause.find()) {
                int line = operator.line() + lineOf(operator.body(), clause.start()) - 1;
                citations.add(new Cited(operator.file(), line, operator.name(), clause.group(1)));
            }
        }
        return citations;
    }

    /** For each clause the operators that cite it. */
    Map<String, Set<String>> operatorsByClause() {
        Map<String, Set<String>> byClause = new TreeMap<>();
        for (Cited cited : citations()) {
            byClause.computeIfAbsent(cited.clause(), clause -> new TreeSet<>()).add(cited.operator());
        }
        return byClause;
    }

    /** The clauses that an operator, or any operator that it leads to without passing through a stop, cites. */
    Set<String> clausesWithin(String operator, Set<String> stops) {
        Map<String, Set<String>> uses = uses();
        Set<String> reached = new TreeSet<>(Set.of(operator));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String used : uses.getOrDefault(open.pop(), Set.of())) {
                if (!stops.contains(used) && reached.add(used)) {
                    open.push(used);
                }
            }
        }
        Set<String> clauses = new TreeSet<>();
        citations().stream()
                .filter(cited -> reached.contains(cited.operator()))
                .forEach(cited -> clauses.add(cited.clause()));
        return clauses;
    }

    private Map<String, Set<String>> uses() {
        Set<String> names = operatorNames();
        Map<String, Set<String>> uses = new TreeMap<>();
        for (Operator operator : operators) {
            Set<String> used = uses.computeIfAbsent(operator.name(), name -> new TreeSet<>());
            Matcher word = WORD.matcher(operator.body());
            while (word.find()) {
                if (names.contains(word.group()) && !word.group().equals(operator.name())) {
                    used.add(word.group());
                }
            }
        }
        return uses;
    }
}
