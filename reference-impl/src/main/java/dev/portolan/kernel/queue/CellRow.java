package dev.portolan.kernel.queue;

import dev.portolan.kernel.queue.Mark.Decision;
import dev.portolan.kernel.queue.Mark.Waiting;
import dev.portolan.kernel.queue.Reservation.Told;

/**
 * The row of cells: how its end cell is decided, and how anybody completes what another decided.
 *
 * <p>Why it is right is written in {@link MessageQueue}.
 */
abstract class CellRow<E> extends Positions {

    CellRow(Segment first) {
        super(first);
    }

    /** Makes the end cell a decided one, and completes it; answers whether it was still as it was seen. */
    final boolean decide(Segment segment, int index, Object end, Object decided) {
        if (!segment.compareAndSet(index, end, decided)) {
            return false;
        }
        pass(segment, index, decided);
        return true;
    }

    /** Goes past a cell that is not the end cell, having completed it. Spec: {@code PassTail}. */
    final void pass(Segment segment, int index, Object cell) {
        if (cell instanceof Segment next) {
            passTailSegment(segment, next);
            return;
        }
        if (cell instanceof Decision) {
            complete(segment, index, decision(cell));
        }
        passTail(segment.base + index);
    }

    /** Spec: {@code Carry}, {@code AnswerReceiver}, {@code PassHead}, {@code AnswerSender}, {@code CountOutSender}. */
    final void complete(Segment segment, int index, Decision<E> decision) {
        if (!decision.rest.isNobody()) {
            carry(segment, index + 1, decision.rest);
        }
        if (decision.receiver != null) {
            decision.receiver.answer(decision.message);
            passHead(segment, segment.base + index);
        }
        if (decision.sender != null) {
            answer(decision.sender, Told.ACCEPTED);
        }
    }

    final void answer(Reservation<E> waiter, Told told) {
        if (waiter.answer(told) && waiter.offered != null) {
            addBlocked(-1);
        }
    }

    /* Null means that nobody has done so; the cell is never null again. */
    private void carry(Segment segment, int index, Waiting<E> rest) {
        if (segment.isLast(index)) {
            segment.next().compareAndSet(0, null, rest);
        } else {
            segment.compareAndSet(index, null, rest);
        }
    }

    /*
     * The message of this cell was given away. The head may not go into a segment before the hint beside it does, or the
     * two would tell of a cell that does not exist.
     */
    private void passHead(Segment segment, long position) {
        while (head == position) {
            Segment behind = headSegment;
            if (behind == segment) {
                claimHead(position);
            } else if (behind.indexOf(position) >= 0 && behind.get(behind.indexOf(position)) instanceof Segment next) {
                passHeadSegment(behind, next);
            }
        }
    }

    @SuppressWarnings("unchecked")
    final Waiting<E> waitingAt(Object end) {
        return end == null ? Waiting.nobody() : (Waiting<E>) end;
    }

    @SuppressWarnings("unchecked")
    final Decision<E> decision(Object cell) {
        return (Decision<E>) cell;
    }

    @SuppressWarnings("unchecked")
    final E message(Object cell) {
        return (E) cell;
    }
}
