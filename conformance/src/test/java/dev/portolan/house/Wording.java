package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names and words that hide what a thing is, and whitespace that nobody sees. */
final class Wording {

    private static final Pattern VAGUE_TYPE =
            Pattern.compile("\\b(?:class|interface|record|enum)\\s+(\\w*(?:Manager|Utils?|Helper)\\w*)");
    private static final Pattern VAGUE_PACKAGE =
            Pattern.compile("(?m)^package\\s+[\\w.]*\\b(utils?|common|helpers?|misc|managers?)\\b");
    private static final Pattern SLEEP = Pattern.compile("\\b(?:Thread|SECONDS|MILLISECONDS)\\s*\\.\\s*sleep\\b");
    private static final Pattern TODO = Pattern.compile("\\b(?:TODO|FIXME|XXX)\\b(?!\\(#\\d+\\))");
    private static final Pattern AUTHOR = Pattern.compile("@author\\b");
    private static final Pattern TRAILING = Pattern.compile("(?m)[ \\t]+$");
    private static final Pattern TAB = Pattern.compile("\\t");
    private static final Pattern MACHINE = Pattern.compile("(?<![\\w./:-])/(?:work|home|Users|root)/\\w+");

    /** Not written here. */
    private static final Set<String> FOREIGN = Set.of("mvnw", "mvnw.cmd", "LICENSE");

    private Wording() {}

    static List<Finding> check(SourceTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (String path : tree.withExtension("java")) {
            String source = tree.text(path);
            String code = JavaText.code(source);
            String comments = JavaText.comments(source);
            find(findings, path, code, VAGUE_TYPE, "a name that says nothing");
            find(findings, path, code, VAGUE_PACKAGE, "a package name that says nothing");
            find(findings, path, code, SLEEP, "sleeping is not waiting for something");
            find(findings, path, comments, TODO, "no issue number, as in TODO" + "(#12)");
            find(findings, path, comments, AUTHOR, "history is in the history");
        }
        for (String path : tree.withExtension("tla", "cfg")) {
            find(findings, path, tree.text(path), TODO, "no issue number, as in TODO" + "(#12)");
        }
        for (String path : tree.paths()) {
            if (!FOREIGN.contains(path)) {
                find(findings, path, tree.text(path), TRAILING, "whitespace at the end of the line");
                find(findings, path, tree.text(path), TAB, "a tab");
                find(findings, path, tree.text(path), MACHINE, "a path of one machine");
            }
        }
        return findings;
    }

    private static void find(List<Finding> findings, String path, String text, Pattern pattern, String what) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            int line = 1
                    + (int) text.substring(0, matcher.start())
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
            findings.add(new Finding(path, line, what + ": " + matcher.group().strip()));
        }
    }
}
