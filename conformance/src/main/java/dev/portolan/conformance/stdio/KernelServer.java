package dev.portolan.conformance.stdio;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.conformance.kernel.KernelUnderTest;
import dev.portolan.conformance.kernel.Setting;
import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.traces.Call;
import dev.portolan.traces.JsonCursor;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.NumberedCodec;
import dev.portolan.traces.Refusal;
import dev.portolan.traces.TraceLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A kernel of this JVM behind the line protocol: reads requests, writes answers, until the input ends.
 *
 * <p>What is no request is answered with an {@code error} that says the column and why.
 */
public final class KernelServer {

    private final KernelUnderTest kernel;
    private final LineReader in;
    private final OutputStream out;
    private final LineWriter line = new LineWriter();
    private final JsonCursor cursor = JsonCursor.numbered();

    /* Null before the first reset. */
    private NumberedCodec calls;

    /** The kernel stays the caller's to close, and so do the streams. */
    public KernelServer(KernelUnderTest kernel, InputStream in, OutputStream out) {
        this.kernel = kernel;
        this.in = new LineReader(in, Protocol.LINE_BYTES_MAX);
        this.out = out;
    }

    /**
     * Answers requests.
     *
     * @throws IOException if nobody reads the answers
     */
    public void serve() throws IOException, InterruptedException {
        Thread reader = new Thread(in, "requests");
        reader.setDaemon(true);
        reader.start();
        for (LineReader.Next next = next(); !(next instanceof LineReader.Next.End); next = next()) {
            if (next instanceof LineReader.Next.Line request) {
                answer(request.bytes()).to(out);
            } else {
                line.put(at -> error(at, 0, "a line has no more than " + Protocol.LINE_BYTES_MAX + " bytes"))
                        .to(out);
                return;
            }
        }
    }

    private LineReader.Next next() throws InterruptedException {
        LineReader.Next next = in.next(Long.MAX_VALUE);
        while (next instanceof LineReader.Next.Late) {
            next = in.next(Long.MAX_VALUE);
        }
        return next;
    }

    private LineWriter answer(byte[] request) {
        int[] id = {0};
        try {
            cursor.line(request, 0, request.length);
            cursor.object();
            field(cursor, "id");
            id[0] = cursor.integer();
            field(cursor, "do");
            LineWriter.Fields fields = fields(cursor);
            return line.put(at -> {
                at.writeNumberField("id", id[0]);
                fields.write(at);
            });
        } catch (Refusal refusal) {
            return line.put(at -> error(at, id[0], "column " + refusal.column() + ": " + refusal.getMessage()));
        } catch (IOException | KernelFailure failure) {
            return line.put(at -> error(at, id[0], failure.getMessage()));
        }
    }

    private static void field(JsonCursor in, String name) throws IOException {
        if (!name.equals(in.field())) {
            throw in.refuse("the first two fields of a request are \"id\" and \"do\"");
        }
    }

    private static void error(JsonGenerator at, int id, String reason) throws IOException {
        at.writeNumberField("id", id);
        at.writeStringField("error", Printable.text(reason));
    }

    private LineWriter.Fields fields(JsonCursor in) throws IOException {
        String what = in.text();
        return switch (what) {
            case "hello" -> hello(in);
            case "reset" -> reset(in);
            case "step" -> step(in);
            case "observe" -> observe(in);
            case "batch" -> batch(in);
            default -> throw in.refuse("\"" + what + "\" is none of hello reset step observe batch");
        };
    }

    private LineWriter.Fields hello(JsonCursor in) throws IOException {
        for (String field = next(in); field != null; field = next(in)) {
            if (!field.equals("protocol")) {
                throw in.unknown(field);
            }
            int version = in.integer();
            if (version != Protocol.VERSION) {
                throw in.refuse("version " + version + " is asked for; this is version " + Protocol.VERSION);
            }
        }
        Declaration declaration = kernel.declaration();
        return at -> {
            at.writeNumberField("protocol", Protocol.VERSION);
            at.writeStringField("name", declaration.name());
            at.writeStringField("version", declaration.version());
            if (declaration.homepage() != null) {
                at.writeStringField("homepage", declaration.homepage());
            }
            write(at, "dialects", new TreeSet<>(declaration.dialects()));
            write(at, "levels", new TreeSet<>(declaration.levels()));
            write(at, "limits", declaration.limits());
            write(at, "observes", new TreeSet<>(declaration.observes()));
            at.writeBooleanField("batch", true);
        };
    }

