package dev.portolan.conformance.suite;

/** What is known of an edge. */
public enum EdgeStatus {
    /** Nothing yet. */
    OPEN,
    /** It was executed, and every time all was as it should be. */
    CONFORMS,
    /** It was executed, and once not all was as it should be; it is not walked any more. */
    DIVERGES,
    /** As {@link #DIVERGES}, and an expectation says so. */
    FAILS_AS_EXPECTED,
    /** The kernel does not have the call. */
    UNSUPPORTED,
    /** The kernel would rather not make the call there, or an expectation says that it should not be asked. */
    SKIPPED;

    /** True if the kernel made the call. */
    public boolean isExecuted() {
        return this == CONFORMS || this == DIVERGES || this == FAILS_AS_EXPECTED;
    }

    /** True if the edge may lead on. */
    boolean isPassable() {
        return this == OPEN || this == CONFORMS;
    }
}
