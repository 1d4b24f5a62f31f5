package dev.portolan.kernel.queue;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A {@link MessageQueue} whose callers wait: for a short while by looking again, then parked.
 *
 * <p>Room and messages go to those who wait in the order in which they came. Interrupting a waiting thread ends its wait,
 * unless it is too late; then the call succeeds and the thread stays interrupted.
 *
 * @param <E> the messages; null is none
 */
public final class BlockingMessageQueue<E> {

    private static final long FOREVER = Long.MAX_VALUE;

    private final MessageQueue<E> queue;
    private final Patience patience;

    /** An empty, open queue; {@code limit} is {@link MessageQueue}'s. */
    public BlockingMessageQueue(int limit) {
        queue = new MessageQueue<>(limit);
        patience = new Patience(limit);
    }

    /** The queue below, for calls that do not wait. */
    public MessageQueue<E> queue() {
        return queue;
    }

    /**
     * Sends, and waits for room if there is none.
     *
     * @return {@code ACCEPTED}, or {@code CLOSED}
     * @throws InterruptedException if interrupted while waiting; the message was not accepted
     */
    public MessageQueue.Offer send(E message) throws InterruptedException {
        return send(message, FOREVER);
    }

    /**
     * Sends, and waits for room as long as {@code nanos}.
     *
     * @return {@code FULL} if the time is over; the message was not accepted
     */
    public MessageQueue.Offer send(E message, long nanos) throws InterruptedException {
        MessageQueue.Offer offer = queue.trySend(message);
        for (int look = 0; offer == MessageQueue.Offer.FULL && nanos > 0 && patience.lastsBeforeLine(look); look++) {
            offer = queue.trySend(message);
        }
        if (offer != MessageQueue.Offer.FULL || nanos <= 0) {
            return offer;
        }
        Reservation<E> sender = queue.send(message, wakeOf(Thread.currentThread()));
        return switch (await(sender, nanos)) {
            case ACCEPTED -> MessageQueue.Offer.ACCEPTED;
            case CLOSED -> MessageQueue.Offer.CLOSED;
            default -> MessageQueue.Offer.FULL;
        };
    }

    /**
     * Receives, and waits for a message if there is none.
     *
     * @return the message, or null if the queue is closed and empty
     * @throws InterruptedException if interrupted while waiting; nothing was received
     */
    public E receive() throws InterruptedException {
        return receive(FOREVER);
    }

    /**
     * Receives, and waits for a message as long as {@code nanos}.
     *
     * @return the message, or null if the time is over, or the queue is closed and empty
     */
    public E receive(long nanos) throws InterruptedException {
        E message = queue.tryReceive();
        for (int look = 0; message == null && nanos > 0 && patience.lastsBeforeLine(look); look++) {
            message = queue.tryReceive();
        }
        if (message != null || nanos <= 0) {
            return message;
        }
        Reservation<E> receiver = queue.receive(wakeOf(Thread.currentThread()));
        return await(receiver, nanos) == Reservation.Outcome.DELIVERED ? receiver.message() : null;
    }

    /**
     * Closes the queue and takes what is inside, other receivers still having their share of it.
     *
     * @param drain is given every message taken so
     * @return whether the queue was open; if not, who closed it drains it
     */
    public boolean close(Consumer<? super E> drain) {
        if (!queue.close()) {
            return false;
        }
        for (E message = queue.tryReceive(); message != null; message = queue.tryReceive()) {
            drain.accept(message);
        }
        return true;
    }

    private Consumer<Reservation<E>> wakeOf(Thread thread) {
        return reservation -> LockSupport.unpark(thread);
    }

    private boolean isAnsweredSoon(Reservation<E> waiter) {
        for (int look = 0; waiter.outcome() == Reservation.Outcome.PENDING; look++) {
            if (!patience.lastsInLine(look)) {
                return false;
            }
        }
        return true;
    }

    private Reservation.Outcome await(Reservation<E> waiter, long nanos) throws InterruptedException {
        if (!waiter.isInLine() || isAnsweredSoon(waiter)) {
            return waiter.outcome();
        }
        long deadline = nanos == FOREVER ? 0 : System.nanoTime() + nanos;
        while (waiter.outcome() == Reservation.Outcome.PENDING) {
            if (Thread.interrupted()) {
                if (queue.cancel(waiter)) {
                    throw new InterruptedException();
                }
                Thread.currentThread().interrupt();
            } else if (nanos == FOREVER) {
                LockSupport.park(this);
            } else {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    queue.cancel(waiter);
                } else {
                    LockSupport.parkNanos(this, left);
                }
            }
        }
        return waiter.outcome();
    }
}
