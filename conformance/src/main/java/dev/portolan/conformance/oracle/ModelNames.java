package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.traces.PortName;

/**
 * Names of a model made for a setting: {@code slot + slots * generation}.
 *
 * @param slots what a generation counts; tables are shorter by far
 * @param generations how many names a slot has in turn; 1 where the lowest free one is given out again
 */
record ModelNames(int slots, int generations) implements NameScheme {

    /** The slots of the first table, the highest of which allocations reach last. */
    private static final int LOW_SLOTS = 16;

    /** More slots than worlds have. */
    private static final int WORLD_SLOTS = 10;

    /** Slots of the upper half are in no table. */
    @Override
    public int unused(PortName symbol) {
        return slots / 2 + 1 + ordinal(symbol) % (slots / 2);
    }

    @Override
    public int expected(PortName symbol) {
        int slot = ordinal(symbol);
        boolean named = generations > 1 && symbol.symbol().startsWith("p");
        return named && slot > 0 && slot < WORLD_SLOTS ? slot : unused(symbol);
    }

    /** A generation that no allocation reaches soon. */
    @Override
    public int target(PortName symbol, int turn) {
        int slot = turn < LOW_SLOTS ? LOW_SLOTS - (ordinal(symbol) + turn) % LOW_SLOTS : turn + 1;
        return generations == 1 ? slot : slot + slots * (generations / 2);
    }

    @Override
    public int turns() {
        return slots / 2;
    }

    @Override
    public boolean sameSlot(int a, int b) {
        return slot(a) == slot(b);
    }

    @Override
    public int besideInSlot(int number) {
        return generations == 1 ? number : number > slots ? number - slots : number + slots;
    }

    /** The slot of a name. */
    int slot(int number) {
        return Math.floorMod(number - 1, slots) + 1;
    }

    @Override
    public PortName symbolOf(int number) {
        if (number > slots / 2 && number <= slots) {
            return PortName.of("p" + (number - slots / 2 - 1));
        }
        return generations > 1 && number > 0 && number < WORLD_SLOTS ? PortName.of("p" + number) : null;
    }

    @Override
    public boolean isLowestFree() {
        return generations == 1;
    }

    private static int ordinal(PortName name) {
        String symbol = name.symbol();
        int digits = symbol.length();
        while (digits > 0 && Character.isDigit(symbol.charAt(digits - 1))) {
            digits--;
        }
        return digits == symbol.length() || symbol.length() - digits > 9
                ? symbol.hashCode() & Integer.MAX_VALUE
                : Integer.parseInt(symbol.substring(digits));
    }
}
