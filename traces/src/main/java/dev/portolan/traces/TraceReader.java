package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads a file of traces, plain or gzip-compressed, one trace at a time.
 *
 * <p>It is strict: a field that it does not know, a value that is none of the words of its place, a number out
 * of sequence, and it refuses. A trace is given out whole and checked or not at all. Holds one trace in memory.
 * Not for use by several threads.
 */
public final class TraceReader implements AutoCloseable {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final NdjsonLines lines;
    private int line;
    private boolean begun;

    /* The header that ended the trace before, until its own trace is read. */
    private Trace.Header header;
    private int headerLine;

    private TraceReader(NdjsonLines lines) {
        this.lines = lines;
    }

    /** Opens a file; that it holds no trace is found by the first {@link #next}. */
    public static TraceReader open(Path file) throws IOException {
        return new TraceReader(NdjsonLines.open(file));
    }

    /**
     * Reads the next trace.
     *
     * @return nothing at the end of the file
     * @throws TraceFormatException if what is there is no trace
     */
    public Optional<Trace> next() throws IOException {
        if (!begun) {
            begun = true;
            readFirst();
        }
        if (header == null) {
            return Optional.empty();
        }
        Trace.Header mine = header;
        line = headerLine;
        header = null;
        return Optional.of(new Trace(mine, readEvents(mine)));
    }

    /** The line of the header of the trace read last; its event number {@code seq} is that many lines below. */
    public int line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void readFirst() throws IOException {
        if (!lines.next()) {
            throw lines.refuse(1, "the file is empty");
        }
        if (readLine(null, 1, null) != null) {
            throw new IllegalStateException("an event without a header");
        }
    }

    private List<Trace.Event> readEvents(Trace.Header mine) throws IOException {
        List<Trace.Event> events = new ArrayList<>();
        KernelState last = null;
        while (lines.next()) {
            Trace.Event event = readLine(mine, events.size() + 1, last);
            if (event == null) {
                break;
            }
            events.add(event);
            last = event.state() == null ? last : event.state();
        }
        return events;
    }

    /* Reads the current line: an event, or a header, which it keeps, answering null. */
    private Trace.Event readLine(Trace.Header mine, int seq, KernelState last) throws IOException {
        try (JsonParser parser = lines.parser(JSON)) {
            JsonCursor in = new JsonCursor(parser);
            in.object();
            String first = in.field();
            Trace.Event event = null;
            if ("format".equals(first)) {
                header = HeaderCodec.read(in);
                headerLine = lines.line();
            } else if (mine == null) {
                throw in.refuse("the header is missing: its first field is \"format\"");
            } else {
                event = EventCodec.read(in, first, mine, seq, last);
            }
            if (parser.nextToken() != null) {
                throw in.refuse("there is more on the line than one object");
            }
            return event;
        } catch (Refusal refusal) {
            throw lines.refuse(refusal.column(), refusal.getMessage());
        } catch (JsonProcessingException broken) {
            throw lines.refuse(column(broken), "this is not JSON: " + broken.getOriginalMessage());
        }
    }

    private static int column(JsonProcessingException broken) {
        return broken.getLocation() == null
                ? 1
                : Math.max(1, broken.getLocation().getColumnNr());
    }
}
