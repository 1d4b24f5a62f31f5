package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The numbered corners of Mach's IPC: each is on its page once, with all its tests, and these are there. */
final class Corners {

    static final String PAGE = "docs/corners.md";

    private static final int LAST = 33;
    private static final String TESTS = "reference-impl/src/test/";

    /** The corners of exceptions have numbers of their own. */
    private static final Set<String> OF_EXCEPTIONS = Set.of("DueExceptionsTest");

    private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\|.*");
    private static final Pattern TEST = Pattern.compile("`(\\w+Test\\.\\w+)`");
    private static final Pattern NUMBERED = Pattern.compile("(\\w+)\\.corner(\\d+)(?=[A-Z]).*");

    private Corners() {}

    static List<Finding> check(SourceTree tree) {
        Set<String> numbered = numberedTests(tree);
        Set<String> told = new TreeSet<>();
        List<Finding> findings = new ArrayList<>();
        int next = 1;
        List<String> lines = tree.lines(PAGE);
        for (int i = 0; i < lines.size(); i++) {
            Matcher row = ROW.matcher(lines.get(i));
            if (row.matches()) {
                if (Integer.parseInt(row.group(1)) != next) {
                    findings.add(
                            new Finding(PAGE, i + 1, "corner " + row.group(1) + " stands where " + next + " should"));
                }
                next = Integer.parseInt(row.group(1)) + 1;
                checkTests(i + 1, row, numbered, told, findings);
            }
        }
        if (next != LAST + 1) {
            findings.add(new Finding(PAGE, 0, "ends with corner " + (next - 1) + " of " + LAST));
        }
        numbered.removeAll(told);
        numbered.forEach(test -> findings.add(new Finding(PAGE, 0, "does not tell of " + test)));
        return findings;
    }

    private static void checkTests(
            int line, Matcher row, Set<String> numbered, Set<String> told, List<Finding> findings) {
        Matcher test = TEST.matcher(row.group());
        boolean any = false;
        while (test.find()) {
            any = true;
            told.add(test.group(1));
            Matcher name = NUMBERED.matcher(test.group(1));
            if (!name.matches() || !name.group(2).equals(row.group(1))) {
                findings.add(new Finding(PAGE, line, "not a test of corner " + row.group(1) + ": " + test.group(1)));
            } else if (!numbered.contains(test.group(1))) {
                findings.add(new Finding(PAGE, line, "there is no test " + test.group(1)));
            }
        }
        if (!any) {
            findings.add(new Finding(PAGE, line, "corner " + row.group(1) + " has no test"));
        }
    }

    /** Tests with a corner's number, which cite the clauses that decide it. */
    private static Set<String> numberedTests(SourceTree tree) {
        Set<String> numbered = new TreeSet<>();
        for (Annotations.Use use : Annotations.find(tree, TESTS, "Clause")) {
            Matcher name = NUMBERED.matcher(use.member());
            if (name.matches() && !OF_EXCEPTIONS.contains(name.group(1))) {
                numbered.add(use.member());
            }
        }
        return numbered;
    }
}
