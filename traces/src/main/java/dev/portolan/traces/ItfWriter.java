package dev.portolan.traces;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Writes a trace with states in the Informal Trace Format of the TLA+ tools, one state a line.
 *
 * <p>The variables are {@code kernel}, the state after a step, {@code call}, what was done, and {@code outcome}, what
 * became of it; the trace's header stands in the file's {@code #meta}. The file appears, whole, with {@link #commit}.
 * The same trace gives the same bytes. Holds one event in memory. Not for use by several threads.
 */
public final class ItfWriter implements AutoCloseable {

    /** How the name of such a file ends. */
    public static final String SUFFIX = ".itf.json";

    static final String HEADER = "portolan";
    static final String KERNEL = "kernel";
    static final String CALL = "call";
    static final String OUTCOME = "outcome";

    /** The value of {@code call.call} before anything was done. */
    static final String NOTHING = "none";

    private static final String DESCRIPTION = "https://apalache-mc.org/docs/adr/015adr-trace.html";

    /** Beyond it a number is written as a string: not every reader of JSON has more bits. */
    private static final long SAFE = (1L << 53) - 1;

    private static final ObjectMapper JSON = new ObjectMapper()
            .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
            .disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final PartFile part;
    private final JsonGenerator out;
    private int index;

    private ItfWriter(PartFile part, JsonGenerator out) {
        this.part = part;
        this.out = out;
    }

    /** Begins a file with the trace of this header, in a folder that exists. */
    public static ItfWriter create(Path file, Trace.Header header) throws IOException {
        PartFile part = PartFile.create(file);
        try {
            JsonGenerator out =
                    JSON.getFactory().createGenerator(new BufferedOutputStream(part.stream()), JsonEncoding.UTF8);
            ItfWriter writer = new ItfWriter(part, out);
            writer.begin(header);
            return writer;
        } catch (IOException | RuntimeException failed) {
            part.close();
            throw failed;
        }
    }

    private void begin(Trace.Header header) throws IOException {
        out.writeStartObject();
        out.writeObjectFieldStart("#meta");
        out.writeStringField("format", "ITF");
        out.writeStringField("format-description", DESCRIPTION);
        out.writeStringField("description", header.name());
        out.writeFieldName(HEADER);
        JSON.writeValue(out, header);
        out.writeEndObject();
        out.writeArrayFieldStart("vars");
        for (String variable : List.of(KERNEL, CALL, OUTCOME)) {
            out.writeString(variable);
        }
        out.writeEndArray();
        out.writeArrayFieldStart("states");
        initial(header);
    }

    /* Nothing has happened yet: every task has its space, and there is nothing in it. */
    private void initial(Trace.Header header) throws IOException {
        List<KernelState.SpaceState> spaces = header.tasks().keySet().stream()
                .sorted()
                .map(task -> new KernelState.SpaceState(task, List.of()))
                .toList();
        state(null, new KernelState(spaces, List.of(), List.of()));
        out.writeObjectFieldStart(CALL);
        out.writeStringField(CALL, NOTHING);
        out.writeEndObject();
        out.writeObjectFieldStart(OUTCOME);
        out.writeEndObject();
        out.writeEndObject();
    }

    /**
     * Writes the next event.
     *
     * @throws IllegalArgumentException if its number is not the next one, or its state was not observed
     */
    public void write(Trace.Event event) throws IOException {
        if (event.seq() != index) {
            throw new IllegalArgumentException("event " + index + " has number " + event.seq());
        }
        if (event.state() == null) {
            throw new IllegalArgumentException("event " + event.seq() + " has no state");
        }
        state(event, event.state());
        out.writeFieldName(CALL);
        expression(JSON.valueToTree(event.call()));
        out.writeFieldName(OUTCOME);
        expression(JSON.valueToTree(event.outcome()));
        out.writeEndObject();
    }

    /** Lets the file appear. Nothing can be written afterwards. */
    public void commit() throws IOException {
        out.writeEndArray();
        out.writeEndObject();
        out.writeRaw('\n');
        out.close();
        part.commit();
    }

    @Override
    public void close() throws IOException {
        part.close();
    }

    /* Opens a state, and leaves it open. */
    private void state(Trace.Event event, KernelState kernel) throws IOException {
        out.writeRaw('\n');
        out.writeStartObject();
        out.writeObjectFieldStart("#meta");
        out.writeNumberField("index", index++);
        if (event != null && event.start() != null) {
            out.writeNumberField("start", event.start());
            out.writeNumberField("end", event.end());
        }
        out.writeEndObject();
        out.writeFieldName(KERNEL);
        kernel(kernel);
    }

    private void kernel(KernelState state) throws IOException {
        out.writeStartObject();
        if (state.spaces() != null) {
            map("spaces", state.spaces(), space -> {
                out.writeString(space.task());
                if (space.entries() == null) {
                    out.writeStartObject();
                    out.writeEndObject();
                } else {
                    map(null, space.entries(), entry -> keyed(entry, "name"));
                }
            });
        }
        if (state.ports() != null) {
            map("ports", state.ports(), port -> keyed(port, "port"));
        }
        if (state.threads() != null) {
            map("threads", state.threads(), thread -> keyed(thread, "thread"));
        }
        if (state.tasks() != null) {
            map("tasks", state.tasks(), task -> keyed(task, "task"));
        }
        if (state.acts() != null) {
            map("acts", state.acts(), act -> keyed(act, "thread"));
        }
        out.writeEndObject();
    }

    private interface Pair<T> {
        void write(T element) throws IOException;
    }

    private <T> void map(String field, List<T> elements, Pair<T> pair) throws IOException {
        if (field != null) {
            out.writeFieldName(field);
        }
        out.writeStartObject();
        out.writeArrayFieldStart("#map");
        for (T element : elements) {
            out.writeStartArray();
            pair.write(element);
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    /* A record by one of its fields. */
    private void keyed(Object record, String key) throws IOException {
        JsonNode node = JSON.valueToTree(record);
        out.writeString(node.get(key).asText());
        out.writeStartObject();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (!field.getKey().equals(key)) {
                out.writeFieldName(field.getKey());
                expression(field.getValue());
            }
        }
        out.writeEndObject();
    }

    private void expression(JsonNode node) throws IOException {
        if (node.isObject()) {
            out.writeStartObject();
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                out.writeFieldName(field.getKey());
                expression(field.getValue());
            }
            out.writeEndObject();
        } else if (node.isArray()) {
            out.writeStartArray();
            for (JsonNode element : node) {
                expression(element);
            }
            out.writeEndArray();
        } else if (node.isIntegralNumber() && (node.longValue() > SAFE || node.longValue() < -SAFE)) {
            out.writeStartObject();
            out.writeStringField("#bigint", node.asText());
            out.writeEndObject();
        } else {
            JSON.writeTree(out, node);
        }
    }
}
