package dev.portolan.traces;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The arguments of one call, read one by one, each kept with its column until the call is known.
 *
 * <p>Not for use by several threads.
 */
final class CallArguments {

    /**
     * A field that calls have.
     *
     * @param kind null where it is a name of one call and a word of another
     */
    private record Field(int place, String name, Argument.Kind kind) {

        Field or(Argument.Kind other) {
            boolean same = kind == other
                    || kind != null && (kind.isName() && other.isName() || kind.isThread() && other.isThread());
            return same ? this : new Field(place, name, null);
        }
    }

    private static final Map<String, Field> FIELDS = new HashMap<>();
    private static final List<Field> BY_PLACE;

    /* Of each call the places of its arguments, in their order, and the same as bits. */
    private static final Map<CallForm, int[]> PLACES = new HashMap<>();
    private static final Map<CallForm, Long> BITS = new HashMap<>();

    static {
        for (CallForm form : CallForm.all()) {
            for (Argument argument : form.arguments()) {
                Field known = FIELDS.get(argument.name());
                FIELDS.put(
                        argument.name(),
                        known == null
                                ? new Field(FIELDS.size(), argument.name(), argument.kind())
                                : known.or(argument.kind()));
            }
        }
        Field[] fields = new Field[FIELDS.size()];
        FIELDS.values().forEach(field -> fields[field.place] = field);
        BY_PLACE = List.of(fields);
        if (fields.length > Long.SIZE) {
            throw new IllegalStateException("calls have more fields than a word has bits");
        }
        for (CallForm form : CallForm.all()) {
            int[] places = form.arguments().stream()
                    .mapToInt(argument -> FIELDS.get(argument.name()).place)
                    .toArray();
            PLACES.put(form, places);
            BITS.put(form, Arrays.stream(places).mapToLong(place -> 1L << place).sum());
        }
    }

    private final Set<String> threads;
    private final Object[] values = new Object[FIELDS.size()];
    private final int[] columns = new int[FIELDS.size()];
    private long there;

    /** Reads arguments of calls whose threads are these. */
    CallArguments(Set<String> threads) {
        this.threads = threads;
    }

    /** The name of a thread. */
    String thread(JsonCursor in) throws IOException {
        String text = in.text();
        if (!threads.contains(text)) {
            throw in.refuse(JsonCursor.quoted(text) + " is no thread of this trace");
        }
        return text;
    }

    void forget() {
        Arrays.fill(values, null);
        there = 0;
    }

    /** Reads the value of a field. */
    void read(JsonCursor in, String name) throws IOException {
        Field field = FIELDS.get(name);
        if (field == null) {
            throw in.unknown(name);
        }
        int before = in.column();
        values[field.place] = field.kind == null ? nameOrWord(in) : value(in, field.kind);
        // What has brackets is spoken of by its name.
        columns[field.place] =
                field.kind == Argument.Kind.SEND || field.kind == Argument.Kind.RECEIVE ? before : in.column();
        there |= 1L << field.place;
    }

    private Object value(JsonCursor in, Argument.Kind kind) throws IOException {
        return switch (kind) {
            case TASK -> in.task();
            case THREAD, TARGET -> thread(in);
            case NAME, CHOSEN_NAME, CALLERS_NAME -> in.name();
            case NAMES -> in.list(JsonCursor::name);
            case RIGHT, DISPOSITION, NOTIFICATION, FLAVOR -> in.oneOfOrNumber(kind.words());
            case ENTRY -> Call.Entry.valueOf(in.oneOf(kind.words()));
            case NUMBER, DELTA -> in.integer();
            case COUNT -> in.count();
            case FLAG -> in.bool();
            case WORDS -> in.list(JsonCursor::integer);
            case AT -> in.text();
            case SEND -> MessageCodec.send(in);
            case RECEIVE -> MessageCodec.receive(in, true);
        };
    }

    /* A name that is a symbol looks like a word, and is taken for one until the call is known. */
    private static Object nameOrWord(JsonCursor in) throws IOException {
        return in.isNumbered() && !in.isText() ? in.name() : in.text();
    }

    /**
     * The call.
     *
     * @param in where the line ends
     * @throws Refusal if an argument is missing, is another call's or is of another call's kind
     */
    Call call(JsonCursor in, CallForm form, String thread) throws IOException {
        long foreign = there & ~BITS.get(form);
        if (foreign != 0) {
            int which = Long.numberOfTrailingZeros(foreign);
            throw new Refusal(columns[which], form + " has no argument \"" + BY_PLACE.get(which).name + "\"");
        }
        in.required("thread", thread);
        int[] places = PLACES.get(form);
        Object[] arguments = new Object[places.length];
        for (int i = 0; i < places.length; i++) {
            Argument argument = form.arguments().get(i);
            Object value = values[places[i]];
            if (!argument.kind().isOptional()) {
                in.required(argument.name(), value);
            }
            boolean known = BY_PLACE.get(places[i]).kind != null;
            arguments[i] = known ? value : nameOrWord(in, form, argument, value, columns[places[i]]);
        }
        return form.make(thread, arguments);
    }

    private static Object nameOrWord(JsonCursor in, CallForm form, Argument argument, Object value, int column)
            throws Refusal {
        String the = "the " + argument.name() + " of " + form;
        boolean isName = argument.kind().isName();
        if (in.isNumbered() && isName != value instanceof PortName) {
            throw new Refusal(column, isName ? the + " is a name" : the + " is a word");
        }
        if (isName) {
            return in.isNumbered() ? value : PortName.of((String) value);
        }
        String word = (String) value;
        if (!JsonCursor.isOneOfOrNumber(word, argument.kind().words())) {
            throw new Refusal(column, JsonCursor.neither(word, argument.kind().words()));
        }
        return word;
    }
}
