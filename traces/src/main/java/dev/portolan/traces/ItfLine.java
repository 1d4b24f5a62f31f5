package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A value of the Informal Trace Format written anew as a line of a trace, which remembers where each of its bytes comes
 * from.
 *
 * <p>What a line may hold its codec decides; here only the two notations are translated.
 */
final class ItfLine {

    private static final String BIGINT = "#bigint";
    private static final String MAP = "#map";

    private final JsonParser in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
    private int[] places = new int[64];
    private long[] sources = new long[64];
    private int count;

    /** A line that takes its values from where the parser stands. */
    ItfLine(JsonParser in) {
        this.in = in;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** The offset in the file that a byte of the line comes from. */
    long source(int place) {
        int at = Arrays.binarySearch(places, 0, count, place);
        int before = at >= 0 ? at : -at - 2;
        return before < 0 ? 0 : sources[before];
    }

    /** Begins the line of an event. */
    void begin(int seq) {
        mark();
        put("{\"seq\":" + seq);
    }

    /**
     * Writes the rest of an event from the state that the parser has begun.
     *
     * @param first whether this may be the state before any call
     * @return whether it is
     */
    boolean state(boolean first) throws IOException {
        boolean nothing = false;
        boolean kernel = false;
        boolean call = false;
        boolean outcome = false;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            switch (field) {
                case "#meta" -> instants();
                case ItfWriter.KERNEL -> {
                    kernel();
                    kernel = true;
                }
                case ItfWriter.CALL -> {
                    nothing = call();
                    call = true;
                }
                case ItfWriter.OUTCOME -> {
                    outcome();
                    outcome = true;
                }
                default -> throw refuse("\"" + field + "\" is no variable of a trace");
            }
        }
        if (!kernel || !call || !outcome) {
            throw refuse("the state lacks a variable: kernel, call or outcome");
        }
        if (nothing && !first) {
            throw refuse("only the first state is the one before any call");
        }
        put("}");
        return nothing;
    }

