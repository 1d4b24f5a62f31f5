package dev.portolan.conformance.explain;

/**
 * Something that passes between two lifelines.
 *
 * @param from a thread or a port, {@code to} another
 * @param label a message's id, a code, or nothing
 */
record Passage(Lifeline from, Lifeline to, Kind kind, String label) {

    enum Kind {
        /** A thread's call names a port. */
        NAMES,
        /** A message is posted. */
        SENDS,
        /** A message is taken. */
        RECEIVES,
        /** A thread begins to wait on a port. */
        WAITS,
        /** A thread's wait is ended without a message. */
        WAKES
    }

    /** A thread, or a port or port set. */
    record Lifeline(boolean thread, String name) {

        static Lifeline thread(String name) {
            return new Lifeline(true, name);
        }

        static Lifeline port(String name) {
            return new Lifeline(false, name);
        }
    }
}
