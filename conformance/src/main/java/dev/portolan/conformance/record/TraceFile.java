package dev.portolan.conformance.record;

import dev.portolan.traces.Trace;
import dev.portolan.traces.TraceWriter;
import java.io.IOException;
import java.nio.file.Path;

/** A file with one trace, written as it happens, that appears once it is whole. Not for use by several threads. */
public final class TraceFile implements EventSink, AutoCloseable {

    private final TraceWriter writer;

    private TraceFile(TraceWriter writer) {
        this.writer = writer;
    }

    /** Begins a file in a folder that exists. */
    public static TraceFile create(Path file, Trace.Header header) throws IOException {
        TraceWriter writer = TraceWriter.create(file);
        writer.begin(header);
        return new TraceFile(writer);
    }

    @Override
    public void event(Trace.Event event) throws IOException {
        writer.write(event);
    }

    /** Lets the file appear. */
    public void commit() throws IOException {
        writer.commit();
    }

    /** Gives up what was not committed. */
    @Override
    public void close() throws IOException {
        writer.close();
    }
}
