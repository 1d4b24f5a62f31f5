package dev.portolan.conformance.tlc;

import dev.portolan.traces.Call;
import dev.portolan.traces.Call.Timeout;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.FcnRcdValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * The leaves of TLC's values as those of traces: strings, names, ports, sequences.
 *
 * <p>Equal leaves are the same object, so that states compare fast. One instance a thread.
 */
public final class TlcText {

    /** How names are spelled where a model's own are meant: {@code p3}. */
    public static final String SYMBOLS = "p";

    /** How names are spelled where a kernel's numbers are meant: {@code 3}. */
    public static final String NUMBERS = "";

    static final String DEAD = "dead";
    static final String DIED = "died";
    static final String NULL = "null";
    static final String NONE = "NONE";

    private static final int NULL_NAME = 0;
    private static final int DEAD_NAME = -1;
    private static final int NULL_PORT = -1;
    private static final int DEAD_PORT = 0;
    private static final int DIED_PORT = -2;

    /** Names above this are few, and their numbers far apart. */
    private static final int KEPT_NAMES = 1 << 16;

    private final String spelling;
    private String[] byToken = new String[1024];
    private PortName[] names = new PortName[64];
    private String[] ports = new String[16];

    /** Spells names as {@link #SYMBOLS}. */
    public TlcText() {
        this(SYMBOLS);
    }

    /**
     * Spells names as a prefix says.
     *
     * @param spelling {@link #SYMBOLS} or {@link #NUMBERS}
     */
    public TlcText(String spelling) {
        this.spelling = spelling;
    }

    /** The text of a TLA+ string. */
    String string(Value value) {
        return string(((StringValue) value).val);
    }

    String string(UniqueString unique) {
        int token = unique.getTok();
        if (token >= byToken.length) {
            byToken = Arrays.copyOf(byToken, 2 * token + 1);
        }
        String text = byToken[token];
        if (text == null) {
            text = unique.toString().intern();
            byToken[token] = text;
        }
        return text;
    }

    /** The text, or null for {@code "NONE"}. */
    String stringOrNull(Value value) {
        String text = string(value);
        return text.equals(NONE) ? null : text;
    }

    static int integer(Value value) {
        return ((IntValue) value).val;
    }

    static boolean bool(Value value) {
        return ((BoolValue) value).val;
    }

    /** A name: {@code p3}, or null or dead. */
    PortName name(Value value) {
        return name(integer(value));
    }

    PortName name(int name) {
        if (name == NULL_NAME) {
            return PortName.NULL;
        }
        if (name == DEAD_NAME) {
            return PortName.DEAD;
        }
        if (name >= KEPT_NAMES) {
            return PortName.of(spelling + name);
        }
        if (name >= names.length) {
            names = Arrays.copyOf(names, 2 * name);
        }
        if (names[name] == null) {
            names[name] = PortName.of(spelling + name);
        }
        return names[name];
    }

    /**
     * The name that {@link #name} spells so; null stands for {@code MACH_PORT_NULL}.
     *
     * @throws IllegalArgumentException if it is spelled otherwise
     */
    int number(PortName name) {
        if (name == null || name.equals(PortName.NULL)) {
            return NULL_NAME;
        }
        if (name.equals(PortName.DEAD)) {
            return DEAD_NAME;
        }
        String symbol = name.symbol();
        try {
            if (symbol.startsWith(spelling)) {
                return Integer.parseInt(symbol, spelling.length(), symbol.length(), 10);
            }
        } catch (NumberFormatException e) {
            // As if it did not begin as it should.
        }
        throw new IllegalArgumentException(symbol + " is no name of a model");
    }

    /** A sequence of names. */
    List<PortName> names(Value sequence) {
        List<PortName> named = new ArrayList<>();
        for (Value element : elements(sequence)) {
            named.add(name(element));
        }
        return named;
    }

    /** A sequence of strings. */
    List<String> strings(Value sequence) {
        Value[] elements = elements(sequence);
        if (elements.length == 0) {
            return List.of();
        }
        List<String> strings = new ArrayList<>(elements.length);
        for (Value element : elements) {
            strings.add(string(element));
        }
        return strings;
    }

    /** A set of options of a receive. */
    List<Call.ReceiveOption> options(Value set) {
        List<Call.ReceiveOption> options = new ArrayList<>();
        for (Value option : members(set)) {
            options.add(Call.ReceiveOption.valueOf(string(option)));
        }
        return options;
    }

    /** A set of strings. */
    Set<String> strings(SetEnumValue set) {
        if (set.elems.size() == 0) {
            return Set.of();
        }
        Set<String> strings = new HashSet<>();
        for (int i = 0; i < set.elems.size(); i++) {
            strings.add(string(set.elems.elementAt(i)));
        }
        return strings;
    }

    /** A port's identity: {@code K3}, or {@code dead}, {@code died} or {@code null}. */
    String port(Value value) {
        return port(integer(value));
    }

    String port(int port) {
        if (port == DEAD_PORT) {
            return DEAD;
        }
        if (port == NULL_PORT) {
            return NULL;
        }
        if (port == DIED_PORT) {
            return DIED;
        }
        if (port >= ports.length) {
            ports = Arrays.copyOf(ports, 2 * port);
        }
        if (ports[port] == null) {
            ports[port] = ("K" + port).intern();
        }
        return ports[port];
    }

    Timeout timeout(Value value) {
        return Timeout.valueOf(string(value));
    }

    /** The elements of a sequence, or the values of a function over {@code 1..n}; not to be changed. */
    static Value[] elements(Value given) {
        Value value = StringDomain.evaluated(given);
        if (value instanceof TupleValue tuple) {
            return tuple.elems;
        }
        if (value instanceof FcnRcdValue function && inOrder(function)) {
            return function.values;
        }
        if (value.toTuple() instanceof TupleValue tuple) {
            return tuple.elems;
        }
        throw new IllegalStateException("not a sequence: " + value);
    }

    /** The members of a set, each once. */
    static Value[] members(Value value) {
        SetEnumValue set = (SetEnumValue) value.toSetEnum();
        set.normalize();
        return set.elems.toArray();
    }

    private static boolean inOrder(FcnRcdValue function) {
        for (int i = 0; function.domain != null && i < function.domain.length; i++) {
            if (integer(function.domain[i]) != i + 1) {
                return false;
            }
        }
        return true;
    }

    /** The value as a record. */
    static RecordValue record(Value value) {
        return value instanceof RecordValue record
                ? record
                : (RecordValue) StringDomain.evaluated(value).toRcd();
    }
}
