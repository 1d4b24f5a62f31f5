package dev.portolan.traces;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Walks the values of one line, strictly: whatever is not what was asked for is a {@link Refusal}. */
final class JsonCursor {

    /** Reads the value that the cursor stands before. */
    interface Element<T> {
        T read(JsonCursor in) throws IOException;
    }

    private final JsonParser parser;

    /* The parser already stands on the token that is asked for next. */
    private boolean ahead;

    JsonCursor(JsonParser parser) {
        this.parser = parser;
    }

    /** Goes into the object that is the next value. */
    void object() throws IOException {
        if (advance() != JsonToken.START_OBJECT) {
            throw refuse("an object is wanted here");
        }
    }

    /** The name of the object's next field, or null after its last, which leaves the object. */
    String field() throws IOException {
        String name = parser.nextFieldName();
        if (name == null && parser.currentToken() != JsonToken.END_OBJECT) {
            throw refuse("a field is wanted here");
        }
        return name;
    }

    /** Whether the next value is a string. */
    boolean isText() throws IOException {
        JsonToken token = advance();
        ahead = true;
        return token == JsonToken.VALUE_STRING;
    }

    String text() throws IOException {
        if (advance() != JsonToken.VALUE_STRING) {
            throw refuse("a string is wanted here");
        }
        String text = parser.getText();
        if (text.isEmpty()) {
            throw refuse("the string is empty");
        }
        return text;
    }

    String oneOf(Set<String> words) throws IOException {
        String text = text();
        if (!words.contains(text)) {
            throw refuse("\"" + text + "\" is none of " + String.join(" ", words));
        }
        return text;
    }

    /** One of the words, or a number written as a string: a value that Mach has no name for. */
    String oneOfOrNumber(Set<String> words) throws IOException {
        String text = text();
        if (!words.contains(text) && !isNumber(text)) {
            throw refuse("\"" + text + "\" is neither a number nor one of " + String.join(" ", words));
        }
        return text;
    }

    /** A return code: {@code KERN_SUCCESS}, {@code MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE}. */
    String code() throws IOException {
        String text = text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '|')) {
                throw refuse("\"" + text + "\" is not a return code");
            }
        }
        return text;
    }

    PortName name() throws IOException {
        return PortName.of(text());
    }

    int integer() throws IOException {
        if (advance() != JsonToken.VALUE_NUMBER_INT) {
            throw refuse("an integer is wanted here");
        }
        if (parser.getNumberType() != JsonParser.NumberType.INT) {
            throw refuse("the integer has more than 32 bits");
        }
        return parser.getIntValue();
    }

    int count() throws IOException {
        int value = integer();
        if (value < 0) {
            throw refuse("the integer is negative");
        }
        return value;
    }

    long longInteger() throws IOException {
        if (advance() != JsonToken.VALUE_NUMBER_INT) {
            throw refuse("an integer is wanted here");
        }
        if (parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            throw refuse("the integer has more than 64 bits");
        }
        return parser.getLongValue();
    }

    /** Nanoseconds since the run began. */
    long instant() throws IOException {
        long value = longInteger();
        if (value < 0) {
            throw refuse("the integer is negative");
        }
        return value;
    }

    boolean bool() throws IOException {
        JsonToken token = advance();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw refuse("true or false is wanted here");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    <T> List<T> list(Element<T> element) throws IOException {
        if (advance() != JsonToken.START_ARRAY) {
            throw refuse("an array is wanted here");
        }
        List<T> list = new ArrayList<>();
        while (advance() != JsonToken.END_ARRAY) {
            ahead = true;
            list.add(element.read(this));
        }
        return list;
    }

    <T> Map<String, T> map(Element<T> element) throws IOException {
        object();
        Map<String, T> map = new LinkedHashMap<>();
        for (String key = field(); key != null; key = field()) {
            map.put(key, element.read(this));
        }
        return map;
    }

    <T> T required(String field, T value) throws Refusal {
        if (value == null) {
            throw refuse("the field \"" + field + "\" is missing");
        }
        return value;
    }

    Refusal unknown(String field) {
        return refuse("the field \"" + field + "\" is unknown here");
    }

    /** A refusal of the token that the cursor stands on. */
    Refusal refuse(String reason) {
        return new Refusal(column(), reason);
    }

    int column() {
        return Math.max(1, parser.currentTokenLocation().getColumnNr());
    }

    private JsonToken advance() throws IOException {
        if (ahead) {
            ahead = false;
            return parser.currentToken();
        }
        return parser.nextToken();
    }

    static boolean isNumber(String text) {
        int digits = text.startsWith("-") ? 1 : 0;
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return text.length() > digits;
    }
}
