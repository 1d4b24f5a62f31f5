package dev.portolan.traces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/**
 * The lines of a file as headers and events, each checked as it is read.
 *
 * <p>Holds one line in memory. Not for use by several threads.
 */
final class TraceScanner implements AutoCloseable {

    private static final int TELL_EVERY = 100;
    private static final int BYTE_ORDER_MARK = 0xef;

    private final NdjsonLines lines;
    private final JsonCursor in = new JsonCursor();
    private boolean begun;

    /* The header that ended the trace before, until somebody asks for the next trace. */
    private Trace.Header header;
    private int headerLine;

    private EventCodec events;
    private int line;
    private int seq;
    private KernelState last;

    /* Of all traces. */
    private long read;
    private LongConsumer watch = events -> {};

    TraceScanner(NdjsonLines lines) {
        this.lines = lines;
    }

    static TraceScanner open(Path file) throws IOException {
        return new TraceScanner(NdjsonLines.open(file));
    }

    /**
     * Goes to the next trace, past what is left of this one.
     *
     * @return null at the end of the file
     * @throws TraceFormatException if what is there is no trace
     */
    Trace.Header next() throws IOException {
        if (!begun) {
            begun = true;
            readFirst();
        }
        while (header == null && event() != null) {
            // What is left of a trace is checked all the same.
        }
        Trace.Header mine = header;
        if (mine != null) {
            header = null;
            events = new EventCodec(mine);
            line = headerLine;
            seq = 0;
            last = null;
        }
        return mine;
    }

    /**
     * Reads the trace's next event.
     *
     * @return null after its last
     * @throws TraceFormatException if what is there is no event of this trace
     */
    Trace.Event event() throws IOException {
        if (events == null || header != null) {
            return null;
        }
        Trace.Event event = lines.next() ? read() : null;
        if (event == null) {
            events = null;
            return null;
        }
        seq++;
        if (++read % TELL_EVERY == 0) {
            watch.accept(read);
        }
        last = event.state() == null ? last : event.state();
        return event;
    }

    /** Has it told after every hundredth event how many were read. */
    void watch(LongConsumer events) {
        watch = events;
    }

    /** The line of the header of this trace. */
    int line() {
        return line;
    }

    /** Bytes of the file, after decompression, up to the end of what was read last. */
    long position() {
        return lines.position();
    }

    /** A refusal of what was read last. */
    TraceFormatException refuse(String reason) {
        return lines.refuse(1, reason);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void readFirst() throws IOException {
        if (!lines.next()) {
            throw lines.refuse(1, "the file is empty");
        }
        int first = lines.end() > lines.start() ? lines.buffer()[lines.start()] & 0xff : -1;
        if (first == BYTE_ORDER_MARK) {
            throw lines.refuse(1, "the file begins with a byte order mark");
        }
        if (first != '{') {
            throw lines.refuse(1, "the header is missing: a trace begins with a JSON object");
        }
        read();
    }

    /* Reads the current line: an event, or a header, which it keeps, answering null. */
    private Trace.Event read() throws IOException {
        try {
            in.line(lines.buffer(), lines.start(), lines.end());
            Trace.Event event = value();
            in.end();
            if (!lines.isTerminated()) {
                throw new Refusal(
                        lines.end() - lines.start() + 1, "the last line has no line feed, as if the file were cut off");
            }
            return event;
        } catch (Refusal refusal) {
            throw lines.refuse(refusal.column(), refusal.getMessage());
        }
    }

    private Trace.Event value() throws IOException {
        in.object();
        String first = in.field();
        if ("format".equals(first)) {
            header = HeaderCodec.read(in);
            headerLine = lines.line();
            return null;
        }
        if (events == null) {
            throw in.refuse("the header is missing: its first field is \"format\"");
        }
        if (seq == Integer.MAX_VALUE) {
            throw in.refuse("the trace has more than " + Integer.MAX_VALUE + " events");
        }
        return events.read(in, first, seq + 1, last);
    }
}
