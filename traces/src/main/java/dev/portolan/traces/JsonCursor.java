package dev.portolan.traces;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Walks the values of one line after another, strictly: whatever is not what was asked for is a {@link Refusal}.
 *
 * <p>It reads JSON by itself, straight from the bytes: what a trace may hold is less than what JSON may (no null, no
 * fraction, no field twice), each refusal names a byte, and a long trace is read twice, so its speed counts. A test
 * holds it to a parser of all of JSON. Not for use by several threads.
 */
public final class JsonCursor {

    /** Reads the value that the cursor stands before. */
    public interface Element<T> {
        T read(JsonCursor in) throws IOException;
    }

    private static final int QUOTED_CHARS_MAX = 80;

    /** The number of {@code MACH_PORT_DEAD}; that of {@code MACH_PORT_NULL} is 0. */
    private static final long DEAD = 0xffffffffL;

    private final boolean numbered;
    private final JsonText strings = new JsonText();

    /* The names of the fields seen in the objects that are open, those of the innermost last. */
    private final List<String> fields = new ArrayList<>();
    private final int[] fieldsBefore = new int[TraceLimits.DEPTH_MAX + 1];

    private byte[] buffer;
    private int start;
    private int end;
    private int position;
    private int token;
    private int depth;
    private int values;
    private boolean first;

    /* Null if any word may be the name of one. */
    private Set<String> tasks;

    /** A cursor over lines in which names of rights are symbols. */
    JsonCursor() {
        this(false);
    }

    private JsonCursor(boolean numbered) {
        this.numbered = numbered;
    }

    /**
     * A cursor over lines in which names of rights are a kernel's own numbers, 0 for {@code MACH_PORT_NULL} and
     * 4294967295 for {@code MACH_PORT_DEAD}; they are read as symbols that spell them in decimal.
     */
    public static JsonCursor numbered() {
        return new JsonCursor(true);
    }

    /** True if names of rights are numbers here. */
    boolean isNumbered() {
        return numbered;
    }

    /** From now on nothing but these is a task. */
    void know(Set<String> all) {
        tasks = all;
    }

    /** The name of a task. */
    String task() throws IOException {
        String task = text();
        if (tasks != null && !tasks.contains(task)) {
            throw refuse(quoted(task) + " is no task of this trace");
        }
        return task;
    }

    /** Goes before a line, which stays as it is until it is read. */
    public void line(byte[] text, int from, int to) {
        buffer = text;
        start = from;
        end = to;
        position = from;
        token = from;
        depth = 0;
        values = 0;
        fields.clear();
    }

    /** Goes into the object that is the next value. */
    public void object() throws IOException {
        open('{', "an object");
        fieldsBefore[depth] = fields.size();
    }

    /** The name of the object's next field, or null after its last, which leaves the object. */
    public String field() throws IOException {
        int next = more('}', "a field");
        if (next == '}') {
            fields.subList(fieldsBefore[depth], fields.size()).clear();
            depth--;
            return null;
        }
        if (next != '"') {
            throw wanted("a field");
        }
        String name = string();
        for (int i = fieldsBefore[depth]; i < fields.size(); i++) {
            if (fields.get(i).equals(name)) {
                throw refuse("the field " + quoted(name) + " is there twice");
            }
        }
        fields.add(name);
        int begin = token;
        if (peek() != ':') {
            throw wanted("a colon");
        }
        position++;
        token = begin;
        return name;
    }

    /** Whether the next value is a string. */
    public boolean isText() {
        return peek() == '"';
    }

    /** A string that is not empty. */
    public String text() throws IOException {
        if (peek() != '"') {
            throw wanted("a string");
        }
        String text = string();
        if (text.isEmpty()) {
            throw refuse("the string is empty");
        }
        return text;
    }

    /** One of the words. */
    public String oneOf(Set<String> words) throws IOException {
        String text = text();
        if (!words.contains(text)) {
            throw refuse(quoted(text) + " is none of " + String.join(" ", words));
        }
        return text;
    }

    /** One of the words, or a number written as a string: a value that Mach has no name for. */
    String oneOfOrNumber(Set<String> words) throws IOException {
        String text = text();
        if (!isOneOfOrNumber(text, words)) {
            throw refuse(neither(text, words));
        }
        return text;
    }

    static boolean isOneOfOrNumber(String text, Set<String> words) {
        return words.contains(text) || JsonText.isNumber(text);
    }

    static String neither(String text, Set<String> words) {
        return quoted(text) + " is neither a number of 32 bits nor one of " + String.join(" ", words);
    }

