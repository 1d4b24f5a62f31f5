package dev.portolan.conformance.tlc;

import java.util.Arrays;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * A model's kernel in the form in which TLC is fastest with it, and in which its parts can be compared.
 *
 * <p>TLC keeps a function over {@code 1..n} with its arguments and looks them through at each application; the same
 * function as a tuple is an array. Parts that are the same object as in the state before are in order already. One
 * instance a thread.
 */
public final class KernelForm {

    private static final UniqueString SPACES = UniqueString.uniqueStringOf("spaces");
    private static final UniqueString PORTS = UniqueString.uniqueStringOf("ports");

    private final Fields fields = new Fields("spaces", "ports", "threads");

    /**
     * The kernel, in that form.
     *
     * @param before a kernel in that form from which this one came, or null
     */
    public RecordValue of(Value kernel, RecordValue before) {
        RecordValue record = TlcText.record(kernel);
        if (record == before) {
            return before;
        }
        Value[] values = record.values.clone();
        for (int i = 0; i < values.length; i++) {
            UniqueString name = record.names[i];
            Value old = before == null ? null : old(before, name);
            if (values[i] == old) {
                continue;
            }
            if (name.equals(SPACES)) {
                values[i] = spaces(values[i], old);
            } else if (name.equals(PORTS)) {
                values[i] = table(values[i], old);
            } else {
                values[i].deepNormalize();
            }
        }
        RecordValue formed = new RecordValue(record.names.clone(), values, record.isNormalized());
        formed.normalize();
        return formed;
    }

    private Value old(RecordValue before, UniqueString name) {
        return fields.get(before, name.equals(SPACES) ? 0 : name.equals(PORTS) ? 1 : 2);
    }

    private static Value spaces(Value function, Value before) {
        Value evaluated = StringDomain.evaluated(function);
        Value[] old = before == null ? new Value[0] : StringDomain.values(before);
        Value[] values = StringDomain.values(evaluated).clone();
        for (int i = 0; i < values.length; i++) {
            if (i >= old.length || values[i] != old[i]) {
                values[i] = table(values[i], i < old.length ? old[i] : null);
            }
        }
        Value formed = evaluated instanceof FcnRcdValue map
                ? new FcnRcdValue(map.domain.clone(), values, map.isNormalized())
                : new RecordValue(((RecordValue) evaluated).names.clone(), values, evaluated.isNormalized());
        return formed.normalize();
    }

    private static TupleValue table(Value function, Value before) {
        Value[] old = before instanceof TupleValue tuple ? tuple.elems : new Value[0];
        Value[] rows = TlcText.elements(function);
        for (int i = 0; i < rows.length; i++) {
            if (i >= old.length || rows[i] != old[i]) {
                rows[i].deepNormalize();
            }
        }
        return function instanceof TupleValue tuple ? tuple : new TupleValue(Arrays.copyOf(rows, rows.length));
    }
}
