package dev.portolan.kernel.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/*
 * The two positions that every operation writes, each with the segment that it lies in. Receivers write one, senders the
 * other: unused fields before, between and behind keep them on cache lines of their own. A superclass's fields come
 * before its subclass's, which is why there are so many classes.
 */

class LineBeforeHead {
    long h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, hA, hB, hC, hD, hE, hF;
}

class HeadPosition extends LineBeforeHead {

    /** The position of the oldest message that is not taken; grows. */
    volatile long head;

    /** A segment at whose end or before the head is; goes forward only. */
    volatile Segment headSegment;
}

class LineBeforeTail extends HeadPosition {
    long t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, tA, tB, tC, tD, tE, tF;
}

class TailPosition extends LineBeforeTail {

    /** At or before the end cell; grows. Every cell before it is decided and completed. */
    volatile long tail;

    /** A segment at whose end or before the tail is; goes forward only. */
    volatile Segment tailSegment;

    /* A head that some sender saw; the head now is there or further. So senders need not look at the receivers' line. */
    private long headSeen;

    /**
     * Whether fewer than {@code limit} messages are before this cell. If so it stays so.
     *
     * <p>Spec: {@code ReadRoom}. Room before a head that was seen is room before the head now, which only grows. A cell
     * that is used up tells that the head is past it, and of a short queue the one that matters is beside the end, where
     * the sender writes anyhow. Where neither says so, the head is read.
     */
    final boolean hasRoom(Segment segment, int index, int limit) {
        long position = segment.base + index;
        if (position - (long) HEAD_SEEN.getOpaque(this) < limit || limit <= index && segment.isUsedUp(index - limit)) {
            return true;
        }
        long now = head;
        HEAD_SEEN.setOpaque(this, now);
        return position - now < limit;
    }

    private static final VarHandle HEAD_SEEN;

    static {
        try {
            HEAD_SEEN = MethodHandles.lookup().findVarHandle(TailPosition.class, "headSeen", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}

class LineBeforeBlocked extends TailPosition {
    long b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, bA, bB, bC, bD, bE, bF;
}

/** Where the row of cells begins and ends, and whether senders wait. */
abstract class Positions extends LineBeforeBlocked {

    /** Senders that are in line, or on their way in or out; read by every receiver, written by those who wait. */
    volatile int blocked;

    Positions(Segment first) {
        headSegment = first;
        tailSegment = first;
    }

    final boolean claimHead(long position) {
        return HEAD.compareAndSet(this, position, position + 1);
    }

    final void passHeadSegment(Segment from, Segment to) {
        HEAD_SEGMENT.compareAndSet(this, from, to);
    }

    final void passTail(long position) {
        TAIL.compareAndSet(this, position, position + 1);
    }

    final void passTailSegment(Segment from, Segment to) {
        TAIL_SEGMENT.compareAndSet(this, from, to);
    }

    final void addBlocked(int difference) {
        BLOCKED.getAndAdd(this, difference);
    }

    private static final VarHandle HEAD;
    private static final VarHandle HEAD_SEGMENT;
    private static final VarHandle TAIL;
    private static final VarHandle TAIL_SEGMENT;
    private static final VarHandle BLOCKED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            HEAD = lookup.findVarHandle(HeadPosition.class, "head", long.class);
            HEAD_SEGMENT = lookup.findVarHandle(HeadPosition.class, "headSegment", Segment.class);
            TAIL = lookup.findVarHandle(TailPosition.class, "tail", long.class);
            TAIL_SEGMENT = lookup.findVarHandle(TailPosition.class, "tailSegment", Segment.class);
            BLOCKED = lookup.findVarHandle(Positions.class, "blocked", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
