package dev.portolan.traces;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file of traces, plain or gzip-compressed, one whole trace at a time: for traces that somebody looks at or
 * keeps. {@link TraceStream} reads traces of any length.
 *
 * <p>It is strict: a field that it does not know, a value that is none of the words of its place, a number out
 * of sequence, and it refuses. A trace is given out whole and checked or not at all. Holds one trace in memory.
 * Not for use by several threads.
 */
public final class TraceReader implements AutoCloseable {

    private final TraceScanner traces;

    private TraceReader(TraceScanner traces) {
        this.traces = traces;
    }

    /** Opens a file; that it holds no trace is found by the first {@link #next}. */
    public static TraceReader open(Path file) throws IOException {
        return new TraceReader(TraceScanner.open(file));
    }

    /**
     * Reads the next trace.
     *
     * @return nothing at the end of the file
     * @throws TraceFormatException if what is there is no trace, or one of more than {@link
     *     TraceLimits#WHOLE_TRACE_BYTES_MAX} bytes
     */
    public Optional<Trace> next() throws IOException {
        Trace.Header header = traces.next();
        if (header == null) {
            return Optional.empty();
        }
        long begin = traces.position();
        List<Trace.Event> events = new ArrayList<>();
        for (Trace.Event event = traces.event(); event != null; event = traces.event()) {
            if (traces.position() - begin > TraceLimits.WHOLE_TRACE_BYTES_MAX) {
                throw traces.refuse("the trace has more than " + TraceLimits.WHOLE_TRACE_BYTES_MAX
                        + " bytes, too many to hold it in memory");
            }
            events.add(event);
        }
        return Optional.of(new Trace(header, events));
    }

    /** The line of the header of the trace read last; its event number {@code seq} is that many lines below. */
    public int line() {
        return traces.line();
    }

    @Override
    public void close() throws IOException {
        traces.close();
    }
}
