package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.rules.KernelRules.NameReuse;
import dev.portolan.traces.PortName;

/**
 * Numbers that no allocation of the kernel reaches, for names that were never bound.
 *
 * <p>A symbol that ends in a number, such as {@code p3} or {@code unused:900}, has one of its own, and further ones
 * in case the kernel has meanwhile used its slot.
 */
public final class FreshNames {

    private static final int FIRST = 1 << 16;
    private static final int SYMBOLS = 1 << 12;
    private static final int SLOTS = 10;
    private static final int TURNS = 1 << 10;

    /** Under {@code generations} a name is {@code index << 8 | generation}, and this is the first generation. */
    private static final int GENERATION_BITS = 8;

    private static final int FIRST_GENERATION = 3;

    private FreshNames() {}

    /**
     * A number for the symbol.
     *
     * @param turn 0, or more if the numbers of earlier turns are taken
     */
    public static int number(PortName symbol, int turn, NameReuse reuse) {
        int index = FIRST + turn % TURNS * SYMBOLS + ordinal(symbol.symbol()) % SYMBOLS;
        return reuse == NameReuse.GENERATIONS ? index << GENERATION_BITS | FIRST_GENERATION : index;
    }

    /**
     * The number that a model's name will have once it is given out, as long as names come in the order of their
     * slots; for a name that a call holds before it is given out.
     */
    public static int expected(PortName symbol, NameReuse reuse) {
        int slot = ordinal(symbol.symbol());
        return reuse == NameReuse.GENERATIONS && symbol.symbol().startsWith("p") && slot > 0 && slot < SLOTS
                ? slot << GENERATION_BITS | FIRST_GENERATION
                : number(symbol, 0, reuse);
    }

    /** The model's symbol that a number was drawn for, if it was. */
    static PortName symbolOf(int number) {
        int slot = number >>> GENERATION_BITS;
        if ((number & 0xff) == FIRST_GENERATION && slot > 0 && slot < SLOTS) {
            return PortName.of("p" + slot);
        }
        int index = (number & 0xff) == FIRST_GENERATION && number >>> GENERATION_BITS >= FIRST
                ? number >>> GENERATION_BITS
                : number;
        return index >= FIRST ? PortName.of("p" + (index - FIRST) % SYMBOLS) : Binding.unbound(number);
    }

    private static int ordinal(String symbol) {
        int digits = symbol.length();
        while (digits > 0 && Character.isDigit(symbol.charAt(digits - 1))) {
            digits--;
        }
        return digits == symbol.length() || symbol.length() - digits > 9
                ? Math.floorMod(symbol.hashCode(), SYMBOLS)
                : Integer.parseInt(symbol.substring(digits));
    }
}
