package dev.portolan.spec.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads TLA+ values as TLC prints them, in one pass and without backtracking.
 *
 * <p>An interval is read as the set it denotes.
 */
public final class TlaValueParser {

    private final String text;
    private int at;

    private TlaValueParser(String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not a value, or more than one
     */
    public static TlaValue parse(String text) {
        TlaValueParser parser = new TlaValueParser(text);
        TlaValue value = parser.value();
        parser.skipBlanks();
        if (parser.at != text.length()) {
            throw parser.unexpected("the end");
        }
        return value;
    }

    /**
     * Reads a state: {@code /\ x = 1 /\ y = 2}, or {@code x = 1} where there is one variable.
     *
     * @return the variables in the order of the text
     * @throws IllegalArgumentException if the text is not a state
     */
    public static Map<String, TlaValue> parseState(String text) {
        TlaValueParser parser = new TlaValueParser(text);
        Map<String, TlaValue> variables = new LinkedHashMap<>();
        parser.skipBlanks();
        while (parser.at < text.length()) {
            parser.accept("/\\");
            String name = parser.identifier();
            parser.expect("=");
            variables.put(name, parser.value());
            parser.skipBlanks();
        }
        return variables;
    }

    private TlaValue value() {
        skipBlanks();
        if (accept("<<")) {
            return new TlaValue.Tuple(elements(">>"));
        }
        if (accept("{")) {
            return new TlaValue.SetOf(elements("}"));
        }
        if (accept("[")) {
            return record();
        }
        if (accept("(")) {
            return function();
        }
        if (peek() == '"') {
            return new TlaValue.Str(string());
        }
        if (peek() == '-' || Character.isDigit(peek())) {
            return number();
        }
        String name = identifier();
        return switch (name) {
            case "TRUE" -> new TlaValue.Bool(true);
            case "FALSE" -> new TlaValue.Bool(false);
            default -> new TlaValue.ModelValue(name);
        };
    }

    private List<TlaValue> elements(String close) {
        List<TlaValue> elements = new ArrayList<>();
        if (accept(close)) {
            return elements;
        }
        do {
            elements.add(value());
        } while (accept(","));
        expect(close);
        return elements;
    }

    private TlaValue record() {
        SortedMap<String, TlaValue> fields = new TreeMap<>();
        do {
            String name = identifier();
            expect("|->");
            fields.put(name, value());
        } while (accept(","));
        expect("]");
        return new TlaValue.Rec(fields);
    }

    private TlaValue function() {
        List<Map.Entry<TlaValue, TlaValue>> entries = new ArrayList<>();
        do {
            TlaValue key = value();
            expect(":>");
            entries.add(Map.entry(key, value()));
        } while (accept("@@"));
        expect(")");
        return new TlaValue.Fun(entries);
    }

    private TlaValue number() {
        long low = integer();
        if (!accept("..")) {
            return new TlaValue.Int(low);
        }
        skipBlanks();
        long high = integer();
        List<TlaValue> elements = new ArrayList<>();
        for (long i = low; i <= high; i++) {
            elements.add(new TlaValue.Int(i));
        }
        return new TlaValue.SetOf(elements);
    }

    private long integer() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        while (Character.isDigit(peek())) {
            at++;
        }
        try {
            return Long.parseLong(text.substring(start, at));
        } catch (NumberFormatException e) {
            throw unexpected("a number");
        }
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                c = text.charAt(++at);
            }
            value.append(c);
        }
        throw unexpected("the end of a string");
    }

    private String identifier() {
        skipBlanks();
        int start = at;
        while (Character.isLetterOrDigit(peek()) || peek() == '_' || peek() == '!') {
            at++;
        }
        if (at == start) {
            throw unexpected("a name or a value");
        }
        return text.substring(start, at);
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipBlanks() {
        while (Character.isWhitespace(peek())) {
            at++;
        }
    }

    private boolean accept(String token) {
        skipBlanks();
        if (!text.startsWith(token, at)) {
            return false;
        }
        at += token.length();
        return true;
    }

    private void expect(String token) {
        if (!accept(token)) {
            throw unexpected(token);
        }
    }

    private IllegalArgumentException unexpected(String wanted) {
        String rest = text.substring(at, Math.min(text.length(), at + 40));
        return new IllegalArgumentException("expected " + wanted + " at offset " + at + ", before: " + rest);
    }
}
