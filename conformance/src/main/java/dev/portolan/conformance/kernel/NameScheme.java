package dev.portolan.conformance.kernel;

import dev.portolan.traces.PortName;

/**
 * How a kernel numbers its names, as far as one has to know it to pass a number that it has not given out.
 *
 * <p>The same symbol always gets the same numbers, whatever happened before.
 */
public interface NameScheme {

    /** A number that no allocation reaches, for a name that was never given out. */
    int unused(PortName symbol);

    /**
     * The number that a model's name will have once it is given out, as far as one can know; for a name that a call
     * holds before that.
     *
     * @return {@link #unused} where one cannot know
     */
    default int expected(PortName symbol) {
        return unused(symbol);
    }

    /**
     * A number to insert a right under, where the symbol names nothing.
     *
     * @param turn 0, or more if the numbers of earlier turns are taken; less than {@link #turns}
     */
    int target(PortName symbol, int turn);

    /** How many numbers {@link #target} knows for a symbol. */
    int turns();

    /** True if not both numbers can be names at a time. */
    default boolean sameSlot(int a, int b) {
        return a == b;
    }

    /** Another number of the slot that this one is in; it itself where a slot has one number. */
    default int besideInSlot(int number) {
        return number;
    }

    /**
     * True if a slot's next name is never the number that it had last (rule {@code nameReuse = generations}), so that
     * a name that is out of date is not taken for it.
     */
    default boolean hasGenerations() {
        return false;
    }

    /** The symbol that the number was drawn for by one of these methods, or null. */
    default PortName symbolOf(int number) {
        return null;
    }

    /** True if an allocation gives out the lowest free number, from 1, so that a model's {@code pN} is N. */
    default boolean isLowestFree() {
        return false;
    }
}
