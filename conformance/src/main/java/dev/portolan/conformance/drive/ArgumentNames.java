package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.PortName;
import java.util.function.IntPredicate;

/** Which number a kernel is given for a symbol in a call. */
final class ArgumentNames {

    static final int NULL = 0;
    static final int DEAD = -1;

    private static final String STALE = "stale:";

    /** The names that a task's space has. */
    interface Space {

        /** True if the number of one of its names passes the test. */
        boolean any(IntPredicate test);
    }

    private final Binding binding;
    private final NameScheme names;
    private final HeldNames held;
    private final ToldNames told;

    ArgumentNames(Binding binding, HeldNames held, ToldNames told) {
        this.binding = binding;
        this.names = binding.names();
        this.held = held;
        this.told = told;
    }

    /** A name as an argument: the number that it has or last had, or one that no allocation reaches. */
    int argument(String task, PortName symbol) {
        if (symbol == null || symbol.equals(PortName.NULL)) {
            return NULL;
        }
        if (symbol.equals(PortName.DEAD)) {
            return DEAD;
        }
        int number = binding.numberOf(task, bare(symbol));
        if (number != Binding.UNBOUND) {
            return number;
        }
        int soon = held.numberOf(task, symbol);
        return soon != Binding.UNBOUND && !binding.knows(task, soon) ? soon : unused(task, symbol);
    }

    private int unused(String task, PortName symbol) {
        int number = names.expected(symbol);
        if (binding.knows(task, number)) {
            number = names.unused(symbol);
        }
        // Two symbols may have the same numbers, and the other may stand for a name.
        for (int turn = 0; binding.knows(task, number) && turn < names.turns(); turn++) {
            number = names.target(symbol, turn);
        }
        return number;
    }

    /**
     * A name under which a call is to put a right. In one space the same symbol is the same number, which is something
     * that a kernel looks at.
     *
     * @param own the caller's task
     * @param space that of the call's task, as it is now
     */
    int chosen(Call.PortCall call, String own, PortName symbol, Space space) {
        boolean isOwn = call.task().equals(own);
        CallForm form = CallForm.of(call);
        for (int i = 0; i < form.arguments().size(); i++) {
            Argument.Kind kind = form.arguments().get(i).kind();
            boolean sameSpace = kind == Argument.Kind.NAME || kind == Argument.Kind.CALLERS_NAME && isOwn;
            if (sameSpace && symbol.equals(form.value(call, i))) {
                return argument(call.task(), symbol);
            }
        }
        return target(call.task(), symbol, space);
    }

    /** If it is free, a number whose slot is free too. */
    private int target(String task, PortName symbol, Space space) {
        int known = argument(task, symbol);
        if (known == NULL || known == DEAD || binding.isNumeric() || isStale(symbol)) {
            return known;
        }
        boolean bound = binding.numberOf(task, symbol) != Binding.UNBOUND;
        boolean denotes = bound && (names.isLowestFree() || space.any(number -> number == known));
        if (denotes) {
            return known;
        }
        int soon = held.numberOf(task, symbol);
        if (soon != Binding.UNBOUND) {
            return soon;
        }
        int beside = binding.numberOfLive(task, live -> told.sameSlot(symbol, live));
        return beside != Binding.UNBOUND ? names.besideInSlot(beside) : free(task, symbol, space, known);
    }

    /** The first number of a free slot that no other symbol is remembered by, or else the first of a free slot. */
    private int free(String task, PortName symbol, Space space, int otherwise) {
        int remembered = otherwise;
        for (int turn = 0; turn < names.turns(); turn++) {
            int number = names.target(symbol, turn);
            IntPredicate sameSlot = taken -> names.sameSlot(taken, number);
            if (!space.any(sameSlot) && !held.any(task, sameSlot)) {
                if (!binding.knowsAnother(task, number, symbol)) {
                    return number;
                }
                remembered = remembered == otherwise ? number : remembered;
            }
        }
        return remembered;
    }

    private static boolean isStale(PortName symbol) {
        return symbol.symbol().startsWith(STALE);
    }

    private static PortName bare(PortName symbol) {
        return isStale(symbol) ? PortName.of(symbol.symbol().substring(STALE.length())) : symbol;
    }
}
