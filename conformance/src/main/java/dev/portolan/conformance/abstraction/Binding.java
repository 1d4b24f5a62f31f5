package dev.portolan.conformance.abstraction;

import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Which of the kernel's names and ports each symbol of a model or of a trace stands for.
 *
 * <p>A symbol is bound at first appearance. A name that is released keeps its number, so that a stale name can be
 * passed to the kernel, until the number or the symbol is bound anew. What is not bound is rendered as {@code #515}
 * (a name) or {@code @17} (a port) and remembered until {@link #metUnbound} asks. Not for use by two threads.
 */
public final class Binding {

    /** What {@link #numberOf} answers for a symbol that was never bound. */
    public static final int UNBOUND = Integer.MIN_VALUE;

    private static final char NUMBER = '#';
    private static final char SERIAL = '@';

    /**
     * That a symbol was bound.
     *
     * @param task the space of a name; null for a port
     * @param value the name's number, or the port's serial
     */
    public record Bound(String task, String symbol, long value) {}

    private final BoundNames[] spaces;
    private String[] ports = new String[8];
    private long[] serials = new long[8];
    private int portCount;
    private boolean metUnbound;
    private List<Bound> log;
    private boolean fixed;
    private final NameScheme names;
    private final boolean numeric;

    /**
     * A binding in which nothing is bound, for these tasks.
     *
     * @param names how the kernel numbers its names
     */
    public Binding(List<String> tasks, NameScheme names) {
        this(tasks, names, false);
    }

    private Binding(List<String> tasks, NameScheme names, boolean numeric) {
        this.spaces = tasks.stream().map(BoundNames::new).toArray(BoundNames[]::new);
        this.names = names;
        this.numeric = numeric;
    }

    /** A binding in which every symbol is the number that it spells, for good. */
    public static Binding ofNumbers(List<String> tasks, NameScheme names) {
        return new Binding(tasks, names, true);
    }

    private Binding(Binding other) {
        names = other.names;
        numeric = other.numeric;
        spaces = new BoundNames[other.spaces.length];
        for (int i = 0; i < spaces.length; i++) {
            spaces[i] = new BoundNames(other.spaces[i]);
        }
        ports = other.ports.clone();
        serials = other.serials.clone();
        portCount = other.portCount;
        fixed = other.fixed;
    }

    /** 64 bits of what every symbol stands or stood for; in what order they were bound makes no difference. */
    public long fingerprint() {
        long sum = 0;
        for (BoundNames space : spaces) {
            sum += space.fingerprint();
        }
        for (int i = 0; i < portCount; i++) {
            sum += Fingerprint.of(ports[i], serials[i]);
        }
        return sum;
    }

    /** A copy that goes its own way. */
    public Binding copy() {
        return new Binding(this);
    }

    private BoundNames space(String task) {
        for (BoundNames space : spaces) {
            if (space.task.equals(task)) {
                return space;
            }
        }
        throw new IllegalArgumentException("no task " + task);
    }

    /** True if it has names of this task. */
    public boolean hasTask(String task) {
        for (BoundNames space : spaces) {
            if (space.task.equals(task)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Lets {@code p1} to {@code pN} stand for the numbers 1 to N in every space, for good.
     *
     * <p>Where a kernel gives out the lowest free number, a model's names are its numbers, and one can be passed
     * before it is given out.
     */
    public void fixNames(int count) {
        for (BoundNames space : spaces) {
            for (int number = 1; number <= count; number++) {
                PortName symbol = PortName.of("p" + number);
                space.put(symbol, number);
                space.release(symbol);
            }
        }
        fixed = true;
    }

    /** How the kernel numbers its names. */
    public NameScheme names() {
        return names;
    }

    /** True if every symbol is the number that it spells. */
    public boolean isNumeric() {
        return numeric;
    }

    /** True if the symbol may come to stand for the number. */
    boolean mayBind(String task, PortName symbol, int number) {
        return !fixed || numberOf(task, symbol) == number;
    }

    /**
     * True if the number is the last name that its slot had, and stood for another symbol then: where a slot's names
     * have generations, it cannot be a new name.
     */
    boolean isGivenAgain(String task, PortName symbol, int number) {
        return names.hasGenerations()
                && knowsAnother(task, number, symbol)
                && space(task).isLastOfSlot(number, names);
    }

    /** True if the number of a name that a call frees may be that of another which it gives out. */
    public boolean mayGiveAgain() {
        return !numeric && !fixed && !names.hasGenerations();
    }

    /** The number that the symbol stands or stood for in the task's space, or {@link #UNBOUND}. */
    public int numberOf(String task, PortName symbol) {
        if (numeric) {
            return Integer.parseUnsignedInt(symbol.symbol());
        }
        return space(task).numberOf(symbol);
    }

    /** True if a symbol stands or stood for the number. */
    public boolean knows(String task, int number) {
        return space(task).symbolOf(number) != null;
    }

    /** True if the symbol names something now. */
    public boolean isLive(String task, PortName symbol) {
        return space(task).isLive(symbol);
    }

    /** True if a symbol other than this one stands or stood for the number. */
    public boolean knowsAnother(String task, int number, PortName symbol) {
        PortName known = space(task).symbolOf(number);
        return known != null && !known.equals(symbol);
    }

    /** The number of a symbol that names something in the space now and passes the test, or {@link #UNBOUND}. */
    public int numberOfLive(String task, Predicate<PortName> test) {
        return space(task).numberOfLive(test);
    }

    /** True if a name of the space whose number passes the test names something now. */
    public boolean anyLive(String task, IntPredicate test) {
        return space(task).anyLive(test);
    }

    /** The symbol that stands for this number now; {@code #number} if none does. */
    public PortName symbolOf(String task, int number) {
        if (numeric) {
            return spelled(number);
        }
        PortName symbol = space(task).liveSymbolOf(number);
        if (symbol != null) {
            return symbol;
        }
        metUnbound = true;
        return unbound(number);
    }

    /**
     * The symbol that a call was given for this number, whether or not it names something now; {@code #number} if
     * there was none.
     */
    public PortName argumentOf(String task, int number) {
        if (numeric) {
            return spelled(number);
        }
        PortName symbol = space(task).symbolOf(number);
        if (symbol != null) {
            return symbol;
        }
        PortName drawn = names.symbolOf(number);
        if (drawn != null) {
            return drawn;
        }
        metUnbound = true;
        return unbound(number);
    }

    private static PortName spelled(int number) {
        return new PortName(Integer.toUnsignedString(number));
    }

    /** The identity that stands for the port with this serial; {@code @serial} if none does. */
    public String portOf(long serial) {
        if (numeric) {
            return Long.toString(serial);
        }
        for (int i = 0; i < portCount; i++) {
            if (serials[i] == serial) {
                return ports[i];
            }
        }
        metUnbound = true;
        return SERIAL + Long.toString(serial);
    }

    /** Lets the symbol stand for the number from now on, and nothing else stand for that number. */
    public void bindName(String task, PortName symbol, int number) {
        space(task).put(symbol, number);
        if (log != null) {
            log.add(new Bound(task, symbol.symbol(), number));
        }
    }

    /** Lets the identity stand for the port with this serial from now on. */
    public void bindPort(String port, long serial) {
        if (log != null) {
            log.add(new Bound(null, port, serial));
        }
        for (int i = 0; i < portCount; i++) {
            if (ports[i].equals(port)) {
                serials[i] = serial;
                return;
            }
        }
        if (portCount == ports.length) {
            ports = Arrays.copyOf(ports, 2 * portCount);
            serials = Arrays.copyOf(serials, 2 * portCount);
        }
        ports[portCount] = port;
        serials[portCount++] = serial;
    }

    /** Begins to note what is bound. */
    public void startLog() {
        log = new ArrayList<>(2);
    }

    /** What was bound since {@link #startLog}, in order. */
    public List<Bound> log() {
        return List.copyOf(log);
    }

    /** Binds again what was bound elsewhere. */
    public void apply(List<Bound> bound) {
        for (Bound one : bound) {
            if (one.task() == null) {
                bindPort(one.symbol(), one.value());
            } else {
                bindName(one.task(), PortName.of(one.symbol()), (int) one.value());
            }
        }
    }

    /** Notes that the symbol names nothing any more; its number stays known. */
    void release(String task, PortName symbol) {
        space(task).release(symbol);
    }

    /** Makes exactly the names of this state live, in the spaces that it shows. */
    public void settle(KernelState state) {
        if (state.spaces() == null) {
            return;
        }
        for (KernelState.SpaceState there : state.spaces()) {
            if (there.entries() != null) {
                space(there.task()).settle(there.entries());
            }
        }
    }

    /** Notes that names of the space whose numbers fail the test name nothing any more. */
    public void keep(String task, IntPredicate test) {
        space(task).keep(test);
    }

    /** Whether something not bound was rendered since this was last asked. */
    public boolean metUnbound() {
        boolean met = metUnbound;
        metUnbound = false;
        return met;
    }

    static PortName unbound(int number) {
        return new PortName(NUMBER + Integer.toUnsignedString(number));
    }

    static boolean isNumber(PortName symbol) {
        return symbol.symbol().charAt(0) == NUMBER;
    }

    static int number(PortName symbol) {
        return Integer.parseUnsignedInt(symbol.symbol().substring(1));
    }

    static boolean isSerial(String port) {
        return port.charAt(0) == SERIAL;
    }

    static long serial(String port) {
        return Long.parseLong(port.substring(1));
    }
}
