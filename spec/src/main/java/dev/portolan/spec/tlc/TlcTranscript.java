package dev.portolan.spec.tlc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts TLC's tool-mode output into messages, line by line as it comes.
 *
 * <p>A message may stand inside another's text; the inner one is handed over first, and its text is part of the
 * outer's too. Not thread-safe.
 */
final class TlcTranscript {

    private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+)(?::(\\d+))? @!@!@");
    private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@");

    private final Consumer<TlcMessage> messages;
    private final Consumer<String> plainLines;
    private final Deque<Open> open = new ArrayDeque<>();

    private record Open(int code, int severity, StringBuilder text) {
        void line(String line) {
            if (text.length() > 0) {
                text.append('\n');
            }
            text.append(line);
        }
    }

    /**
     * @param messages takes each message when it ends
     * @param plainLines takes the lines that belong to no message, SANY's among them
     */
    TlcTranscript(Consumer<TlcMessage> messages, Consumer<String> plainLines) {
        this.messages = messages;
        this.plainLines = plainLines;
    }

    void line(String line) {
        Matcher start = START.matcher(line);
        if (start.find()) {
            if (start.start() > 0) {
                text(line.substring(0, start.start()));
            }
            int severity = start.group(2) == null ? 0 : Integer.parseInt(start.group(2));
            open.push(new Open(Integer.parseInt(start.group(1)), severity, new StringBuilder()));
            return;
        }
        if (!open.isEmpty() && END.matcher(line).lookingAt()) {
            Open ended = open.pop();
            messages.accept(new TlcMessage(ended.code, ended.severity, ended.text.toString()));
            if (!open.isEmpty()) {
                open.peek().line(ended.text.toString());
            }
            return;
        }
        text(line);
    }

    private void text(String line) {
        if (open.isEmpty()) {
            plainLines.accept(line);
        } else {
            open.peek().line(line);
        }
    }
}
