package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a trace from a file in the Informal Trace Format, whoever wrote it last.
 *
 * <p>Numbers may be {@code #bigint}, sequences {@code #tup} or {@code #set}. It is as strict as {@link TraceReader}
 * about what the values are, and has the same limits. The file's {@code #meta} has to come before its states. A file
 * is read whole or not at all.
 */
public final class ItfReader {

    private static final Set<String> VARIABLES = Set.of(ItfWriter.KERNEL, ItfWriter.CALL, ItfWriter.OUTCOME);

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2 * TraceLimits.DEPTH_MAX)
                    .maxStringLength(TraceLimits.TEXT_CHARS_MAX)
                    .maxNameLength(TraceLimits.TEXT_CHARS_MAX)
                    .maxNumberLength(64)
                    .build())
            .build();

    private final Path file;
    private final byte[] content;
    private final JsonParser in;
    private final JsonCursor cursor = new JsonCursor();
    private Trace.Header header;
    private EventCodec events;
    private final List<Trace.Event> read = new ArrayList<>();

    private ItfReader(Path file, byte[] content, JsonParser in) {
        this.file = file;
        this.content = content;
        this.in = in;
    }

    /**
     * Reads the trace.
     *
     * @throws TraceFormatException if the file is none in this format, or holds no trace; with place and reason
     */
    public static Trace read(Path file) throws IOException {
        byte[] content;
        try (InputStream stream = Files.newInputStream(file)) {
            content = stream.readNBytes((int) TraceLimits.WHOLE_TRACE_BYTES_MAX + 1);
        }
        if (content.length > TraceLimits.WHOLE_TRACE_BYTES_MAX) {
            throw new TraceFormatException(
                    file, 1, 1, "the file has more than " + TraceLimits.WHOLE_TRACE_BYTES_MAX + " bytes");
        }
        try (JsonParser parser = JSON.createParser(content)) {
            return new ItfReader(file, content, parser).trace();
        } catch (ItfLine.ItfRefusal refused) {
            long at = refused.getLocation().getByteOffset();
            throw refusal(file, content, at, refused.getOriginalMessage());
        } catch (JsonProcessingException broken) {
            JsonLocation at = broken.getLocation();
            throw refusal(
                    file,
                    content,
                    at == null ? 0 : Math.max(0, at.getByteOffset()),
                    "this is not JSON: " + broken.getOriginalMessage());
        }
    }

    private Trace trace() throws IOException {
        wanted(in.nextToken(), JsonToken.START_OBJECT, "an object");
        boolean vars = false;
        boolean states = false;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            switch (field) {
                case "#meta" -> meta();
                case "params" -> in.skipChildren();
                case "vars" -> {
                    variables();
                    vars = true;
                }
                case "states" -> {
                    states();
                    states = true;
                }
                case "loop" -> throw refuse("the behaviour goes on for ever; a trace does not");
                default -> throw refuse("the field " + JsonCursor.quoted(field) + " is unknown here");
            }
        }
        if (!vars || !states) {
            throw refuse("the field \"" + (vars ? "states" : "vars") + "\" is missing");
        }
        if (in.nextToken() != null) {
            throw refuse("there is more in the file than one object");
        }
        return new Trace(header, read);
    }

    private void meta() throws IOException {
        wanted(in.currentToken(), JsonToken.START_OBJECT, "an object");
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            if (field.equals(ItfWriter.HEADER)) {
                ItfLine line = new ItfLine(in);
                line.record();
                header = decode(line, cursor -> {
                    cursor.object();
                    if (!"format".equals(cursor.field())) {
                        throw cursor.refuse("the header's first field is \"format\"");
                    }
                    return HeaderCodec.read(cursor);
                });
                events = new EventCodec(header);
            } else {
                in.skipChildren();
            }
        }
    }

    private void variables() throws IOException {
        wanted(in.currentToken(), JsonToken.START_ARRAY, "an array");
        Set<String> found = new HashSet<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            found.add(in.getText());
        }
        if (!found.equals(VARIABLES)) {
            throw refuse("a trace has the variables kernel, call and outcome, and no others");
        }
    }

    private void states() throws IOException {
        wanted(in.currentToken(), JsonToken.START_ARRAY, "an array");
        if (header == null) {
            throw refuse("the header is missing: \"" + ItfWriter.HEADER + "\" in \"#meta\", before the states");
        }
        for (int index = 0; in.nextToken() != JsonToken.END_ARRAY; index++) {
            state(index);
        }
    }

    private void state(int index) throws IOException {
        wanted(in.currentToken(), JsonToken.START_OBJECT, "a state");
        long begin = in.currentTokenLocation().getByteOffset();
        ItfLine line = new ItfLine(in);
        line.begin(index);
        boolean initial = line.state(index == 0);
        if (index == 0) {
            if (!initial) {
                throw refusal(file, content, begin, "the first state is the one before any call: call is \"none\"");
            }
            return;
        }
        int seq = index;
        read.add(decode(line, cursor -> {
            cursor.object();
            return events.read(cursor, cursor.field(), seq, null);
        }));
    }

    private <T> T decode(ItfLine line, JsonCursor.Element<T> decoder) throws IOException {
        byte[] bytes = line.bytes();
        cursor.line(bytes, 0, bytes.length);
        try {
            T value = decoder.read(cursor);
            cursor.end();
            return value;
        } catch (Refusal refusal) {
            throw refusal(file, content, line.source(refusal.column() - 1), refusal.getMessage());
        }
    }

    private void wanted(JsonToken found, JsonToken wanted, String what) throws IOException {
        if (found != wanted) {
            throw refuse(what + " is wanted here");
        }
    }

    /* A refusal of the token read last. */
    private TraceFormatException refuse(String reason) {
        return refusal(file, content, in.currentTokenLocation().getByteOffset(), reason);
    }

    /** A refusal of a byte of the file, counted from 0. */
    private static TraceFormatException refusal(Path file, byte[] content, long at, String reason) {
        int line = 1;
        int begin = 0;
        int end = (int) Math.min(at, content.length);
        for (int i = 0; i < end; i++) {
            if (content[i] == '\n') {
                line++;
                begin = i + 1;
            }
        }
        return new TraceFormatException(file, line, end - begin + 1, reason);
    }
}
