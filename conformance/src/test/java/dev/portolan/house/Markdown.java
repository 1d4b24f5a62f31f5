package dev.portolan.house;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One page: its lines outside fenced blocks, its headings, its links. */
final class Markdown {

    /** Something on a page that points elsewhere. */
    record Link(int line, String target) {}

    private static final Pattern HEADING = Pattern.compile("(#{1,6})\\s+(.*?)\\s*#*");
    private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\s*\\)");
    private static final Pattern HTML_LINK = Pattern.compile("\\b(?:href|src|srcset)=\"([^\"]+)\"");
    private static final Pattern HTML_ANCHOR = Pattern.compile("\\b(?:id|name)=\"([^\"]+)\"");
    private static final Pattern CODE_SPAN = Pattern.compile("(`+)(?:(?!\\1).)+\\1");

    /** By number, counted from 0; a line in a fenced block is empty here. */
    private final List<String> prose = new ArrayList<>();

    Markdown(List<String> lines) {
        String fence = null;
        for (String line : lines) {
            String start = line.stripLeading();
            boolean marks = start.startsWith("```") || start.startsWith("~~~");
            if (fence == null && marks) {
                fence = start.substring(0, 3);
                prose.add("");
            } else if (fence != null) {
                fence = start.startsWith(fence) ? null : fence;
                prose.add("");
            } else {
                prose.add(line);
            }
        }
    }

    List<String> prose() {
        return prose;
    }

    /** The lines, from 1, with a heading of the first level. */
    List<Integer> titles() {
        List<Integer> titles = new ArrayList<>();
        for (int i = 0; i < prose.size(); i++) {
            if (prose.get(i).startsWith("# ")) {
                titles.add(i + 1);
            }
        }
        return titles;
    }

    /** What a link to this page may name after {@code #}: slugs of headings, as GitHub makes them, and ids. */
    Set<String> anchors() {
        Set<String> anchors = new TreeSet<>();
        Map<String, Integer> seen = new HashMap<>();
        for (String line : prose) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                String slug = slug(heading.group(2));
                int earlier = seen.merge(slug, 1, Integer::sum) - 1;
                anchors.add(earlier == 0 ? slug : slug + "-" + earlier);
            }
            Matcher id = HTML_ANCHOR.matcher(line);
            while (id.find()) {
                anchors.add(id.group(1));
            }
        }
        return anchors;
    }

    List<Link> links() {
        List<Link> links = new ArrayList<>();
        for (int i = 0; i < prose.size(); i++) {
            String line = CODE_SPAN.matcher(prose.get(i)).replaceAll("``");
            for (Pattern pattern : List.of(LINK, HTML_LINK)) {
                Matcher matcher = pattern.matcher(line);
                while (matcher.find()) {
                    links.add(new Link(i + 1, matcher.group(1)));
                }
            }
        }
        return links;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
