package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a file of traces; gzip-compressed if its name ends in {@code .gz}.
 *
 * <p>The file appears, whole, with {@link #commit}; closed before that, the writer leaves what was there as it
 * was. The same traces give the same bytes. Not for use by several threads.
 */
public final class TraceWriter implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final PartFile part;
    private final JsonGenerator out;
    private KernelState last;

    /* The number of the event written last; negative before the first header. */
    private int seq = -1;

    private TraceWriter(PartFile part, JsonGenerator out) {
        this.part = part;
        this.out = out;
    }

    /** Begins a file, or one that will take the place of a file, in a folder that exists. */
    public static TraceWriter create(Path file) throws IOException {
        PartFile part = PartFile.create(file);
        try {
            OutputStream stream = new BufferedOutputStream(part.stream(), 1 << 16);
            if (file.getFileName().toString().endsWith(".gz")) {
                stream = new SmallGzip(stream);
            }
            JsonGenerator out = JSON.getFactory().createGenerator(stream, JsonEncoding.UTF8);
            out.setRootValueSeparator(null);
            return new TraceWriter(part, out);
        } catch (IOException | RuntimeException failed) {
            part.close();
            throw failed;
        }
    }

    /** Writes one trace, as {@link #begin} and {@link #write(Trace.Event)} do. */
    public void write(Trace trace) throws IOException {
        begin(trace.header());
        for (Trace.Event event : trace.events()) {
            write(event);
        }
    }

    /** Begins a trace, whose events are then written one by one; holds none of them. */
    public void begin(Trace.Header header) throws IOException {
        JSON.writeValue(out, header);
        out.writeRaw('\n');
        last = null;
        seq = 0;
    }

    /**
     * Writes the next event of the trace begun last. A state equal to the one given last is written as that.
     *
     * @throws IllegalArgumentException if its number is not the next one; the first is 1
     * @throws IllegalStateException if no trace is begun
     */
    public void write(Trace.Event event) throws IOException {
        if (seq < 0) {
            throw new IllegalStateException("an event without a header");
        }
        if (event.seq() != seq + 1) {
            throw new IllegalArgumentException("event " + (seq + 1) + " has number " + event.seq());
        }
        seq++;
        line(event);
    }

    /** Lets the file appear. Nothing can be written afterwards. */
    public void commit() throws IOException {
        out.close();
        part.commit();
    }

    @Override
    public void close() throws IOException {
        part.close();
    }

    private void line(Trace.Event event) throws IOException {
        out.writeStartObject();
        out.writeNumberField("seq", event.seq());
        CallSerializer.fields(event.call(), out);
        if (event.start() != null) {
            out.writeNumberField("start", event.start());
            out.writeNumberField("end", event.end());
        }
        if (!event.outcome().equals(Outcome.UNOBSERVED)) {
            out.writeFieldName("outcome");
            JSON.writeValue(out, event.outcome());
        }
        if (event.state() != null) {
            out.writeFieldName("state");
            if (event.state().equals(last)) {
                out.writeString(EventCodec.SAME);
            } else {
                JSON.writeValue(out, event.state());
            }
            last = event.state();
        }
        out.writeEndObject();
        out.writeRaw('\n');
    }

    /* Traces are written once and kept for long. The header that Java writes has no time in it. */
    private static final class SmallGzip extends GZIPOutputStream {
        SmallGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(9);
        }
    }
}
