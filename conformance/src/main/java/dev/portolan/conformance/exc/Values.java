package dev.portolan.conformance.exc;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Bool;
import dev.portolan.spec.value.TlaValue.Fun;
import dev.portolan.spec.value.TlaValue.Int;
import dev.portolan.spec.value.TlaValue.Rec;
import dev.portolan.spec.value.TlaValue.SetOf;
import dev.portolan.spec.value.TlaValue.Str;
import dev.portolan.spec.value.TlaValue.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** TLA+ values made and read. */
final class Values {

    private Values() {}

    static Str string(String value) {
        return new Str(value);
    }

    static Int number(long value) {
        return new Int(value);
    }

    static Bool bool(boolean value) {
        return new Bool(value);
    }

    /** A record of names and values in turn. */
    static Rec record(Object... fields) {
        SortedMap<String, TlaValue> map = new TreeMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            map.put((String) fields[i], (TlaValue) fields[i + 1]);
        }
        return new Rec(map);
    }

    static Rec with(Rec record, String field, TlaValue value) {
        SortedMap<String, TlaValue> map = new TreeMap<>(record.fields());
        map.put(field, value);
        return new Rec(map);
    }

    static Rec without(Rec record, String field) {
        SortedMap<String, TlaValue> map = new TreeMap<>(record.fields());
        map.remove(field);
        return new Rec(map);
    }

    static Tuple tuple(List<? extends TlaValue> elements) {
        return new Tuple(List.copyOf(elements));
    }

    static SetOf set(List<? extends TlaValue> elements) {
        return new SetOf(List.copyOf(elements));
    }

    /** A function of whole numbers, in ascending order, as TLC tells it: a tuple if they are those from 1. */
    static TlaValue function(List<Integer> domain, IntFunction<TlaValue> value) {
        List<Map.Entry<TlaValue, TlaValue>> entries = new ArrayList<>();
        boolean isTuple = true;
        for (int i = 0; i < domain.size(); i++) {
            isTuple &= domain.get(i) == i + 1;
            entries.add(Map.entry(number(domain.get(i)), value.apply(domain.get(i))));
        }
        return isTuple ? tuple(entries.stream().map(Map.Entry::getValue).toList()) : new Fun(entries);
    }

    static TlaValue field(TlaValue record, String name) {
        return ((Rec) record).fields().get(name);
    }

    static boolean has(TlaValue record, String name) {
        return record instanceof Rec rec && rec.fields().containsKey(name);
    }

    static String text(TlaValue value) {
        return ((Str) value).value();
    }

    static int integer(TlaValue value) {
        return Math.toIntExact(((Int) value).value());
    }

    static boolean truth(TlaValue value) {
        return ((Bool) value).value();
    }

    static List<TlaValue> elements(TlaValue value) {
        return value instanceof SetOf set ? set.elements() : ((Tuple) value).elements();
    }

    /** The entries of a function of whole numbers, however it is told. */
    static SortedMap<Integer, TlaValue> entries(TlaValue function) {
        SortedMap<Integer, TlaValue> entries = new TreeMap<>();
        if (function instanceof Fun fun) {
            fun.entries().forEach(entry -> entries.put(integer(entry.getKey()), entry.getValue()));
        } else {
            List<TlaValue> elements = elements(function);
            for (int i = 0; i < elements.size(); i++) {
                entries.put(i + 1, elements.get(i));
            }
        }
        return entries;
    }
}
