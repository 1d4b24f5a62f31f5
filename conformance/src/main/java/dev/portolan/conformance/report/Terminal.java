package dev.portolan.conformance.report;

import java.io.PrintStream;

/**
 * Where text for people goes: at most {@value #COLUMNS} columns, in colour only on a terminal.
 *
 * <p>Colour is left out where the environment has {@code NO_COLOR}, or {@code TERM=dumb}.
 */
public record Terminal(PrintStream out, boolean colour) {

    public static final int COLUMNS = 80;

    /** Standard output, in colour if a person seems to watch. */
    public static Terminal standard() {
        boolean wanted = System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        return new Terminal(System.out, wanted && isInteractive());
    }

    /** True if standard input and output are both a terminal. */
    public static boolean isInteractive() {
        return System.console() != null && System.getenv("TERM") != null;
    }

    public String good(String text) {
        return coloured("32", text);
    }

    public String bad(String text) {
        return coloured("1;31", text);
    }

    public String strong(String text) {
        return coloured("1", text);
    }

    private String coloured(String code, String text) {
        return colour ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    public void line(String text) {
        out.println(text);
    }

    /** Text broken at blanks so that no line is longer than the terminal; later lines start with the indent. */
    public void wrapped(String first, String indent, String text) {
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > COLUMNS) {
                out.println(line);
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        out.println(line);
    }
}
