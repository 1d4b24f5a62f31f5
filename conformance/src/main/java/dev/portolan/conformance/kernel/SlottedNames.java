package dev.portolan.conformance.kernel;

import dev.portolan.traces.PortName;

/**
 * Names that are the number of a slot, with or without low bits that tell apart the names that it has in turn.
 *
 * <p>A symbol that ends in a number, such as {@code p3} or {@code unused:900}, has a slot of its own far above
 * those that allocations reach, and further ones in case the kernel has meanwhile used it.
 *
 * @param generationBits how many low bits tell apart the names of a slot
 * @param firstGeneration what they are in a slot's first name
 * @param slotMax the greatest slot that a right can be inserted at; 0 if that is no matter
 * @param isLowestFree whether the lowest free slot is given out, from 1
 */
public record SlottedNames(int generationBits, int firstGeneration, int slotMax, boolean isLowestFree)
        implements NameScheme {

    /** A name is {@code index << 8 | generation}, the first generation being 3. */
    public static final SlottedNames GENERATIONS = new SlottedNames(8, 3, 0, false);

    /** A name is a slot, and the lowest free one is given out. */
    public static final SlottedNames LOWEST_FREE = new SlottedNames(0, 0, 0, true);

    /** A name is some number below {@value #FIRST}: what is assumed of a kernel that does not say. */
    public static final SlottedNames PLAIN = new SlottedNames(0, 0, 0, false);

    private static final int FIRST = 1 << 16;
    private static final int SYMBOLS = 1 << 12;
    private static final int TURNS = 1 << 10;

    /** More slots than models have. */
    private static final int SLOTS = 10;

    /** Checks that names have no more than 31 bits. */
    public SlottedNames {
        if (generationBits < 0 || generationBits > 8 || slotMax < 0 || slotMax > Integer.MAX_VALUE >>> generationBits) {
            throw new IllegalArgumentException("names of " + generationBits + " bits and slots to " + slotMax);
        }
        if (firstGeneration < 0 || firstGeneration >= 1 << generationBits) {
            throw new IllegalArgumentException(
                    "a first generation of " + firstGeneration + " in " + generationBits + " bits");
        }
    }

    @Override
    public int unused(PortName symbol) {
        return name(FIRST + ordinal(symbol.symbol()) % SYMBOLS);
    }

    @Override
    public int expected(PortName symbol) {
        int slot = ordinal(symbol.symbol());
        return generationBits > 0 && symbol.symbol().startsWith("p") && slot > 0 && slot < SLOTS
                ? name(slot)
                : unused(symbol);
    }

    @Override
    public int target(PortName symbol, int turn) {
        int ordinal = ordinal(symbol.symbol()) % SYMBOLS;
        // The highest slots are those that allocations reach last.
        return name(slotMax == 0 ? FIRST + turn * SYMBOLS + ordinal : slotMax - (ordinal + turn) % slotMax);
    }

    @Override
    public int turns() {
        return slotMax == 0 ? TURNS : slotMax;
    }

    @Override
    public boolean sameSlot(int a, int b) {
        return a >>> generationBits == b >>> generationBits;
    }

    @Override
    public boolean hasGenerations() {
        return generationBits > 0;
    }

    @Override
    public PortName symbolOf(int number) {
        int slot = number >>> generationBits;
        if (number != name(slot)) {
            return null;
        }
        if (slot >= FIRST) {
            return PortName.of("p" + (slot - FIRST) % SYMBOLS);
        }
        return generationBits > 0 && slot > 0 && slot < SLOTS ? PortName.of("p" + slot) : null;
    }

    private int name(int slot) {
        return slot << generationBits | firstGeneration;
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
