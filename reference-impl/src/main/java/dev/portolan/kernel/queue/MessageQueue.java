package dev.portolan.kernel.queue;

import dev.portolan.kernel.queue.Mark.Closed;
import dev.portolan.kernel.queue.Mark.Decision;
import dev.portolan.kernel.queue.Mark.Waiting;
import dev.portolan.kernel.queue.Reservation.Told;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A queue that any number of threads fill and empty at once, first in, first out, with a limit on what it holds.
 *
 * <p>No method waits. A sender that finds the queue full, and a receiver that finds it empty, may leave a
 * {@link Reservation} and stand in line: room goes to senders, and messages to receivers, in the order in which they
 * came. Nobody overtakes a sender in line, but for {@link #forceSend}, which no limit holds back. A closed queue accepts
 * nothing, and lets go of all who wait.
 *
 * <p>Any thread may call any method. What a thread did before it sent a message is visible to the one that receives it.
 *
 * @param <E> the messages; null is none
 */
public final class MessageQueue<E> extends CellRow<E> {

    /*
     * Source of the idea. A row of cells in linked segments, where the message is put into the cell behind the last and
     * `tail` follows as a hint that anybody may push on: Michael and Scott, Simple, Fast, and Practical Non-Blocking and
     * Blocking Concurrent Queue Algorithms, 1996. That who waits is data in the structure: Scherer and Scott,
     * Nonblocking Concurrent Data Structures with Condition Synchronization, 2004. That a cell carries the whole of what
     * was decided, for anybody to complete: Herlihy, Wait-Free Synchronization, 1991. The whole is ours, and
     * spec/queue/MessageQueue.tla is it, an action an atomic access, but for the segments: there the row is one array
     * and the limit a variable that is compared with the end cell. Nor does it have dismissal and other orders of waiting;
     * BoundedDelivery and Lincheck have dismissal. There only the one who closes lets go who waited; here whoever comes
     * to the end does. Of the segments, `headSegment` and `tailSegment`, Lincheck sees what it sees; no model has them.
     *
     * Invariants.
     *   - Cells before the end cell are decided: a message, a Decision, or TAKEN. The end cell is null, Waiting or Closed.
     *     A cell behind the end cell is null; one that is not null never is again.
     *   - Every cell before `tail` is completed: those of its Decision who still wait have been carried to the next
     *     cell, those who need wait no longer are answered. So is every cell before `head`, but that a sender whose
     *     message was given to a waiting receiver may not be answered yet (CellsPassedAreCompleted).
     *   - head <= end; both hints, and the segments beside them, go forward only. A position is read before its segment,
     *     and a segment that begins behind it tells that the position is old.
     *   - Who waits to receive waits at an empty queue.
     *
     * Linearization points.
     *   - A message comes in, a waiter gets in line or out of it, room is granted, the limit changes, the queue closes:
     *     the compare-and-set of the end cell. A limit is a segment's, and changed by putting another in the end cell.
     *     The message of a waiting receiver is taken at the same stroke.
     *   - A queued message is taken: the compare-and-set of `head`.
     *   - A message is declined by one who does not wait: the second read of `head`, which finds it in front. By one who
     *     waits: where it comes in.
     *   - Receivers are dismissed: the compare-and-set of the end cell, which puts another segment there. Whoever goes on
     *     to that segment from the senders' side tells them first.
     *   - Full: the read of the end cell; `head` is read after it and only grows, so that it was full then. Empty and
     *     closed: the read of the cell.
     *
     * Lock-free are all operations: whoever fails a compare-and-set fails because another's succeeded, and whoever
     * meets a decided cell can complete it himself. Not lock-free, and not to be had so, is that a sleeper wakes: who
     * decided in its favour may be stopped before it wakes it, and unless another comes by it sleeps on
     * (MCQueueStopped_Sleeper shows it).
     *
     * Memory ordering. Compare-and-sets and the reads they rest on are volatile, and so sequentially consistent, as the
     * model is. One place cannot do with less: a sender counts itself into `blocked`, gets in line and reads `head`
     * again, a receiver claims `head` and then reads `blocked`; one of them must see the other, which acquire and
     * release do not give. One access is weaker: a cell is used up by a release store, which others may see late. Who
     * still sees the message finds `head` past it, so that its claim fails, or goes past it as past a used up cell; who
     * still sees a Decision completes what is complete. What is in a Mark is final.
     *
     * Allocation. A message that meets nobody costs its share of a segment; a new segment is made for every
     * `segmentSize` messages. Waiting costs a Reservation and a few small objects.
     */

    /** The answer to a send that does not wait. */
    public enum Offer {
        ACCEPTED,
        FULL,
        CLOSED
    }

    private static final int SEGMENT_SIZE = 256;

    /**
     * An empty, open queue.
     *
     * @param limit how many messages there may be for another to be accepted, 0 or more
     */
    public MessageQueue(int limit) {
        this(limit, SEGMENT_SIZE);
    }

    /**
     * An empty, open queue that allocates for this many messages at a time.
     *
     * @param segmentSize 1 or more
     */
    public MessageQueue(int limit, int segmentSize) {
        this(limit, segmentSize, WaitingLine.inOrderOfArrival());
    }

    /**
     * An empty, open queue that lets go who waits in an order of the caller's own.
     *
     * @param line the empty line in that order
     */
    public MessageQueue(int limit, int segmentSize, WaitingLine<Reservation<E>> line) {
        super(new Segment(0, checked(limit), checkedSize(segmentSize), null), line);
    }

    private static int checkedSize(int segmentSize) {
        if (segmentSize < 1) {
            throw new IllegalArgumentException("segment size: " + segmentSize);
        }
        return segmentSize;
    }

    private static int checked(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit: " + limit);
        }
        return limit;
    }

    /**
     * Adds the message if there is room and nobody waits for room.
     *
     * <p>Spec: {@code ReadTail}, {@code ReadEnd}, {@code ReadRoom}, {@code Decide}.
     */
    public Offer trySend(E message) {
        return enter(Objects.requireNonNull(message, "message"), null, 0);
    }

    /** Adds the message, at the limit or past it; answers {@code ACCEPTED} or {@code CLOSED}. */
    public Offer forceSend(E message) {
        return forceSend(message, Integer.MAX_VALUE);
    }

    /** Adds the message, past the limit if fewer than {@code most} are inside. */
    public Offer forceSend(E message, int most) {
        return enter(Objects.requireNonNull(message, "message"), null, most);
    }

    /**
     * Adds the message if there is room and nobody waits for room, else gets in line with it.
     *
     * <p>Spec: {@code CountIn}, {@code ReadTail}, {@code ReadEnd}, {@code ReadRoom}, {@code Decide}, {@code CountOut}.
     *
     * @param holder is told once if it got in line, by whoever answers the reservation, perhaps before this returns; must
     *     not throw or wait
     */
    public Reservation<E> send(E message, Consumer<? super Reservation<E>> holder) {
        Reservation<E> sender = Reservation.ofSender(message, holder);
        addBlocked(1);
        Offer offer = enter(message, sender, 0);
        if (offer == Offer.FULL) {
            sender.nowInLine();
            grantRoom(); // for there may be room by now, and who made it may not have seen this sender
        } else {
            sender.settle(offer == Offer.ACCEPTED ? Told.ACCEPTED : Told.CLOSED);
            addBlocked(-1);
        }
        return sender;
    }

    /** Puts the message in, or {@code sender}, if there is one, in line; then there is no room, nor fewer than that. */
    private Offer enter(E message, Reservation<E> sender, int most) {
        while (true) {
            long position = tail;
            Segment segment = tailSegment;
            int index = segment.indexOf(position);
            if (index < 0) {
                continue;
            }
            Object end = segment.get(index);
            if (end != null && !(end instanceof Waiting)) {
                if (end instanceof Closed) {
                    letGo(end);
                    return Offer.CLOSED;
                }
                pass(segment, index, end);
                continue;
            }
            if (segment.isLast(index)) {
                segment.next();
                continue;
            }
            boolean room = hasRoom(segment, index, segment.limit);
            Waiting<E> waiting = waitingAt(end);
            if (room && !waiting.senders.isEmpty()) {
                decide(segment, index, end, waiting.granted());
            } else if (room || most > 0 && hasRoom(segment, index, most)) {
                if (decide(segment, index, end, waiting.with(message))) {
                    return Offer.ACCEPTED;
                }
                Patience.letTheOtherGo(segment.limit);
            } else if (sender == null || segment.compareAndSet(index, end, waiting.withSender(sender))) {
                return Offer.FULL;
            }
        }
    }

    /**
     * The oldest message, or null if there is none.
     *
     * <p>Spec: {@code ReadHead}, {@code ReadFront}, {@code Claim}, {@code UseUp}, {@code ReadBlocked}.
     */
    public E tryReceive() {
        return take(null, true);
    }

    /** The oldest message, which stays; null if there is none. Others may take it at any moment. */
    public E first() {
        return take(null, false);
    }

    /** How many messages there were at a moment of this call, or fewer if some came in just then. */
    public int size() {
        long end = tail;
        return (int) Math.max(0, end - head);
    }

    /** How many messages have been taken, or given to receivers who waited. */
    public long taken() {
        first(); // passes the head over one that was given already, by a sender who has not come to that
        return head;
    }

    /**
     * Receives the oldest message, or gets in line for the next.
     *
     * @param holder as in {@link #send}
     */
    public Reservation<E> receive(Consumer<? super Reservation<E>> holder) {
        return receive(message -> true, holder);
    }

    /**
     * Receives the oldest message, or gets in line for the next, if {@code accepts} accepts it.
     *
     * <p>If not, the receiver is told and does not wait any more; the message stays, or goes to the next receiver in line.
     *
     * @param accepts may be asked by any thread, more than once, about the same message; answers the same each time
     * @param holder as in {@link #send}
     */
    public Reservation<E> receive(Predicate<? super E> accepts, Consumer<? super Reservation<E>> holder) {
        Reservation<E> receiver = Reservation.ofReceiver(accepts, holder);
        take(receiver, true);
        return receiver;
    }

    /** Takes or looks at a message; else puts {@code receiver}, if there is one, in line, or tells it what it must know. */
    private E take(Reservation<E> receiver, boolean claims) {
        while (true) {
            long position = head;
            Segment segment = headSegment;
            int index = segment.indexOf(position);
            if (index < 0) {
                continue;
            }
            Object cell = segment.get(index);
            if (cell == null || cell instanceof Mark) {
                if (cell instanceof Decision) {
                    Decision<E> decision = decision(cell);
                    complete(segment, index, decision);
                    if (decision.receiver == null && isTaken(segment, index, decision.message, receiver, claims)) {
                        return decision.message;
                    }
                } else if (isEmptyAt(segment, index, cell, receiver)) {
                    return null;
                }
            } else if (isTaken(segment, index, message(cell), receiver, claims)) {
                return message(cell);
            }
        }
    }

    private boolean isTaken(Segment segment, int index, E message, Reservation<E> receiver, boolean claims) {
        if (receiver != null && !receiver.accepts(message)) {
            boolean isOldest = head == segment.base + index;
            if (isOldest) {
                receiver.settleDeclining(message);
            }
            return isOldest;
        }
        if (claims && !claim(segment, index)) {
            return false;
        }
        if (receiver != null) {
            receiver.settleWith(message, segment.base + index);
        }
        return true;
    }

    private boolean claim(Segment segment, int index) {
        if (!claimHead(segment.base + index)) {
            Patience.letTheOtherGo(segment.limit);
            return false;
        }
        segment.useUp(index);
        if (blocked != 0) {
            grantRoom();
        }
        return true;
    }

    /** Whether there is nothing to receive, as far as the front cell tells; the rest is as in {@link #take}. */
    private boolean isEmptyAt(Segment segment, int index, Object cell, Reservation<E> receiver) {
        if (cell == Mark.TAKEN) {
            return false;
        }
        if (cell instanceof Closed) {
            letGo(cell);
            if (receiver != null) {
                receiver.settle(Told.CLOSED);
            }
            return true;
        }
        if (cell instanceof Segment next) {
            passHeadSegment(segment, next);
            return false;
        }
        if (segment.isLast(index)) {
            segment.next();
            return false;
        }
        Waiting<E> waiting = waitingAt(cell);
        if (segment.limit > 0 && !waiting.senders.isEmpty()) {
            segment.compareAndSet(index, cell, waiting.granted());
            return false;
        }
        if (receiver == null) {
            return true;
        }
        if (!segment.compareAndSet(index, cell, waiting.withReceiver(receiver))) {
            return false;
        }
        receiver.nowInLine();
        return true;
    }

    /**
     * Takes a reservation of this queue out of line: after a time-out, an interruption, or for any other reason.
     *
     * <p>Spec: {@code BeginGiveUp}, {@code LetGoOneself}.
     *
     * <p>Two threads may not do so with the same reservation at once.
     *
     * @return whether it is out; if not, it is too late and the reservation is answered
     */
    public boolean cancel(Reservation<E> waiter) {
        Waiting<E> before =
                change((segment, index, waiting) -> waiting.contains(waiter) ? waiting.without(waiter) : null);
        if (before == null) {
            answer(waiter, Told.CLOSED); // does nothing, unless the one who closed has not come round to it yet
            return false;
        }
        answer(waiter, Told.CANCELLED);
        return true;
    }

    /**
     * Changes the limit. Nothing is lost by a lower one; a higher one lets in who waits.
     *
     * @return whether the queue was open
     */
    public boolean setLimit(int limit) {
        checked(limit);
        boolean open = change((segment, index, waiting) -> segment.successor(index, limit, waiting)) != null;
        if (open) {
            grantRoom();
        }
        return open;
    }

    /** Lets go all who wait to receive, at one stroke; they are told one after the other. */
    public void dismissReceivers() {
        Waiting<E> before = change((segment, index, waiting) ->
                waiting.receivers.isEmpty() ? null : segment.successorWithoutReceivers(index, waiting));
        if (before != null) {
            dismiss(before.receivers);
        }
    }

    /**
     * Closes the queue: nothing is accepted any more, and all who wait are let go, at one stroke. What was accepted can
     * still be received.
     *
     * <p>Spec: {@code LetGo}, {@code UnparkLetGo}.
     *
     * @return whether it was open
     */
    public boolean close() {
        Waiting<E> before = change((segment, index, waiting) -> new Closed<>(waiting));
        if (before == null) {
            return false;
        }
        change((segment, index, waiting) -> null); // comes to the end, and lets go who waited there
        return true;
    }
}
