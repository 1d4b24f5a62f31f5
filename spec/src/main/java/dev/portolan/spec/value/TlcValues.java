package dev.portolan.spec.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tla2sany.semantic.OpDeclNode;
import tlc2.tool.TLCState;
import tlc2.value.IValue;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.ModelValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;

/** TLC's own values made into {@link TlaValue}s: for labels and reports, not for every edge of a graph. */
public final class TlcValues {

    private TlcValues() {}

    /** The value that {@code value} denotes; it is not changed and may be shared. */
    public static TlaValue of(IValue value) {
        if (value instanceof IntValue number) {
            return new TlaValue.Int(number.val);
        }
        if (value instanceof StringValue string) {
            return new TlaValue.Str(string.val.toString());
        }
        if (value instanceof BoolValue bool) {
            return new TlaValue.Bool(bool.val);
        }
        if (value instanceof ModelValue name) {
            return new TlaValue.ModelValue(name.val.toString());
        }
        if (value instanceof RecordValue fields && fields.names.length > 0) {
            SortedMap<String, TlaValue> copy = new TreeMap<>();
            for (int i = 0; i < fields.names.length; i++) {
                copy.put(fields.names[i].toString(), of(fields.values[i]));
            }
            return new TlaValue.Rec(copy);
        }
        if (value instanceof TupleValue tuple) {
            List<TlaValue> copy = new ArrayList<>();
            for (IValue element : tuple.elems) {
                copy.add(of(element));
            }
            return new TlaValue.Tuple(copy);
        }
        // Functions and sets come in several forms, some of them lazy; their text is the same for all.
        return TlaValueParser.parse(value.toString());
    }

    /** All variables of a state, in the order in which they are declared. */
    public static Map<String, TlaValue> of(TLCState state) {
        Map<String, TlaValue> variables = new LinkedHashMap<>();
        for (OpDeclNode variable : state.getVars()) {
            variables.put(variable.getName().toString(), of(state.lookup(variable.getName())));
        }
        return variables;
    }
}
