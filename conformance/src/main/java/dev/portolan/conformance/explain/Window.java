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

    /** All of them if they are no more than so many; else those up to and around the one at an index. */
    public static Window around(int at, int most, int of) {
        if (of <= most) {
            return new Window(0, of, of);
        }
        int to = Math.min(of, Math.max(at + 1 + most / 10, most));
        return new Window(to - most, to, of);
    }

    /** The calls whose numbers, counted from 1, lie between two; null is as far as there are any. */
    public static Window between(Integer first, Integer last, int of) {
        int from = first == null ? 0 : Math.max(0, Math.min(of, first - 1));
        int to = last == null ? of : Math.max(from, Math.min(of, last));
        return new Window(from, to, of);
    }

    public boolean isWhole() {
        return to - from == of;
    }

    public int size() {
        return to - from;
    }
}
