package dev.portolan.conformance.stdio;

import dev.portolan.conformance.kernel.Answer;
import dev.portolan.conformance.kernel.Declaration;
import dev.portolan.conformance.kernel.ProtocolViolation;
import dev.portolan.conformance.kernel.SlottedNames;
import dev.portolan.traces.JsonCursor;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.NumberedCodec;
import dev.portolan.traces.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One line of a kernel, read strictly: whatever the protocol does not have is a {@link ProtocolViolation}. */
final class Reply {

    /** An answer to a step, and the state after it if the kernel told it. */
    record Stepped(Answer answer, KernelState state) {}

    /** What a kernel says of itself, and whether it takes batches. */
    record Hello(Declaration declaration, boolean batch) {}

    private static final Set<String> PARTS =
            new LinkedHashSet<>(List.of(Declaration.EVERYTHING, "spaces", "ports", "threads", "woke"));

    /** The fields after the id, which is read. */
    private interface Body<T> {
        T read(JsonCursor in) throws IOException;
    }

    private final String kernel;
    private final JsonCursor cursor;
    private final byte[] line;
    private final int number;
    private final int id;

    /**
     * @param kernel the kernel's command, for messages
     * @param cursor to read the line with
     * @param number the line's number, from 1
     * @param id the request that is to be answered
     */
    Reply(String kernel, JsonCursor cursor, byte[] line, int number, int id) {
        this.kernel = kernel;
        this.cursor = cursor;
        this.line = line;
        this.number = number;
        this.id = id;
    }

    Hello hello() {
        return read(this::hello);
    }

    Stepped step() {
        return read(in -> stepped(in, in.field()));
    }

    /** How names are numbered; or why the kernel cannot be had. */
    record Begun(SlottedNames names, String refusal) {}

    Begun reset() {
        return read(this::reset);
    }

    /** The state; or why it cannot be told. */
    record Seen(KernelState state, String refusal) {}

    Seen observe() {
        return read(this::observe);
    }

    /**
     * At least one answer, and no more than were asked for; fewer only if the last one is not an outcome.
     *
     * @param observed whether each outcome has to have the state after it
     */
    List<Stepped> batch(int asked, boolean observed) {
        return read(in -> batch(in, asked, observed));
    }