    private void instants() throws IOException {
        wanted(JsonToken.START_OBJECT, "an object");
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            if (field.equals("start") || field.equals("end")) {
                put(",");
                field(field);
                expression();
            } else {
                in.skipChildren();
            }
        }
    }

    /* The call's fields stand beside those of the event. */
    private boolean call() throws IOException {
        wanted(JsonToken.START_OBJECT, "a record");
        boolean nothing = false;
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            nothing |= field.equals(ItfWriter.CALL)
                    && in.currentToken() == JsonToken.VALUE_STRING
                    && in.getText().equals(ItfWriter.NOTHING);
            put(",");
            field(field);
            expression();
        }
        return nothing;
    }

    /* An outcome that nobody saw is an empty record here, and no field there. */
    private void outcome() throws IOException {
        wanted(JsonToken.START_OBJECT, "a record");
        String first = in.nextFieldName();
        if (first != null) {
            put(",");
            field("outcome");
            put("{");
            in.nextToken();
            fields(first, "");
            put("}");
        }
    }

    private void kernel() throws IOException {
        wanted(JsonToken.START_OBJECT, "a record");
        put(",");
        field("state");
        put("{");
        String separator = "";
        for (String field = in.nextFieldName(); field != null; field = in.nextFieldName()) {
            in.nextToken();
            put(separator);
            field(field);
            switch (field) {
                case "spaces" -> map("task", this::space);
                case "ports" -> map("port", this::keyed);
                case "threads", "acts" -> map("thread", this::keyed);
                case "tasks" -> map("task", this::keyed);
                default -> throw refuse("the field \"" + field + "\" is unknown here");
            }
            separator = ",";
        }
        put("}");
    }

    private interface Value {
        void write() throws IOException;
    }

    /* A map, as the list of its values with their keys in them. */
    private void map(String key, Value value) throws IOException {
        wanted(JsonToken.START_OBJECT, "a map");
        in.nextToken();
        pairs(key, value);
    }

    /* What is in a map, once its object is begun. */
    private void pairs(String key, Value value) throws IOException {
        if (!MAP.equals(in.currentName()) || in.nextToken() != JsonToken.START_ARRAY) {
            throw refuse("a map is {\"#map\": [[key, value], ...]}");
        }
        put("[");
        String separator = "";
        while (in.nextToken() != JsonToken.END_ARRAY) {
            wanted(JsonToken.START_ARRAY, "a pair");
            in.nextToken();
            wanted(JsonToken.VALUE_STRING, "a string");
            put(separator + "{");
            field(key);
            expression();
            in.nextToken();
            value.write();
            put("}");
            if (in.nextToken() != JsonToken.END_ARRAY) {
                throw refuse("a pair has two elements");
            }
            separator = ",";
        }
        put("]");
        closed();
    }

    /* A space whose entries nobody saw is an empty record. */
    private void space() throws IOException {
        wanted(JsonToken.START_OBJECT, "a map");
        if (in.nextToken() == JsonToken.END_OBJECT) {
            return;
        }
        put(",");
        field("entries");
        pairs("name", this::keyed);
    }

    /* The fields of a record, after the key. */
    private void keyed() throws IOException {
        wanted(JsonToken.START_OBJECT, "a record");
        String first = in.nextFieldName();
        if (first != null) {
            in.nextToken();
            fields(first, ",");
        }
    }

    /** Writes the record that the parser has begun. */
    void record() throws IOException {
        wanted(JsonToken.START_OBJECT, "a record");
        mark();
        put("{");
        String first = in.nextFieldName();
        if (first != null) {
            in.nextToken();
            fields(first, "");
        }
        put("}");
    }

    /* The fields from this one on, whose value the parser has begun; leaves the object. */
    private void fields(String first, String before) throws IOException {
        String separator = before;
        for (String field = first; field != null; field = in.nextFieldName()) {
            if (!field.equals(first)) {
                in.nextToken();
            }
            if (field.startsWith("#")) {
                throw refuse("the form \"" + field + "\" is unknown, or not wanted here");
            }
            put(separator);
            field(field);
            expression();
            separator = ",";
        }
    }

    private void expression() throws IOException {
        mark();
        switch (in.currentToken()) {
            case VALUE_STRING -> string(in.getText());
            case VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> put(in.getText());
            case START_ARRAY -> elements();
            case START_OBJECT -> object();
            default -> throw refuse("no expression is written so");
        }
    }

    private void elements() throws IOException {
        put("[");
        String separator = "";
        while (in.nextToken() != JsonToken.END_ARRAY) {
            put(separator);
            expression();
            separator = ",";
        }
        put("]");
    }

    private void object() throws IOException {
        String first = in.nextFieldName();
        if (first == null) {
            put("{}");
            return;
        }
        in.nextToken();
        switch (first) {
            case BIGINT -> {
                String digits = in.getText();
                if (in.currentToken() != JsonToken.VALUE_STRING || !digits.matches("-?(0|[1-9][0-9]{0,18})")) {
                    throw refuse("a number is written in at most 19 digits");
                }
                put(digits);
                closed();
            }
            case "#tup", "#set" -> {
                wanted(JsonToken.START_ARRAY, "an array");
                elements();
                closed();
            }
            default -> {
                put("{");
                fields(first, "");
                put("}");
            }
        }
    }

    private void closed() throws IOException {
        if (in.nextToken() != JsonToken.END_OBJECT) {
            throw refuse("nothing can stand beside the form");
        }
    }

    private void wanted(JsonToken token, String what) throws IOException {
        if (in.currentToken() != token) {
            throw refuse(what + " is wanted here");
        }
    }

    private void field(String name) {
        mark();
        string(name);
        put(":");
    }

    private void string(String text) {
        put("\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"");
    }

    private void put(String text) {
        out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /* What is put next comes from the token that the parser has begun. */
    private void mark() {
        if (count == places.length) {
            places = Arrays.copyOf(places, 2 * count);
            sources = Arrays.copyOf(sources, 2 * count);
        }
        places[count] = out.size();
        sources[count++] = in.currentTokenLocation().getByteOffset();
    }

    /* A refusal of the token read last. */
    private IOException refuse(String reason) {
        return new ItfRefusal(in, reason);
    }

    /** A value that is not written as the format has it; {@link ItfReader} adds the file. */
    static final class ItfRefusal extends JsonParseException {

        private static final long serialVersionUID = 1L;

        ItfRefusal(JsonParser in, String reason) {
            super(null, reason, in.currentTokenLocation());
        }
    }
}
