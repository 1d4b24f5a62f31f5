package dev.portolan.conformance.record;

import dev.portolan.traces.PortName;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values of traces as Java expressions that make them. */
final class JavaLiteral {

    private JavaLiteral() {}

    /**
     * An expression for a string, a number, a truth value, an enum constant, a name, a list, a map or a record of
     * these; member types are called by their simple names, after that of the type that they are in.
     */
    static String of(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String text) {
            return quoted(text);
        }
        if (value instanceof Long number) {
            return number + "L";
        }
        if (value instanceof PortName name) {
            return name.isValid()
                    ? "name(" + quoted(name.symbol()) + ")"
                    : name.equals(PortName.NULL) ? "NULL" : "DEAD";
        }
        if (value instanceof Enum<?> constant) {
            return type(constant.getDeclaringClass()) + "." + constant.name();
        }
        if (value instanceof List<?> list) {
            return "List.of("
                    + String.join(", ", list.stream().map(JavaLiteral::of).toList()) + ")";
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value instanceof Record record ? record(record) : String.valueOf(value);
    }

    private static String map(Map<?, ?> map) {
        Map<String, String> entries = new TreeMap<>();
        map.forEach((key, value) -> entries.put(of(key), of(value)));
        List<String> texts = new ArrayList<>();
        entries.forEach((key, value) -> texts.add("Map.entry(" + key + ", " + value + ")"));
        return "Map.ofEntries(" + String.join(", ", texts) + ")";
    }

    private static String record(Record record) {
        List<String> components = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            components.add(of(value(component, record)));
        }
        return "new " + type(record.getClass()) + "(" + String.join(", ", components) + ")";
    }

    private static Object value(RecordComponent component, Record of) {
        try {
            return component.getAccessor().invoke(of);
        } catch (ReflectiveOperationException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String type(Class<?> type) {
        return type.getEnclosingClass() == null
                ? type.getSimpleName()
                : type(type.getEnclosingClass()) + "." + type.getSimpleName();
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
