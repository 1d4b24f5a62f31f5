package dev.portolan.conformance.tlc;

import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Reads fields of one kind of TLC record by position.
 *
 * <p>TLC orders the fields of a record when it first needs to, so each field is looked for where it was found last
 * time, and then everywhere. Names are equal by token: states that TLC read back from disk bring their own. One
 * instance a thread.
 */
final class Fields {

    private final UniqueString[] wanted;
    private final int[] positions;

    Fields(String... wanted) {
        this.wanted = new UniqueString[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            this.wanted[i] = UniqueString.uniqueStringOf(wanted[i]);
        }
        positions = new int[wanted.length];
    }

    /**
     * The field, counted as in the constructor.
     *
     * @throws IllegalStateException if the record has none of that name
     */
    Value get(RecordValue record, int field) {
        Value value = find(record, field);
        if (value == null) {
            throw new IllegalStateException("no field " + wanted[field] + " in " + record);
        }
        return value;
    }

    /** The field, or null if the record has none of that name. */
    Value find(RecordValue record, int field) {
        UniqueString name = wanted[field];
        UniqueString[] names = record.names;
        int position = positions[field];
        if (position < names.length && names[position].equals(name)) {
            return record.values[position];
        }
        for (int i = 0; i < names.length; i++) {
            if (names[i].equals(name)) {
                positions[field] = i;
                return record.values[i];
            }
        }
        return null;
    }
}
