package dev.portolan.conformance.replay;

import dev.portolan.spec.SpecFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where each clause stands in the specification: the checks that answer with its id, or, for a clause that never
 * answers by itself, the operators whose header names it.
 *
 * <p>Immutable; the modules are read once.
 */
final class SpecIndex {

    private static final Pattern ANSWER = Pattern.compile("\"((?:ipc|exceptions)\\.[a-z_]+\\.\\d+)\"");
    private static final Pattern HEADER = Pattern.compile("^\\(\\*\\s+Clauses?\\s+(.*)\\*\\)\\s*$");
    private static final Pattern NAMED =
            Pattern.compile("((?:ipc|exceptions)\\.[a-z_]+)\\.(\\d+)(?:\\s+-\\s+\\1\\.(\\d+))?");
    private static final Pattern DEFINITION = Pattern.compile("^(?:LOCAL\\s+)?(\\w+)(?:\\([^)]*\\))?\\s*==.*");

    private final Map<String, List<SpecCitation>> answers = new TreeMap<>();
    private final Map<String, List<SpecCitation>> headers = new TreeMap<>();

    SpecIndex(SpecFiles files) {
        for (String name : files.names().keySet()) {
            // The modules that make a model finite, and its mutants, decide nothing.
            if (name.endsWith(".tla") && !name.startsWith("MC")) {
                read(files.pathOf(name), files.text(name).lines().toList());
            }
        }
    }

    /**
     * The places of a clause, those in the action's own operator first.
     *
     * @param action an action of the specification, or null
     * @return empty if nobody answers with the clause
     */
    List<SpecCitation> places(String clause, String action) {
        List<SpecCitation> found =
                new ArrayList<>(answers.getOrDefault(clause, headers.getOrDefault(clause, List.of())));
        found.sort((one, other) -> Boolean.compare(isOf(action, other), isOf(action, one)));
        return found;
    }

    private static boolean isOf(String action, SpecCitation place) {
        return place.operator().equals(action) || place.operator().equals(action + "Step");
    }

    private void read(String file, List<String> lines) {
        String operator = "";
        List<String> awaiting = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher definition = DEFINITION.matcher(line);
            if (definition.matches()) {
                operator = definition.group(1);
                for (String clause : awaiting) {
                    SpecExcerpt excerpt = SpecExcerpt.definition(lines, i);
                    add(headers, clause, new SpecCitation(file, i + 1, operator, i + 1, excerpt.text()));
                }
                awaiting.clear();
            }
            Matcher header = HEADER.matcher(line);
            if (header.matches()) {
                awaiting.addAll(named(header.group(1)));
            }
            Matcher answer = ANSWER.matcher(line);
            while (answer.find()) {
                SpecExcerpt excerpt = SpecExcerpt.check(lines, i, answer.start());
                add(
                        answers,
                        answer.group(1),
                        new SpecCitation(file, i + 1, operator, excerpt.first() + 1, excerpt.text()));
            }
        }
    }

    private static void add(Map<String, List<SpecCitation>> to, String clause, SpecCitation citation) {
        to.computeIfAbsent(clause, fresh -> new ArrayList<>()).add(citation);
    }

    /** {@code ipc.send.1 - ipc.send.4, ipc.send.6} is five clauses. */
    private static List<String> named(String text) {
        List<String> clauses = new ArrayList<>();
        Matcher named = NAMED.matcher(text);
        while (named.find()) {
            int first = Integer.parseInt(named.group(2));
            int last = named.group(3) == null ? first : Integer.parseInt(named.group(3));
            for (int number = first; number <= last; number++) {
                clauses.add(named.group(1) + "." + number);
            }
        }
        return clauses;
    }
}