    private LineWriter.Fields reset(JsonCursor in) throws IOException {
        String dialect = null;
        Map<String, Integer> limits = Map.of();
        Map<String, List<String>> named = null;
        List<String> created = List.of();
        boolean stepwise = false;
        for (String field = next(in); field != null; field = next(in)) {
            switch (field) {
                case "dialect" -> dialect = in.text();
                case "limits" -> limits = in.map(JsonCursor::count, Protocol.LIMITS_MAX);
                case "tasks" -> named = in.map(threads -> threads.list(JsonCursor::text), TraceLimits.TASKS_MAX);
                case "created" -> created = in.list(JsonCursor::text);
                case "stepwise" -> stepwise = in.bool();
                default -> throw in.unknown(field);
            }
        }
        calls = null;
        kernel.reset(new Setting(
                in.required("dialect", dialect), limits, in.required("tasks", named), Set.copyOf(created), stepwise));
        calls = new NumberedCodec(named);
        return at -> {
            if (kernel.names() instanceof SlottedNames names) {
                at.writeObjectFieldStart("names");
                at.writeNumberField("generationBits", names.generationBits());
                at.writeNumberField("firstGeneration", names.firstGeneration());
                at.writeNumberField("slotMax", names.slotMax());
                at.writeBooleanField("lowestFree", names.isLowestFree());
                at.writeEndObject();
            }
        };
    }

    /** The request's next field; after its last, nothing more may come. */
    private static String next(JsonCursor in) throws IOException {
        String field = in.field();
        if (field == null) {
            in.end();
        }
        return field;
    }

    private NumberedCodec begun(JsonCursor in) throws Refusal {
        if (calls == null) {
            throw in.refuse("there was no reset");
        }
        return calls;
    }

    private LineWriter.Fields step(JsonCursor in) throws IOException {
        Call call = null;
        boolean observed = false;
        for (String field = next(in); field != null; field = next(in)) {
            switch (field) {
                case "step" -> call = begun(in).call(in);
                case "observe" -> observed = in.bool();
                default -> throw in.unknown(field);
            }
        }
        return stepped(kernel.perform(in.required("step", call)), observed);
    }

    private LineWriter.Fields stepped(Answer answer, boolean observed) {
        KernelState state = observed && answer instanceof Answer.Made ? kernel.observe() : null;
        return at -> {
            if (answer instanceof Answer.Made made) {
                write(at, "outcome", made.outcome());
            } else if (answer instanceof Answer.Skipped skipped) {
                at.writeStringField("skip", skipped.reason());
            } else if (answer instanceof Answer.Unsupported unsupported) {
                at.writeStringField("unsupported", unsupported.reason());
            } else if (answer instanceof Answer.Failed failed) {
                at.writeStringField("error", Printable.text(failed.message()));
            } else if (answer instanceof Answer.Crashed crashed) {
                at.writeStringField("error", Printable.text(crashed.message()));
            }
            if (state != null) {
                write(at, "state", state);
            }
        };
    }

    private LineWriter.Fields observe(JsonCursor in) throws IOException {
        String field = next(in);
        if (field != null) {
            throw in.unknown(field);
        }
        begun(in);
        KernelState state = kernel.observe();
        return at -> write(at, "state", state);
    }

    private LineWriter.Fields batch(JsonCursor in) throws IOException {
        List<Call> calls = null;
        Requests.Observed observed = Requests.Observed.NEVER;
        for (String field = next(in); field != null; field = next(in)) {
            switch (field) {
                case "steps" -> calls = in.list(begun(in)::call);
                case "observe" -> observed = Requests.Observed.of(in.oneOf(Requests.Observed.WORDS));
                default -> throw in.unknown(field);
            }
        }
        return batch(in.required("steps", calls), observed);
    }

    private LineWriter.Fields batch(List<Call> calls, Requests.Observed observed) {
        return at -> {
            at.writeArrayFieldStart("answers");
            int made = 0;
            for (Call call : calls) {
                boolean told = observed == Requests.Observed.EACH
                        || observed == Requests.Observed.END && ++made == calls.size();
                Answer answer = kernel.perform(call);
                at.writeStartObject();
                stepped(answer, told).write(at);
                at.writeEndObject();
                if (!(answer instanceof Answer.Made)) {
                    break;
                }
            }
            at.writeEndArray();
        };
    }

    private static void write(JsonGenerator at, String field, Object value) throws IOException {
        at.writeFieldName(field);
        Protocol.VALUES.writeValue(at, value);
    }
}
