package dev.portolan.conformance.validate;

import dev.portolan.spec.value.TlaValue;
import java.util.TreeMap;

/** A record of TLA+ as it is put together; what is null is left out. */
final class TlaRecord {

    private final TreeMap<String, TlaValue> fields = new TreeMap<>();

    TlaRecord put(String field, TlaValue value) {
        if (value != null) {
            fields.put(field, value);
        }
        return this;
    }

    TlaRecord text(String field, String value) {
        return put(field, value == null ? null : new TlaValue.Str(value));
    }

    TlaRecord number(String field, Integer value) {
        return put(field, value == null ? null : new TlaValue.Int(value));
    }

    TlaRecord bool(String field, Boolean value) {
        return put(field, value == null ? null : new TlaValue.Bool(value));
    }

    TlaValue value() {
        return new TlaValue.Rec(fields);
    }
}
