package dev.portolan.conformance.explain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The moments of a trace that are worth keeping: the first ones, or, if one diverges far from the beginning, those
 * that lead to it and a few more. Or those that somebody asked for.
 */
final class KeptMoments {

    private final int most;
    private final Integer asked;
    private final List<Moment> head = new ArrayList<>();
    private final Deque<Moment> tail = new ArrayDeque<>();
    private int count;
    private int divergesAt = -1;

    /**
     * @param most how many to keep
     * @param asked the index of the first to keep, or null
     */
    KeptMoments(int most, Integer asked) {
        this.most = most;
        this.asked = asked;
    }

    void add(Moment moment) {
        int index = count++;
        if (asked != null ? index >= asked && head.size() < most : head.size() < most) {
            head.add(moment);
        }
        if (divergesAt < 0 && moment.diverges()) {
            divergesAt = index;
        }
        if (asked == null && (divergesAt < 0 || index <= divergesAt + most / 10)) {
            tail.add(moment);
            if (tail.size() > most) {
                tail.remove();
            }
        }
    }

    int count() {
        return count;
    }

    int divergesAt() {
        return divergesAt;
    }

    /** The index of the first that was kept. */
    int first() {
        if (asked != null) {
            return Math.min(asked, count);
        }
        return keepsTail() ? Math.min(count, divergesAt + most / 10 + 1) - tail.size() : 0;
    }

    List<Moment> kept() {
        return keepsTail() ? new ArrayList<>(tail) : head;
    }

    private boolean keepsTail() {
        return asked == null && divergesAt >= most;
    }
}
