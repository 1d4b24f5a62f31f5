package dev.portolan.conformance.drive;

import dev.portolan.conformance.kernel.NameScheme;
import dev.portolan.traces.PortName;

/** What is known of how those names were numbered that a trace tells, if they are the numbers of a kernel. */
public record ToldNames(NameScheme scheme) {

    /** Nothing: the names are symbols. */
    public static final ToldNames SYMBOLS = new ToldNames(null);

    /** True if it is known that not both could be names at a time, and they are two. */
    boolean sameSlot(PortName a, PortName b) {
        return scheme != null
                && isNumber(a)
                && isNumber(b)
                && !a.equals(b)
                && scheme.sameSlot(RawNames.number(a), RawNames.number(b));
    }

    private static boolean isNumber(PortName name) {
        return !name.symbol().isEmpty() && name.symbol().chars().allMatch(Character::isDigit);
    }
}
