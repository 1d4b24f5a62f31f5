package dev.portolan.conformance.stdio;

/** What a stranger wrote, fit for a terminal and a report. */
final class Printable {

    private static final int CHARACTERS_MAX = 400;

    private Printable() {}

    /** The text on one line, without control characters, and not long. */
    static String text(String strange) {
        int length = Math.min(strange.length(), CHARACTERS_MAX);
        StringBuilder text = new StringBuilder(length + 3);
        for (int i = 0; i < length; i++) {
            char c = strange.charAt(i);
            text.append(Character.isISOControl(c) ? ' ' : c);
        }
        return length < strange.length() ? text.append("...").toString() : text.toString();
    }
}
