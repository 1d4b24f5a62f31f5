package dev.portolan.conformance.shrink;

/** How much may be tried: until a time has passed, or so many tries are over. Not for use by several threads. */
final class Budget {

    private final long deadline;
    private int tries;

    Budget(long milliseconds, int tries) {
        this.deadline = System.nanoTime() + milliseconds * 1_000_000;
        this.tries = tries;
    }

    /** True if one more try may be made; it counts as made. */
    boolean allowsOne() {
        return tries-- > 0 && System.nanoTime() < deadline;
    }
}
