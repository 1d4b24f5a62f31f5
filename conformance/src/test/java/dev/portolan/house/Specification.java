package dev.portolan.house;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The TLA+ modules as text: which operators there are, what each cites, and what each uses. */
final class Specification {

    /**
     * An operator.
     *
     * @param line where it is defined, counted from 1
     * @param body its text, comments left out
     */
    record Operator(String file, int line, String name, String body) {}

    /** A clause's id in the text of an operator, or in a comment between the one before and its own end. */
    record Cited(String file, int line, String operator, String clause) {}

    private static final Pattern DEFINITION =
            Pattern.compile("(?m)^(?:LOCAL +)?(\\w+)(?:\\s*\\((?:[^()]|\\([^()]*\\))*\\))?\\s*==");
    private static final Pattern COMMENT = Pattern.compile("\\\\\\*[^\\n]*|\\(\\*(?s:.*?)\\*\\)");
    private static final Pattern DECLARATION = Pattern.compile("(?m)^RECURSIVE\\b.*");
    private static final Pattern CLAUSE = Pattern.compile("\"([a-z]+(?:\\.[A-Za-z0-9_-]+)+)\"");
    private static final Pattern CLAUSES_IN_COMMENT =
            Pattern.compile("\\bClauses?\\s+((?:[a-z]+\\.[a-z_.0-9-]+|[\\s,*-]|and)+)");
    private static final Pattern RANGE =
            Pattern.compile("([a-z]+(?:\\.[a-z_-]+)+\\.)(\\d+)(?:\\s*-\\s*([a-z]+(?:\\.[a-z_-]+)+\\.)(\\d+))?");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final List<Operator> operators = new ArrayList<>();
    private final List<Cited> citations = new ArrayList<>();

    /** Reads the modules under {@code spec/}, but for the worlds, which decide nothing and hold planted faults. */
    Specification(SourceTree tree) {
        for (String path : tree.withExtension("tla")) {
            if (path.startsWith("spec/") && !path.startsWith("spec/src/") && !path.contains("/MC")) {
                read(path, tree.text(path));
            }
        }
    }

    private void read(String path, String text) {
        // What is declared recursive belongs to no operator, least of all to the one before it.
        String code = blanked(DECLARATION, blanked(COMMENT, text));
        List<MatchResult> definitions = DEFINITION.matcher(code).results().collect(Collectors.toList());
        for (int i = 0; i < definitions.size(); i++) {
            MatchResult definition = definitions.get(i);
            int end = i + 1 < definitions.size() ? definitions.get(i + 1).start() : code.length();
            String body = code.substring(definition.start(), end);
            operators.add(new Operator(path, lineOf(code, definition.start()), definition.group(1), body));
        }
        citeInCode(path);
        Matcher comment = COMMENT.matcher(text);
        while (comment.find()) {
            String operator = definitions.stream()
                    .filter(definition -> definition.start() >= comment.start())
                    .findFirst()
                    .map(definition -> definition.group(1))
                    .orElse("");
            citeInComment(path, lineOf(text, comment.start()), operator, comment.group());
        }
    }

    private static String blanked(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(match -> match.group().replaceAll("[^\\n]", " "));
    }

    private void citeInCode(String path) {
        for (Operator operator : operators) {
            Matcher clause = CLAUSE.matcher(operator.body());
            while (operator.file().equals(path) && clause.find()) {
                int line = operator.line() + lineOf(operator.body(), clause.start()) - 1;
                citations.add(new Cited(path, line, operator.name(), clause.group(1)));
            }
        }
    }

    /** {@code Clause ipc.send.1 - ipc.send.3 ipc.queue.1}: single ids and ranges. */
    private void citeInComment(String path, int firstLine, String operator, String comment) {
        Matcher list = CLAUSES_IN_COMMENT.matcher(comment);
        while (list.find()) {
            int line = firstLine + lineOf(comment, list.start()) - 1;
            Matcher range = RANGE.matcher(list.group(1));
            while (range.find()) {
                int from = Integer.parseInt(range.group(2));
                int to = range.group(4) == null ? from : Integer.parseInt(range.group(4));
                for (int number = from; number <= to; number++) {
                    citations.add(new Cited(path, line, operator, range.group(1) + number));
                }
            }
        }
    }

    private static int lineOf(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    /** True if there is an operator of that name, or one that is the step of that name. */
    boolean defines(String action) {
        return operators.stream()
                .anyMatch(operator ->
                        operator.name().equals(action) || operator.name().equals(action + "Step"));
    }

    Set<String> operatorNames() {
        Set<String> names = new TreeSet<>();
        operators.forEach(operator -> names.add(operator.name()));
        return names;
    }

    List<Cited> citations() {
        return citations;
    }

    /** For each clause the operators that cite it. */
    Map<String, Set<String>> operatorsByClause() {
        Map<String, Set<String>> byClause = new TreeMap<>();
        for (Cited cited : citations) {
            byClause.computeIfAbsent(cited.clause(), clause -> new TreeSet<>()).add(cited.operator());
        }
        return byClause;
    }

    /** The clauses that an operator, or any operator that it leads to without passing through a stop, cites. */
    Set<String> clausesWithin(String operator, Set<String> stops) {
        Map<String, Set<String>> uses = uses();
        Set<String> reached = new TreeSet<>(Set.of(operator, operator + "Step"));
        Deque<String> open = new ArrayDeque<>(reached);
        while (!open.isEmpty()) {
            for (String used : uses.getOrDefault(open.pop(), Set.of())) {
                if (!isStep(used, stops) && reached.add(used)) {
                    open.push(used);
                }
            }
        }
        Set<String> clauses = new TreeSet<>();
        citations.stream()
                .filter(cited -> reached.contains(cited.operator()))
                .forEach(cited -> clauses.add(cited.clause()));
        return clauses;
    }

    private static boolean isStep(String operator, Set<String> actions) {
        return actions.contains(operator)
                || operator.endsWith("Step") && actions.contains(operator.substring(0, operator.length() - 4));
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
