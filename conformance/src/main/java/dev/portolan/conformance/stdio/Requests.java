package dev.portolan.conformance.stdio;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The requests of the line protocol, as they are written. */
final class Requests {

    /** After which steps of a batch the state is wanted. */
    enum Observed {
        NEVER,
        END,
        EACH;

        static final Set<String> WORDS = new LinkedHashSet<>(List.of("never", "end", "each"));

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Observed of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    private final LineWriter line = new LineWriter();
    private int id;

    /** The number of the last request. */
    int id() {
        return id;
    }

    LineWriter hello() {
        return request("hello", out -> out.writeNumberField("protocol", Protocol.VERSION));
    }

    LineWriter reset(Setting setting) {
        return request("reset", out -> {
            out.writeStringField("dialect", setting.dialect());
            write(out, "limits", new TreeMap<>(setting.limits()));
            write(out, "tasks", new TreeMap<>(setting.tasks()));
            if (!setting.created().isEmpty()) {
                out.writeFieldName("created");
                Protocol.VALUES.writeValue(out, new TreeSet<>(setting.created()));
            }
            if (setting.stepwise()) {
                out.writeBooleanField("stepwise", true);
            }
        });
    }

    LineWriter step(Call call, boolean observed) {
        return request("step", out -> {
            write(out, "step", call);
            if (observed) {
                out.writeBooleanField("observe", true);
            }
        });
    }

    LineWriter observe() {
        return request("observe", out -> {});
    }

    LineWriter batch(List<Call> calls, Observed observed) {
        return request("batch", out -> {
            out.writeStringField("observe", observed.word());
            out.writeArrayFieldStart("steps");
            for (Call call : calls) {
                Protocol.VALUES.writerFor(Call.class).writeValue(out, call);
            }
            out.writeEndArray();
        });
    }

    private LineWriter request(String what, LineWriter.Fields fields) {
        id++;
        return line.put(out -> {
            out.writeNumberField("id", id);
            out.writeStringField("do", what);
            fields.write(out);
        });
    }

    private static void write(JsonGenerator out, String field, Object value) throws IOException {
        out.writeFieldName(field);
        if (value instanceof Call call) {
            Protocol.VALUES.writerFor(Call.class).writeValue(out, call);
        } else {
            Protocol.VALUES.writeValue(out, (Map<?, ?>) value);
        }
    }
}
