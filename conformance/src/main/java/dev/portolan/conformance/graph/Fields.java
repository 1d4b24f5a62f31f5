package dev.portolan.conformance.graph;

import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * Reads fields of one kind of TLC record by position.
 *
 * <p>TLC keeps a record's names in an array of its own order, and most records of a kind share it, so that the
 * order is worked out anew only when another array comes along. One instance a thread.
 */
final class Fields {

    private static final int ABSENT = -1;

    private final UniqueString[] wanted;
    private final int[] positions;
    private UniqueString[] names;

    Fields(String... wanted) {
        this.wanted = new UniqueString[wanted.length];
        for (int i = 0; i < wanted.length; i++) {
            this.wanted[i] = UniqueString.uniqueStringOf(wanted[i]);
        }
        positions = new int[wanted.length];
    }

    /** The field, counted as in the constructor, or null if the record has none of that name. */
    Value get(RecordValue record, int field) {
        if (record.names != names) {
            locate(record.names);
        }
        int position = positions[field];
        // TLC sorts the array in place when it normalizes a record; the position may be out of date.
        if (position != ABSENT && names[position] != wanted[field]) {
            locate(record.names);
            position = positions[field];
        }
        return position == ABSENT ? null : record.values[position];
    }

    private void locate(UniqueString[] of) {
        names = of;
        for (int i = 0; i < wanted.length; i++) {
            positions[i] = ABSENT;
            for (int j = 0; j < of.length; j++) {
                if (of[j] == wanted[i]) {
                    positions[i] = j;
                }
            }
        }
    }
}
