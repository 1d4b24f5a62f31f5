package dev.portolan.conformance.oracle;

import dev.portolan.conformance.kernel.KernelUnderTest;

/**
 * The specification as a kernel: it answers with the clause that decided, and can be put back to where it was.
 *
 * <p>A call that it does not allow at this point is {@code Unsupported}, one of which it says nothing {@code Skipped}.
 */
public interface Oracle extends KernelUnderTest {

    /** A state of this oracle, for {@link #back}; immutable. */
    interface Moment {

        /** 64 bits: equal states have equal fingerprints, others nearly never. */
        long fingerprint();
    }

    /** The state as it is now; costs nothing. */
    Moment moment();

    /**
     * Puts the kernel back, or forth, to a moment since the last reset. Costs nothing.
     *
     * @param moment of this oracle
     */
    void back(Moment moment);

    /**
     * The state of a moment as an expression of TLA+, its tables as large as those of the kernel now.
     *
     * @param moment of this oracle, since the last reset
     */
    String text(Moment moment);
}
