package dev.portolan.conformance.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines of a kernel's standard error, however much there is of it. */
final class LastWords implements Runnable {

    private static final int LINES = 8;
    private static final int LINE_BYTES = 200;

    private final InputStream in;

    /* Guarded by this. */
    private final Deque<String> lines = new ArrayDeque<>();
    private final byte[] line = new byte[LINE_BYTES];
    private int length;

    LastWords(InputStream in) {
        this.in = in;
    }

    /** Reads until the end. */
    @Override
    public void run() {
        byte[] chunk = new byte[1 << 13];
        try (in) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                take(chunk, read);
            }
        } catch (IOException ended) {
            // So has the kernel.
        }
    }

    private synchronized void take(byte[] chunk, int count) {
        for (int i = 0; i < count; i++) {
            if (chunk[i] == '\n') {
                end();
            } else if (length < LINE_BYTES) {
                line[length++] = chunk[i];
            }
        }
    }

    private void end() {
        if (length > 0) {
            if (lines.size() == LINES) {
                lines.removeFirst();
            }
            lines.add(Printable.text(new String(line, 0, length, StandardCharsets.UTF_8)));
            length = 0;
        }
    }

    /** The last lines, oldest first, divided by bars; empty if there were none. */
    synchronized String text() {
        String open = Printable.text(new String(line, 0, length, StandardCharsets.UTF_8));
        String ended = String.join(" | ", lines);
        return open.isEmpty() ? ended : ended.isEmpty() ? open : ended + " | " + open;
    }
}
