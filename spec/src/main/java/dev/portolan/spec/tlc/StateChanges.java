package dev.portolan.spec.tlc;

import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What differs between two states of a model, in Mach's words.
 *
 * <p>The variable {@code kernel} is a record of spaces, ports and threads, and {@code outcome} what the last step
 * answered; any other variable is shown by its name.
 */
final class StateChanges {

    private static final String KERNEL = "kernel";
    private static final String OUTCOME = "outcome";

    /* What an element of each of the kernel's parts is called. */
    private static final Map<String, String> PARTS = Map.of("spaces", "space", "ports", "port", "threads", "thread");

    /* The field that says what kind of thing a record is: it is told even where it has not changed. */
    private static final List<String> KINDS = List.of("type", "kind", "at");

    private final List<String> changes = new ArrayList<>();

    private StateChanges() {}

    /** One line for each object that changed, in the order of the state; the outcome first. */
    static List<String> between(Map<String, TlaValue> before, Map<String, TlaValue> after) {
        StateChanges found = new StateChanges();
        TlaValue outcome = after.get(OUTCOME);
        if (outcome instanceof TlaValue.Rec answer) {
            found.changes.add(answer(answer));
        }
        after.forEach((variable, value) -> {
            TlaValue old = before.get(variable);
            if (variable.equals(KERNEL) && value instanceof TlaValue.Rec now && old instanceof TlaValue.Rec then) {
                found.kernel(then, now);
            } else if (!variable.equals(OUTCOME)) {
                found.compare(variable, old, value);
            }
        });
        return found.changes;
    }

    private static String answer(TlaValue.Rec outcome) {
        List<String> parts = new ArrayList<>();
        outcome.fields().forEach((field, value) -> {
            if (field.equals("ret")) {
                parts.add(0, word(value));
            } else if (!isNothing(value)) {
                parts.add(field + " " + word(value));
            }
        });
        return "answer " + String.join(", ", parts);
    }

    /** Empty, or the record with the one field {@code none} that stands for no out-values. */
    private static boolean isNothing(TlaValue value) {
        return value.equals(new TlaValue.Str(""))
                || value.equals(new TlaValue.Tuple(List.of()))
                || value instanceof TlaValue.Rec record
                        && record.fields().keySet().equals(Set.of("none"));
    }

    private void kernel(TlaValue.Rec before, TlaValue.Rec after) {
        after.fields().forEach((part, value) -> {
            Map<String, TlaValue> then = elements(before.fields().get(part));
            elements(value).forEach((key, now) -> {
                String path = PARTS.getOrDefault(part, part) + " " + key;
                if (part.equals("spaces")) {
                    Map<String, TlaValue> entries = elements(then.get(key));
                    elements(now).forEach((name, entry) -> compare(path + " name " + name, entries.get(name), entry));
                } else {
                    compare(path, then.get(key), now);
                }
            });
        });
    }

    private void compare(String path, TlaValue before, TlaValue after) {
        if (Objects.equals(before, after)) {
            return;
        }
        if (before instanceof TlaValue.Rec then && after instanceof TlaValue.Rec now) {
            changes.add(path + ": " + fields(then, now));
            return;
        }
        Map<String, TlaValue> then = elements(before);
        Map<String, TlaValue> now = elements(after);
        boolean function = !(before instanceof TlaValue.Tuple) && !(after instanceof TlaValue.Tuple);
        if (function && !now.isEmpty() && then.keySet().equals(now.keySet())) {
            now.forEach((key, value) -> compare(path + " " + key, then.get(key), value));
        } else {
            changes.add(path + ": " + word(before) + " -> " + word(after));
        }
    }

    /** The kind of the record, and its changed fields. */
    private static String fields(TlaValue.Rec before, TlaValue.Rec after) {
        List<String> parts = new ArrayList<>();
        String kind = "";
        for (String field : KINDS) {
            TlaValue now = after.fields().get(field);
            if (now != null) {
                TlaValue then = before.fields().get(field);
                kind = (now.equals(then) ? word(now) : word(then) + " -> " + word(now));
                break;
            }
        }
        after.fields().forEach((field, now) -> {
            TlaValue then = before.fields().get(field);
            if (!KINDS.contains(field) && !now.equals(then)) {
                parts.add(field + " " + (then == null ? word(now) : word(then) + " -> " + word(now)));
            }
        });
        return (kind + " " + String.join(", ", parts)).strip();
    }

    /** The elements of a function, a record or a tuple by their keys; none of anything else. */
    private static Map<String, TlaValue> elements(TlaValue value) {
        Map<String, TlaValue> elements = new LinkedHashMap<>();
        if (value instanceof TlaValue.Rec record) {
            elements.putAll(record.fields());
        } else if (value instanceof TlaValue.Fun function) {
            function.entries().forEach(entry -> elements.put(word(entry.getKey()), entry.getValue()));
        } else if (value instanceof TlaValue.Tuple tuple) {
            for (int i = 0; i < tuple.elements().size(); i++) {
                elements.put(Integer.toString(i + 1), tuple.elements().get(i));
            }
        }
        return elements;
    }

    /** A value for the reader: strings without quotes, records without bars. */
    static String word(TlaValue value) {
        if (value instanceof TlaValue.Str string) {
            return string.value().isEmpty() ? "\"\"" : string.value();
        }
        if (value instanceof TlaValue.Rec record) {
            return record.fields().entrySet().stream()
                    .map(field -> field.getKey() + " " + word(field.getValue()))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof TlaValue.Tuple tuple) {
            return tuple.elements().stream().map(StateChanges::word).collect(Collectors.joining(", ", "<", ">"));
        }
        if (value instanceof TlaValue.SetOf set) {
            return set.elements().stream().map(StateChanges::word).collect(Collectors.joining(", ", "{", "}"));
        }
        return String.valueOf(value);
    }
}
