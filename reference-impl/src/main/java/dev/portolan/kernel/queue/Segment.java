package dev.portolan.kernel.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * A stretch of the row of cells, with the limit in force there.
 *
 * <p>The row goes on in another segment where a cell holds one: in the last cell, which holds nothing else, or before,
 * where the limit was changed or receivers were dismissed. The next segment's first cell has then the same position as
 * the cell that holds it.
 */
final class Segment extends Mark {

    /** The position of the first cell. */
    final long base;

    final int limit;

    /** Receivers who waited where this segment begins and were let go there; empty but for {@code dismissReceivers}. */
    final WaitingLine<?> dismissed;

    private final Object[] cells;

    Segment(long base, int limit, int size, Object first) {
        this(base, limit, size, first, WaitingLine.inOrderOfArrival());
    }

    private Segment(long base, int limit, int size, Object first, WaitingLine<?> dismissed) {
        this.base = base;
        this.limit = limit;
        this.dismissed = dismissed;
        this.cells = new Object[size + 1];
        this.cells[0] = first;
    }

    /** Where this position is; negative if it is before this segment. */
    int indexOf(long position) {
        return (int) (position - base);
    }

    Object get(int index) {
        return CELL.getVolatile(cells, index);
    }

    boolean compareAndSet(int index, Object expected, Object value) {
        return CELL.compareAndSet(cells, index, expected, value);
    }

    /** The caller claimed the position, and nobody else writes the cell; order after the claim is given by the claim. */
    void useUp(int index) {
        CELL.setRelease(cells, index, TAKEN);
    }

    /** Whether the message of this cell has been taken, so that the head is past it. */
    boolean isUsedUp(int index) {
        return get(index) == TAKEN;
    }

    boolean isLast(int index) {
        return index == cells.length - 1;
    }

    /** A segment with this limit for the row to go on in from this cell on, where {@code first} stands now. */
    Segment successor(int index, int newLimit, Object first) {
        return new Segment(base + index, newLimit, cells.length - 1, first);
    }

    /** A segment that goes on from this cell on with no receiver in line. */
    <E> Segment successorWithoutReceivers(int index, Waiting<E> waiting) {
        Waiting<E> rest = new Waiting<>(waiting.senders, waiting.receivers.none());
        return new Segment(base + index, limit, cells.length - 1, rest, waiting.receivers);
    }

    /** The next segment of a full one. */
    Segment next() {
        int last = cells.length - 1;
        if (get(last) == null) {
            compareAndSet(last, null, successor(last, limit, null));
        }
        return (Segment) get(last);
    }

    private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(Object[].class);
}
