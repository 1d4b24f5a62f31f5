package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size ratchet: a file over its mark is listed with its size and a reason, may not grow, and takes its
 * entry down with it when it shrinks.
 */
final class FileSizes {

    private static final Map<String, Integer> LINES_MAX = Map.of("java", 400, "tla", 300);

    /** {@code path lines reason}. */
    private static final Pattern ENTRY = Pattern.compile("(\\S+)\\s+(\\d+)\\s+(\\S.*)");

    private FileSizes() {}

    static List<Finding> check(SourceTree tree, List<String> allowed) {
        List<Finding> findings = new ArrayList<>();
        Map<String, Integer> entries = new TreeMap<>();
        for (String line : allowed) {
            if (!line.isBlank() && !line.startsWith("#")) {
                Matcher entry = ENTRY.matcher(line);
                if (entry.matches()) {
                    entries.put(entry.group(1), Integer.valueOf(entry.group(2)));
                } else {
                    findings.add(new Finding("oversized.txt", 0, "neither path, lines and reason: " + line));
                }
            }
        }
        for (String path : tree.withExtension("java", "tla")) {
            int lines = tree.lines(path).size();
            int max = LINES_MAX.get(SourceTree.extension(path));
            Integer listed = entries.remove(path);
            if (listed == null && lines > max) {
                findings.add(
                        new Finding(path, 0, lines + " lines are more than " + max + ": which second noun is it?"));
            } else if (listed != null && lines > listed) {
                findings.add(new Finding(path, 0, "grew from " + listed + " to " + lines + " lines"));
            } else if (listed != null && lines < listed) {
                findings.add(
                        new Finding(path, 0, "shrank from " + listed + " to " + lines + " lines: so must its entry"));
            }
        }
        entries.keySet()
                .forEach(path -> findings.add(new Finding(path, 0, "is listed as oversized, and does not exist")));
        return findings;
    }
}
