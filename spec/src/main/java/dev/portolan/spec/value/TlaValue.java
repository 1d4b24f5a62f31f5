package dev.portolan.spec.value;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A constant TLA+ value. Values are immutable and compare by what they denote, as far as TLC's text tells: a
 * function over {@code 1..n} is a tuple, one over strings a record. {@code toString} is TLA+.
 */
public sealed interface TlaValue {

    record Int(long value) implements TlaValue {
        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    record Bool(boolean value) implements TlaValue {
        @Override
        public String toString() {
            return value ? "TRUE" : "FALSE";
        }
    }

    record Str(String value) implements TlaValue {
        @Override
        public String toString() {
            return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
    }

    /** A model value of the configuration, such as {@code t1}. */
    record ModelValue(String name) implements TlaValue {
        @Override
        public String toString() {
            return name;
        }
    }

    /** {@code {a, b}}; elements are in TLC's order. */
    record SetOf(List<TlaValue> elements) implements TlaValue {
        public SetOf {
            elements = List.copyOf(elements);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof SetOf set
                    && elements.size() == set.elements.size()
                    && elements.containsAll(set.elements);
        }

        @Override
        public int hashCode() {
            return elements.stream().mapToInt(TlaValue::hashCode).sum();
        }

        @Override
        public String toString() {
            return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "{", "}"));
        }
    }

    /** {@code <<a, b>>}, also the empty function. */
    record Tuple(List<TlaValue> elements) implements TlaValue {
        public Tuple {
            elements = List.copyOf(elements);
        }

        @Override
        public String toString() {
            return elements.stream().map(TlaValue::toString).collect(Collectors.joining(", ", "<<", ">>"));
        }
    }

    /** {@code [a |-> 1, b |-> 2]}, fields in alphabetical order. */
    record Rec(SortedMap<String, TlaValue> fields) implements TlaValue {
        public Rec {
            fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
        }

        @Override
        public String toString() {
            return fields.entrySet().stream()
                    .map(field -> field.getKey() + " |-> " + field.getValue())
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** {@code (k1 :> v1 @@ k2 :> v2)}, in TLC's order. */
    record Fun(List<Map.Entry<TlaValue, TlaValue>> entries) implements TlaValue {
        public Fun {
            entries = List.copyOf(entries);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Fun fun && entries.size() == fun.entries.size() && entries.containsAll(fun.entries);
        }

        @Override
        public int hashCode() {
            return entries.stream().mapToInt(Map.Entry::hashCode).sum();
        }

        @Override
        public String toString() {
            return entries.stream()
                    .map(entry -> entry.getKey() + " :> " + entry.getValue())
                    .collect(Collectors.joining(" @@ ", "(", ")"));
        }
    }
}
