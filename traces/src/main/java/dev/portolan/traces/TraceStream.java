package dev.portolan.traces;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads a file of traces, plain or gzip-compressed, of any length, one event at a time.
 *
 * <p>A file is used whole or not at all: opening it reads all of it and keeps nothing, so that the events which are
 * then given out stand in a file without a fault. What is not a regular file, such as a pipe, is copied first and
 * read from the copy. It is as strict as {@link TraceReader}. Holds one line and one state in memory. Not for use by
 * several threads.
 */
public final class TraceStream implements AutoCloseable {

    private final TraceScanner traces;
    private final Path copy;
    private final long eventCount;
    private final BitSet stepwise;
    private int index = -1;

    private TraceStream(TraceScanner traces, Path copy, long eventCount, BitSet stepwise) {
        this.traces = traces;
        this.copy = copy;
        this.eventCount = eventCount;
        this.stepwise = stepwise;
    }

    /**
     * Checks a file and opens it. Takes as long as reading it.
     *
     * @throws TraceFormatException if it is not a file of traces
     */
    public static TraceStream open(Path file) throws IOException {
        Path copy = Files.exists(file) && !Files.isRegularFile(file) ? copy(file) : null;
        try {
            return open(file, copy);
        } catch (IOException | RuntimeException failed) {
            delete(copy);
            throw failed;
        }
    }

    private static TraceStream open(Path file, Path copy) throws IOException {
        Path content = copy == null ? file : copy;
        long count = 0;
        BitSet stepwise = new BitSet();
        try (TraceScanner check = new TraceScanner(NdjsonLines.open(file, content))) {
            for (int i = 0; check.next() != null; i++) {
                for (Trace.Event event = check.event(); event != null; event = check.event()) {
                    count++;
                    if (!stepwise.get(i) && event.isStep()) {
                        stepwise.set(i);
                    }
                }
            }
        }
        return new TraceStream(new TraceScanner(NdjsonLines.open(file, content)), copy, count, stepwise);
    }

    /** The number of events in the file, in all its traces. */
    public long eventCount() {
        return eventCount;
    }

    /**
     * Has it told how far the reading is: after every hundredth event, given out or passed over, how many there were.
     *
     * @param events is told on the reading thread
     */
    public void watch(LongConsumer events) {
        traces.watch(events);
    }

    /**
     * Goes to the next trace, past what is left of this one.
     *
     * @return nothing at the end of the file
     * @throws TraceFormatException if the file was changed since it was opened, and is none of traces any more
     */
    public Optional<Trace.Header> next() throws IOException {
        index++;
        return Optional.ofNullable(traces.next());
    }

    /**
     * Reads the next event of the trace that {@link #next} went to.
     *
     * @return nothing after its last
     * @throws TraceFormatException as {@link #next} does
     */
    public Optional<Trace.Event> event() throws IOException {
        return Optional.ofNullable(traces.event());
    }

    /** The line of the header of this trace; its event number {@code seq} is that many lines below. */
    public int line() {
        return traces.line();
    }

    /** Whether the calls of this trace are single critical sections, with steps after them. */
    public boolean isStepwise() {
        return stepwise.get(index);
    }

    @Override
    public void close() throws IOException {
        traces.close();
        delete(copy);
    }

    private static Path copy(Path file) throws IOException {
        Path copy = Files.createTempFile("portolan", ".ndjson");
        copy.toFile().deleteOnExit();
        try (InputStream in = Files.newInputStream(file)) {
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            return copy;
        } catch (IOException | RuntimeException failed) {
            delete(copy);
            throw failed;
        }
    }

    private static void delete(Path copy) throws IOException {
        if (copy != null) {
            Files.deleteIfExists(copy);
        }
    }
}
