package dev.portolan.conformance.stdio;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Lines of JSON, each one object, put together in memory and written at once. */
final class LineWriter {

    /** The fields of a line. */
    interface Fields {
        void write(JsonGenerator out) throws IOException;
    }

    private final ByteArrayOutputStream line = new ByteArrayOutputStream(1 << 10);

    /** Puts the next line together, its end included. It is there until the next one. */
    LineWriter put(Fields fields) {
        line.reset();
        try (JsonGenerator out = Protocol.VALUES.getFactory().createGenerator(line, JsonEncoding.UTF8)) {
            out.writeStartObject();
            fields.write(out);
            out.writeEndObject();
            out.writeRaw('\n');
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return this;
    }

    /** How long the line is, in bytes, without its end. */
    int length() {
        return line.size() - 1;
    }

    void to(OutputStream out) throws IOException {
        line.writeTo(out);
        out.flush();
    }
}
