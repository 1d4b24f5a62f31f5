package dev.portolan.house;

/** A Java source with parts of it blanked out; what remains keeps its line and column. */
final class JavaText {

    private enum Part {
        CODE,
        LITERAL,
        COMMENT
    }

    private JavaText() {}

    /** The source without comments. */
    static String withoutComments(String source) {
        return blank(source, Part.COMMENT, null);
    }

    /** The source without comments, and with nothing inside its strings. */
    static String code(String source) {
        return blank(source, Part.COMMENT, Part.LITERAL);
    }

    /** The comments alone. */
    static String comments(String source) {
        return blank(source, Part.CODE, Part.LITERAL);
    }

    private static String blank(String source, Part one, Part other) {
        StringBuilder kept = new StringBuilder(source);
        int at = 0;
        while (at < source.length()) {
            Part part = partAt(source, at);
            int end = endOf(source, at, part);
            for (int i = at; i < end; i++) {
                if ((part == one || part == other) && source.charAt(i) != '\n') {
                    kept.setCharAt(i, ' ');
                }
            }
            at = end;
        }
        return kept.toString();
    }

    private static Part partAt(String source, int at) {
        if (source.startsWith("//", at) || source.startsWith("/*", at)) {
            return Part.COMMENT;
        }
        char first = source.charAt(at);
        return first == '"' || first == '\'' ? Part.LITERAL : Part.CODE;
    }

    private static int endOf(String source, int at, Part part) {
        if (part == Part.CODE) {
            return at + 1;
        }
        if (part == Part.COMMENT) {
            return source.startsWith("//", at) ? after(source, "\n", at) - 1 : after(source, "*/", at + 2);
        }
        String quote = source.startsWith("\"\"\"", at) ? "\"\"\"" : source.substring(at, at + 1);
        int end = at + quote.length();
        while (end < source.length() && !source.startsWith(quote, end)) {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        return Math.min(source.length(), end + quote.length());
    }

    private static int after(String source, String mark, int from) {
        int found = source.indexOf(mark, from);
        return found < 0 ? source.length() : found + mark.length();
    }
}