    private Hello hello(JsonCursor in) throws IOException {
        Integer protocol = null;
        String name = null;
        String version = null;
        String homepage = null;
        List<String> dialects = null;
        List<String> levels = null;
        Map<String, Integer> limits = Map.of();
        List<String> observes = null;
        boolean batch = false;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "protocol" -> {
                    protocol = in.integer();
                    if (protocol != Protocol.VERSION) {
                        throw violation(
                                "wrong-version",
                                in.column(),
                                "the kernel speaks version " + protocol + "; this is version " + Protocol.VERSION);
                    }
                }
                case "name" -> name = Printable.text(in.text());
                case "version" -> version = Printable.text(in.text());
                case "homepage" -> homepage = Printable.text(in.text());
                case "dialects" -> dialects = in.list(JsonCursor::text);
                case "levels" -> levels = in.list(JsonCursor::text);
                case "limits" -> limits = in.map(JsonCursor::count, Protocol.LIMITS_MAX);
                case "observes" -> observes = in.list(part -> part.oneOf(PARTS));
                case "batch" -> batch = in.bool();
                case "error" -> throw violation("not-an-answer", in.column(), "hello cannot fail: " + in.text());
                default -> throw in.unknown(field);
            }
        }
        in.required("protocol", protocol);
        Declaration declaration = new Declaration(
                in.required("name", name),
                in.required("version", version),
                homepage,
                Set.copyOf(in.required("dialects", dialects)),
                Set.copyOf(in.required("levels", levels)),
                new LinkedHashMap<>(limits),
                Set.copyOf(in.required("observes", observes)));
        return new Hello(declaration, batch);
    }

    private Begun reset(JsonCursor in) throws IOException {
        SlottedNames names = SlottedNames.PLAIN;
        String refusal = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "names" -> names = names(in);
                case "unsupported", "error" -> refusal = field + ": " + Printable.text(in.text());
                default -> throw in.unknown(field);
            }
        }
        return new Begun(names, refusal);
    }

    private static SlottedNames names(JsonCursor in) throws IOException {
        int generationBits = 0;
        int firstGeneration = 0;
        int slotMax = 0;
        boolean lowestFree = false;
        in.object();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "generationBits" -> generationBits = in.count();
                case "firstGeneration" -> firstGeneration = in.count();
                case "slotMax" -> slotMax = in.count();
                case "lowestFree" -> lowestFree = in.bool();
                default -> throw in.unknown(field);
            }
        }
        try {
            return new SlottedNames(generationBits, firstGeneration, slotMax, lowestFree);
        } catch (IllegalArgumentException impossible) {
            throw in.refuse("there cannot be " + impossible.getMessage());
        }
    }

    private Seen observe(JsonCursor in) throws IOException {
        KernelState state = null;
        String refusal = null;
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "state" -> state = NumberedCodec.state(in);
                case "unsupported", "error" -> refusal = field + ": " + Printable.text(in.text());
                default -> throw in.unknown(field);
            }
        }
        return new Seen(refusal == null ? in.required("state", state) : null, refusal);
    }

    private static List<Stepped> batch(JsonCursor in, int asked, boolean observed) throws IOException {
        List<Stepped> answers = null;
        for (String field = in.field(); field != null; field = in.field()) {
            if (!field.equals("answers")) {
                throw in.unknown(field);
            }
            answers = in.list(one -> {
                one.object();
                Stepped stepped = stepped(one, one.field());
                if (observed && stepped.state() == null && stepped.answer() instanceof Answer.Made) {
                    throw one.refuse("an outcome has no \"state\", which was asked for");
                }
                return stepped;
            });
        }
        int told = in.required("answers", answers).size();
        boolean ended = told > 0 && !(answers.get(told - 1).answer() instanceof Answer.Made);
        if (told == 0 || told > asked || told < asked && !ended) {
            throw in.refuse("there are " + told + " answers to " + asked + " steps");
        }
        return answers;
    }

    private static Stepped stepped(JsonCursor in, String first) throws IOException {
        Answer answer = null;
        KernelState state = null;
        for (String field = first; field != null; field = in.field()) {
            if (field.equals("state")) {
                state = NumberedCodec.state(in);
                continue;
            }
            if (answer != null) {
                throw in.refuse("a step has one answer: \"" + field + "\" is another");
            }
            answer = switch (field) {
                case "outcome" -> new Answer.Made(NumberedCodec.outcome(in));
                case "skip" -> new Answer.Skipped(Printable.text(in.text()));
                case "unsupported" -> new Answer.Unsupported(Printable.text(in.text()));
                case "error" -> new Answer.Failed(Printable.text(in.text()));
                default -> throw in.unknown(field);
            };
        }
        return new Stepped(in.required("outcome", answer), state);
    }

    private <T> T read(Body<T> body) {
        try {
            cursor.line(line, 0, line.length);
            cursor.object();
            if (!"id".equals(cursor.field())) {
                throw cursor.refuse("the first field of an answer is \"id\"");
            }
            int answered = cursor.integer();
            if (answered != id) {
                throw violation(
                        "wrong-id", cursor.column(), "request " + id + " was made, and " + answered + " answered");
            }
            T answer = body.read(cursor);
            cursor.end();
            return answer;
        } catch (Refusal refusal) {
            throw violation("not-an-answer", refusal.column(), refusal.getMessage());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private ProtocolViolation violation(String name, int column, String reason) {
        return new ProtocolViolation(kernel, name, number, column, Printable.text(reason));
    }
}
