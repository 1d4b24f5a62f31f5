package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered invariants of Mach's IPC: each is on its page once, with operators and audits that are there. */
final class Invariants {

    static final String PAGE = "docs/invariants.md";
    static final String AUDITS = "reference-impl/src/main/java/dev/portolan/kernel/kern/";

    private static final int LAST = 22;
    private static final Pattern ROW = Pattern.compile("\\| I(\\d+) \\|[^|]+\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private Invariants() {}

    static List<Finding> check(SourceTree tree) {
        Set<String> operators = new Specification(tree).operatorNames();
        List<Finding> findings = new ArrayList<>();
        int next = 1;
        List<String> lines = tree.lines(PAGE);
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            if (row.matches()) {
                int number = Integer.parseInt(row.group(1));
                if (number != next) {
                    findings.add(new Finding(PAGE, i + 1, "I" + number + " stands where I" + next + " should"));
                }
                next = number + 1;
                if (row.group(2).isBlank()) {
                    findings.add(new Finding(PAGE, i + 1, "I" + number + " is in no specification"));
                }
                findings.addAll(missing(i + 1, "operator", row.group(2), operators::contains));
                findings.addAll(missing(i + 1, "audit", row.group(3), audit -> isThere(tree, audit)));
            }
        }
        if (next != LAST + 1) {
            findings.add(new Finding(PAGE, 0, "ends with I" + (next - 1) + " of I" + LAST));
        }
        return findings;
    }

    private static List<Finding> missing(int line, String what, String cell, Predicate<String> isThere) {
        return QUOTED.matcher(cell)
                .results()
                .map(quoted -> quoted.group(1))
                .filter(isThere.negate())
                .map(name -> new Finding(PAGE, line, "there is no " + what + " " + name))
                .toList();
    }

    private static boolean isThere(SourceTree tree, String audit) {
        String[] parts = audit.split("\\.");
        String path = AUDITS + parts[0] + ".java";
        return parts.length == 2 && tree.has(path) && tree.text(path).contains("void " + parts[1] + "(");
    }
}
