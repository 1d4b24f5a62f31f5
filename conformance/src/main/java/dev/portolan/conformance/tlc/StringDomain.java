package dev.portolan.conformance.tlc;

import tlc2.value.impl.FcnLambdaValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;

/** TLC's functions by position: those over strings, with their domains, and those over {@code 1..n}. */
final class StringDomain {

    private static final int[][] IN_PLACE = new int[16][];

    static {
        for (int n = 0; n < IN_PLACE.length; n++) {
            IN_PLACE[n] = new int[n];
            for (int i = 0; i < n; i++) {
                IN_PLACE[n][i] = i;
            }
        }
    }

    private StringDomain() {}

    /** The function with all its values, where TLC has put off working them out. */
    static Value evaluated(Value function) {
        return function instanceof FcnLambdaValue lazy ? lazy.toFcnRcd() : function;
    }

    /** The arguments of a function over strings, in the order of {@link #values}; null if it is over {@code 1..n}. */
    static String[] of(Value function, TlcText text) {
        if (function instanceof FcnRcdValue map) {
            if (isNumbered(map)) {
                return null;
            }
            String[] names = new String[map.domain.length];
            for (int i = 0; i < names.length; i++) {
                names[i] = text.string(map.domain[i]);
            }
            return names;
        }
        if (function instanceof TupleValue) {
            return null;
        }
        RecordValue record = TlcText.record(function);
        String[] names = new String[record.names.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = text.string(record.names[i]);
        }
        return names;
    }

    /** The values of a function, in TLC's order; not to be changed. */
    static Value[] values(Value function) {
        if (function instanceof FcnRcdValue map && !isNumbered(map)) {
            return map.values;
        }
        if (function instanceof RecordValue record) {
            return record.values;
        }
        return TlcText.elements(function);
    }

    private static boolean isNumbered(FcnRcdValue map) {
        return map.domain == null || map.domain.length > 0 && map.domain[0] instanceof IntValue;
    }

    /** The positions of the names in the order of the names. */
    static int[] order(String[] names) {
        boolean sorted = names.length < IN_PLACE.length;
        for (int i = 1; sorted && i < names.length; i++) {
            sorted = names[i - 1].compareTo(names[i]) <= 0;
        }
        if (sorted) {
            return IN_PLACE[names.length];
        }
        return java.util.stream.IntStream.range(0, names.length)
                .boxed()
                .sorted((i, j) -> names[i].compareTo(names[j]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
