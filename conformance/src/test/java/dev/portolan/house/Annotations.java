package dev.portolan.house;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One annotation's uses in Java sources, read as text. */
final class Annotations {

    /**
     * A use.
     *
     * @param value one of the annotation's strings
     * @param member the annotated method as {@code Type.method}, or the annotated type
     */
    record Use(String file, int line, String value, String member) {}

    private static final Pattern MEMBER =
            Pattern.compile("\\b(?:(?:class|record|interface|enum)\\s+(\\w+)|(\\w+)\\s*\\()");
    private static final Pattern ANNOTATION = Pattern.compile("@(?!interface\\b)[\\w.]+(?:\\s*\\([^()]*\\))?");
    private static final Pattern STRING = Pattern.compile("\"([^\"]*)\"");

    private Annotations() {}

    /** All uses of {@code @name} in the sources whose path begins with {@code below}. */
    static List<Use> find(SourceTree tree, String below, String name) {
        Pattern annotation = Pattern.compile("@" + name + "\\s*\\(([^()]*)\\)");
        List<Use> uses = new ArrayList<>();
        for (String path : tree.withExtension("java")) {
            if (path.startsWith(below)) {
                String source = JavaText.withoutComments(tree.text(path));
                Matcher found = annotation.matcher(source);
                while (found.find()) {
                    int line = 1
                            + (int) source.substring(0, found.start())
                                    .chars()
                                    .filter(c -> c == '\n')
                                    .count();
                    String member = memberAfter(path, source.substring(found.end()));
                    Matcher value = STRING.matcher(found.group(1));
                    while (value.find()) {
                        uses.add(new Use(path, line, value.group(1), member));
                    }
                }
            }
        }
        return uses;
    }

    private static String memberAfter(String path, String rest) {
        Matcher member = MEMBER.matcher(ANNOTATION.matcher(rest).replaceAll(" "));
        if (!member.find()) {
            return "?";
        }
        String type = path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
        String annotated = member.group(1) == null ? member.group(2) : member.group(1);
        return annotated.equals(type) ? type : type + "." + annotated;
    }
}
