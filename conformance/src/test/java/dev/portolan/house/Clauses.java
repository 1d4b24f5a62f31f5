package dev.portolan.house;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The clauses of {@code docs/clauses}: their ids, their sentences, and which of them no model decides. */
final class Clauses {

    /** An id begins its line, after whatever makes it a heading, a row, an item or an anchor. */
    private static final Pattern DEFINITION = Pattern.compile(
            "^[|*#\\s-]*(?:<a (?:id|name)=\"[^\"]*\"></a>)?[|*`\\s]*((?:%s)(?:\\.[A-Za-z0-9_-]+)+)\\b(?!\\()(.*)");

    private static final Pattern SECTION = Pattern.compile("#{2,6}\\s+(.*)");

    /** By name, and numbers by their value: {@code ipc.send.9} before {@code ipc.send.10}. */
    static final Comparator<String> ORDER = Comparator.comparing((String id) -> id.replaceAll("\\d+$", ""))
            .thenComparing(id -> id.length())
            .thenComparing(Comparator.naturalOrder());

    private final Map<String, String> sentences = new TreeMap<>(ORDER);
    private final Set<String> notModelled = new TreeSet<>();
    private final Map<String, String> files = new TreeMap<>();
    private final Set<String> twice = new TreeSet<>();

    Clauses(SourceTree tree) {
        for (String path : tree.withExtension("md")) {
            if (path.startsWith("docs/clauses/") && !path.endsWith("/README.md")) {
                read(path, tree);
            }
        }
    }

    private void read(String path, SourceTree tree) {
        String subject = path.substring(path.lastIndexOf('/') + 1, path.length() - ".md".length());
        Pattern definition = Pattern.compile(DEFINITION.pattern().replace("%s", Pattern.quote(subject)));
        boolean modelled = true;
        boolean excused = false;
        for (String line : new Markdown(tree.lines(path)).prose()) {
            Matcher section = SECTION.matcher(line);
            if (section.matches() && !definition.matcher(line).matches()) {
                String heading = section.group(1).toLowerCase(Locale.ROOT);
                modelled = !heading.startsWith("not modelled");
                excused = heading.startsWith("given by no graph");
            }
            Matcher clause = definition.matcher(line);
            if (clause.matches() && !excused) {
                if (sentences.put(clause.group(1), clause.group(2).replaceAll("^[`*|:\\s]+|[|\\s]+$", "")) != null) {
                    twice.add(clause.group(1));
                }
                files.put(clause.group(1), path);
                if (!modelled) {
                    notModelled.add(clause.group(1));
                }
            }
        }
    }

    Set<String> ids() {
        return sentences.keySet();
    }

    Set<String> notModelled() {
        return notModelled;
    }

    String fileOf(String id) {
        return files.get(id);
    }

    /** Ids that stand for two sentences. */
    Set<String> twice() {
        return twice;
    }
}
