package dev.portolan.conformance.explain;

/**
 * Some of a trace's calls, one after the other.
 *
 * @param from the index of the first
 * @param to the index after the last
 * @param of how many calls the trace has
 */
public record Window(int from, int to, int of) {

    public Window {
        if (from < 0 || from > to || to > of) {
            throw new IllegalArgumentException("calls " + from + " to " + to + " of " + of);
        }
    }

    /** All calls, if they are no more than so many; else those before the one at an index, and a few after it. */
    public Window around(int at, int most) {
        if (size() <= most) {
            return this;
        }
        int end = Math.min(to, Math.max(at + 1 + most / 10, from + most));
        return new Window(end - most, end, of);
    }

    /** The first of these calls, so many at most. */
    public Window first(int most) {
        return size() <= most ? this : new Window(from, from + most, of);
    }

    /** Those of these calls that are of the others too. */
    Window and(Window other) {
        int begin = Math.min(to, Math.max(from, other.from));
        return new Window(begin, Math.max(begin, Math.min(to, other.to)), of);
    }

    public boolean isWhole() {
        return to - from == of;
    }

    public int size() {
        return to - from;
    }
}
