package dev.portolan.kernel.queue;

import dev.portolan.kernel.queue.Mark.Closed;
import dev.portolan.kernel.queue.Mark.Decision;
import dev.portolan.kernel.queue.Mark.Waiting;
import dev.portolan.kernel.queue.Reservation.Told;
import java.util.function.Consumer;

/**
 * The row of cells: how its end cell is decided, and how anybody completes what another decided.
 *
 * <p>Why it is right is written in {@link MessageQueue}.
 */
abstract class CellRow<E> extends Positions {

    private final Waiting<E> nobody;

    /* The line is empty, and tells the order. */
    CellRow(Segment first, WaitingLine<Reservation<E>> line) {
        super(first);
        nobody = new Waiting<>(line, line);
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
            dismiss(next.dismissed);
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
        for (Reservation<E> receiver : decision.declining) {
            receiver.decline(decision.message);
        }
        if (decision.receiver != null) {
            decision.receiver.deliver(decision.message, segment.base + index);
            passHead(segment, segment.base + index);
        }
        if (decision.sender != null) {
            answer(decision.sender, Told.ACCEPTED);
        }
    }

    final void dismiss(WaitingLine<?> receivers) {
        receivers.forEach(receiver -> ((Reservation<?>) receiver).answer(Told.DISMISSED));
    }

    /** Tells who waited when the queue was closed. */
    final void letGo(Object closed) {
        @SuppressWarnings("unchecked")
        Closed<E> end = (Closed<E>) closed;
        if (!end.isTold) {
            end.before.receivers.forEach(receiver -> answer(receiver, Told.CLOSED));
            end.before.senders.forEach(sender -> answer(sender, Told.CLOSED));
            end.isTold = true;
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

    /** What to do with the end cell: what it becomes, or null to let it be and be done. */
    interface Change<E> {
        Object of(Segment segment, int index, Waiting<E> waiting);
    }

    /** Changes the end cell; answers what was there, null if it was let be or the queue is closed. */
    final Waiting<E> change(Change<E> change) {
        while (true) {
            long position = tail;
            Segment segment = tailSegment;
            int index = segment.indexOf(position);
            if (index < 0) {
                continue;
            }
            Object end = segment.get(index);
            if (end instanceof Closed) {
                letGo(end);
                return null;
            }
            if (end != null && !(end instanceof Waiting)) {
                pass(segment, index, end);
                continue;
            }
            if (segment.isLast(index)) {
                segment.next();
                continue;
            }
            Waiting<E> waiting = waitingAt(end);
            Object changed = change.of(segment, index, waiting);
            if (changed == null) {
                return null;
            }
            if (segment.compareAndSet(index, end, changed)) {
                return waiting;
            }
        }
    }

    /** Lets senders in, first come first, until there is no room or none in line. */
    final void grantRoom() {
        while (change((segment, index, waiting) ->
                        !waiting.senders.isEmpty() && segment.base + index - head < segment.limit
                                ? waiting.granted()
                                : null)
                != null) {
            // The next round completes the grant, before it looks for another.
        }
    }

    /** Lets that many in of those who wait for room, first come first, whether or not there is any. */
    public void letIn(int most) {
        for (int i = 0; i < most; i++) {
            if (change((segment, index, waiting) -> waiting.senders.isEmpty() ? null : waiting.granted()) == null) {
                return;
            }
        }
        change((segment, index, waiting) -> null); // completes the last grant
    }

    /**
     * Shows what is inside and who waits; what it shows was so at one moment only if nobody changes the queue meanwhile.
     *
     * @param messages is given the messages, oldest first
     * @param senders is given those who wait for room, the next to be let in first
     * @param receivers is given those who wait for a message, the next to be served first
     */
    public void look(
            Consumer<? super E> messages,
            Consumer<? super Reservation<E>> senders,
            Consumer<? super Reservation<E>> receivers) {
        long position = head;
        Segment segment = headSegment;
        Object cell = segment.get(segment.indexOf(position));
        while (cell != null && !(cell instanceof Closed)) {
            if (cell instanceof Segment next) {
                segment = next;
            } else if (cell instanceof Waiting) {
                waitingAt(cell).senders.forEach(senders);
                waitingAt(cell).receivers.forEach(receivers);
                return;
            } else {
                position++;
                if (!(cell instanceof Mark)) {
                    messages.accept(message(cell));
                } else if (cell instanceof Decision && decision(cell).receiver == null) {
                    messages.accept(decision(cell).message);
                }
            }
            cell = segment.get(segment.indexOf(position));
        }
    }

    @SuppressWarnings("unchecked")
    final Waiting<E> waitingAt(Object end) {
        return end == null ? nobody : (Waiting<E>) end;
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
