package dev.portolan.conformance.stdio;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The lines of a kernel's standard output, read by a thread of its own, so that waiting for one can end.
 *
 * <p>Two lines are held at most, of which none is longer than a limit; a kernel that says more waits.
 */
final class LineReader implements Runnable {

    /** A line, or what there is instead of one. */
    sealed interface Next {

        /** A line without its end. */
        record Line(byte[] bytes, int number) implements Next {}

        /** A line over the limit; nothing is read after it. */
        record TooLong(int number) implements Next {}

        /** The end of the output; {@code partial} if it came within a line. */
        record End(boolean partial) implements Next {}

        /** Nothing in time. */
        record Late() implements Next {}
    }

    private static final Next LATE = new Next.Late();

    private final InputStream in;
    private final int limit;
    private final BlockingQueue<Next> ready = new ArrayBlockingQueue<>(2);
    private byte[] buffer = new byte[1 << 14];
    private int filled;
    private int start;
    private int number;

    LineReader(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    /** The next line, or what there is instead once the time is over. */
    Next next(long nanoseconds) throws InterruptedException {
        Next next = ready.poll(nanoseconds, TimeUnit.NANOSECONDS);
        return next == null ? LATE : next;
    }

    @Override
    public void run() {
        try {
            ready.put(lines());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private Next lines() throws InterruptedException {
        int seen = 0;
        while (true) {
            for (int i = seen; i < filled; i++) {
                if (buffer[i] == '\n') {
                    if (i - start > limit) {
                        return new Next.TooLong(number + 1);
                    }
                    ready.put(new Next.Line(Arrays.copyOfRange(buffer, start, i), ++number));
                    start = i + 1;
                }
            }
            if (filled - start > limit) {
                return new Next.TooLong(number + 1);
            }
            makeRoom();
            seen = filled;
            if (!fill()) {
                return new Next.End(filled > start);
            }
        }
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        }
        if (filled == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(2 * filled, limit + (1 << 14)));
        }
    }

    private boolean fill() {
        try {
            int read = in.read(buffer, filled, buffer.length - filled);
            filled += Math.max(read, 0);
            return read >= 0;
        } catch (IOException ended) {
            return false;
        }
    }
}
