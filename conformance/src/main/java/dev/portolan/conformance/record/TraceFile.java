package dev.portolan.conformance.record;

import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A file with one trace, which appears once it is whole. Not for use by several threads. */
public final class TraceFile implements EventSink, AutoCloseable {

    private final TraceWriter writer;
    private final Trace.Header header;
    private final List<Trace.Event> events = new ArrayList<>();

    private TraceFile(TraceWriter writer, Trace.Header header) {
        this.writer = writer;
        this.header = header;
    }

    /** Begins a file in a folder that exists. */
    public static TraceFile create(Path file, Trace.Header header) throws IOException {
        return new TraceFile(TraceWriter.create(file), header);
    }

    @Override
    public void event(Trace.Event event) {
        events.add(event);
    }

    /** Lets the file appear. */
    public void commit() throws IOException {
        writer.write(new Trace(header, events));
        writer.commit();
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
