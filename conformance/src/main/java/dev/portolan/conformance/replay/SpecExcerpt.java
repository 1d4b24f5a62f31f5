package dev.portolan.conformance.replay;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A few lines of a module.
 *
 * @param first the index of the first of them
 * @param text the lines, without their common indent
 */
record SpecExcerpt(int first, List<String> text) {

    /** As many lines as a person reads at a glance. */
    private static final int LINES_SHOWN = 9;

    /** As many as the longest list of cases has. */
    private static final int CASES_SHOWN = 14;

    private static final Pattern CONDITION = Pattern.compile("(IN )?(CASE|IF|ELSE IF) .*|\\[\\] .*|CASE .*");
    private static final Pattern ALTERNATIVE = Pattern.compile("(THEN|ELSE)( .*)?");

    /** The beginning of the definition on a line. */
    static SpecExcerpt definition(List<String> lines, int at) {
        int end = at + 1;
        while (end < lines.size() && end - at < LINES_SHOWN && isBody(lines.get(end))) {
            end++;
        }
        return of(lines, at, end);
    }

    private static boolean isBody(String line) {
        return line.startsWith(" ");
    }

    /** The check whose answer stands on a line: from its condition to the end of the answer. */
    static SpecExcerpt check(List<String> lines, int at, int column) {
        int first = condition(lines, at, column);
        int end = at + 1;
        while (end < lines.size() && end - at < LINES_SHOWN && depth(lines, first, end) > 0) {
            end++;
        }
        return of(lines, first, end);
    }

    /* Upwards to the line that says when: past THEN and ELSE to their IF, and to the case that this stands in. */
    private static int condition(List<String> lines, int at, int column) {
        int first = at;
        if (!hasOwnCondition(lines.get(at).substring(0, column))) {
            while (first > 0 && at - first < LINES_SHOWN - 1 && !isCondition(lines.get(first))) {
                first--;
            }
        }
        if (lines.get(first).strip().startsWith("[] OTHER")) {
            return alternatives(lines, first);
        }
        boolean within = first > 0 && lines.get(first - 1).strip().endsWith("->");
        boolean under =
                first > 0 && ALTERNATIVE.matcher(lines.get(first).strip()).matches();
        return within || under && isCondition(lines.get(first - 1)) ? first - 1 : first;
    }

    /* An IF whose branches have begun and not ended where the answer stands. */
    private static boolean hasOwnCondition(String before) {
        int condition = before.lastIndexOf("IF ");
        return condition >= 0
                && before.substring(condition).chars().filter(c -> c == ')').count()
                        <= before.substring(condition)
                                .chars()
                                .filter(c -> c == '(')
                                .count();
    }

    private static boolean isCondition(String line) {
        String text = line.strip();
        return CONDITION.matcher(text).matches() || !isBody(line);
    }

    /* What is left when no other case applies is told by the other cases. */
    private static int alternatives(List<String> lines, int other) {
        int indent = lines.get(other).indexOf("[]");
        for (int i = other - 1; i > 0 && other - i < CASES_SHOWN; i--) {
            int start = lines.get(i).indexOf("CASE ");
            if (start >= 0 && start <= indent && isCondition(lines.get(i))) {
                return i;
            }
        }
        return other;
    }

    /* Brackets that are open at the end of the lines. */
    private static int depth(List<String> lines, int first, int end) {
        int depth = 0;
        for (String line : lines.subList(first, end)) {
            for (char c : line.replace("[]", "").toCharArray()) {
                depth += c == '(' || c == '[' ? 1 : c == ')' || c == ']' ? -1 : 0;
            }
        }
        return depth;
    }

    private static SpecExcerpt of(List<String> lines, int first, int end) {
        List<String> text = lines.subList(first, end);
        int indent = text.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return new SpecExcerpt(
                first,
                text.stream()
                        .map(line -> line.length() < indent ? line : line.substring(indent))
                        .toList());
    }
}
