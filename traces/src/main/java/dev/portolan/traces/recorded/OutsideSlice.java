package dev.portolan.traces.recorded;

/** A recorded operation that a trace has no words for: the border of its run. */
final class OutsideSlice extends Exception {

    private static final long serialVersionUID = 1L;

    OutsideSlice(String reason) {
        super(reason, null, false, false);
    }
}