    /** A return code: {@code KERN_SUCCESS}, {@code MACH_SEND_TIMED_OUT|MACH_MSG_IPC_SPACE}. */
    String code() throws IOException {
        String text = text();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '|')) {
                throw refuse(quoted(text) + " is not a return code");
            }
        }
        return text;
    }

    PortName name() throws IOException {
        if (!numbered) {
            return strings.name(text());
        }
        long number = longInteger();
        if (number < 0 || number > DEAD) {
            throw refuse("a name is a number of 32 bits without a sign");
        }
        return number == 0 ? PortName.NULL : number == DEAD ? PortName.DEAD : strings.decimal(number);
    }

    /** An integer of 32 bits. */
    public int integer() throws IOException {
        long value = longInteger();
        if (value != (int) value) {
            throw refuse("the integer has more than 32 bits");
        }
        return (int) value;
    }

    /** An integer of 31 bits, not negative. */
    public int count() throws IOException {
        int value = integer();
        if (value < 0) {
            throw refuse("the integer is negative");
        }
        return value;
    }

    long longInteger() throws IOException {
        boolean negative = peek() == '-';
        int at = negative ? position + 1 : position;
        int digits = at;
        long value = 0;
        boolean fits = true;
        for (; at < end && buffer[at] >= '0' && buffer[at] <= '9'; at++) {
            // Negative numbers reach further by one.
            int digit = buffer[at] - '0';
            fits &= value >= (Long.MIN_VALUE + digit) / 10;
            value = fits ? 10 * value - digit : value;
        }
        boolean leadingZero = at - digits > 1 && buffer[digits] == '0';
        boolean fraction = at < end && (buffer[at] == '.' || buffer[at] == 'e' || buffer[at] == 'E');
        if (at == digits || leadingZero || fraction) {
            throw wanted("an integer");
        }
        if (!fits || !negative && value == Long.MIN_VALUE) {
            throw refuse("the integer has more than 64 bits");
        }
        position = at;
        return negative ? value : -value;
    }

    /** Nanoseconds since the run began. */
    long instant() throws IOException {
        long value = longInteger();
        if (value < 0) {
            throw refuse("the integer is negative");
        }
        return value;
    }

    /** {@code true} or {@code false}. */
    public boolean bool() throws IOException {
        int next = peek();
        String word = next == 't' ? "true" : "false";
        for (int i = 0; i < word.length(); i++) {
            if (position + i >= end || buffer[position + i] != word.charAt(i)) {
                throw wanted("true or false");
            }
        }
        position += word.length();
        return next == 't';
    }

    /** An array. */
    public <T> List<T> list(Element<T> element) throws IOException {
        open('[', "an array");
        List<T> list = new ArrayList<>();
        while (more(']', "a value") != ']') {
            list.add(element.read(this));
        }
        depth--;
        return list;
    }

    /** An object whose fields are some of these. */
    public <T> Map<String, T> map(Set<String> fields, Element<T> element) throws IOException {
        object();
        Map<String, T> map = new LinkedHashMap<>();
        for (String key = field(); key != null; key = field()) {
            if (!fields.contains(key)) {
                throw unknown(key);
            }
            map.put(key, element.read(this));
        }
        return map;
    }

    /**
     * An object with whatever fields it has.
     *
     * @param most how many that may be
     */
    public <T> Map<String, T> map(Element<T> element, int most) throws IOException {
        object();
        Map<String, T> map = new LinkedHashMap<>();
        for (String key = field(); key != null; key = field()) {
            if (map.size() == most) {
                throw refuse("there are more than " + most + " fields");
            }
            if (key.isEmpty()) {
                throw refuse("the string is empty");
            }
            map.put(key, element.read(this));
        }
        return map;
    }

    /** Sees to it that the line has nothing more. */
    public void end() throws Refusal {
        if (peek() >= 0) {
            throw refuse(
                    buffer[position] == '\r'
                            ? "the line ends in CR LF, not in LF alone"
                            : "there is more on the line than one object");
        }
    }

    /** The value of a field that has to be there; null if it was not. */
    public <T> T required(String field, T value) throws Refusal {
        if (value == null) {
            throw refuse("the field \"" + field + "\" is missing");
        }
        return value;
    }

    /** A refusal of the field whose name was read last. */
    public Refusal unknown(String field) {
        return refuse("the field " + quoted(field) + " is unknown here");
    }

    /** A refusal of the value, name or bracket that was read last. */
    public Refusal refuse(String reason) {
        return new Refusal(column(), reason);
    }

    /** The byte of the line that was read last, counted from 1. */
    public int column() {
        return token - start + 1;
    }

    /** A text within a message, short enough for one. */
    static String quoted(String text) {
        return '"' + (text.length() > QUOTED_CHARS_MAX ? text.substring(0, QUOTED_CHARS_MAX) + "..." : text) + '"';
    }

    private void open(int bracket, String what) throws Refusal {
        if (peek() != bracket) {
            throw wanted(what);
        }
        if (depth == TraceLimits.DEPTH_MAX) {
            throw refuse("values are more than " + TraceLimits.DEPTH_MAX + " deep");
        }
        position++;
        depth++;
        first = true;
    }

    /* Goes to the next member of an object or array; answers what it begins with, or the bracket that it passed. */
    private int more(int bracket, String what) throws Refusal {
        int next = peek();
        if (next == bracket) {
            position++;
            first = false;
            return bracket;
        }
        if (!first) {
            if (next != ',') {
                throw wanted("a comma or a closing bracket");
            }
            position++;
            next = peek();
            if (next == bracket) {
                throw wanted(what);
            }
        }
        first = false;
        if (++values > TraceLimits.VALUES_MAX) {
            throw refuse("the line has more than " + TraceLimits.VALUES_MAX + " values");
        }
        return next;
    }

    private String string() throws Refusal {
        String text = strings.read(buffer, start, position + 1, end);
        position = strings.position();
        return text;
    }

    /* Goes to what comes next, which is what a refusal speaks of; negative at the end of the line. */
    private int peek() {
        while (position < end && (buffer[position] == ' ' || buffer[position] == '\t')) {
            position++;
        }
        token = position;
        return position < end ? buffer[position] & 0xff : -1;
    }

    private Refusal wanted(String what) {
        return refuse(position < end ? what + " is wanted here" : "the line ends where " + what + " is wanted");
    }
}
