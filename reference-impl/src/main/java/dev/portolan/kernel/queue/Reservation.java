package dev.portolan.kernel.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A place in line: a message that waits for room, or a receiver that waits for a message.
 *
 * <p>Any thread may look at it. It is answered once and keeps its answer; what a thread did before it sent a message is
 * visible to the thread that finds the message here.
 *
 * @param <E> the messages
 */
public final class Reservation<E> {

    /** What became of it. */
    public enum Outcome {
        /** Nothing yet: it is in line. */
        PENDING,
        /** The message is in the queue, or was given to a receiver. */
        ACCEPTED,
        /** There is a message for the receiver. */
        DELIVERED,
        /** There was a message that the receiver does not accept; it is not given to it. */
        DECLINED,
        /** It left the line by {@link MessageQueue#cancel}. */
        CANCELLED,
        /** The receiver was let go by {@link MessageQueue#dismissReceivers}. */
        DISMISSED,
        /** The queue was closed. */
        CLOSED
    }

    /** An answer that is no message; no caller's object is one. */
    static final class Told extends Mark {

        static final Told ACCEPTED = new Told(Outcome.ACCEPTED);
        static final Told CANCELLED = new Told(Outcome.CANCELLED);
        static final Told DISMISSED = new Told(Outcome.DISMISSED);
        static final Told CLOSED = new Told(Outcome.CLOSED);

        private final Outcome outcome;

        private Told(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    /** That there was this message. */
    private static final class Declined<E> extends Mark {

        private final E message;

        private Declined(E message) {
            this.message = message;
        }
    }

    /** The message to be sent; null if this is a receiver's. */
    final E offered;

    private final Predicate<? super E> accepts;
    private final Consumer<? super Reservation<E>> holder;

    /* Written before the answer, with one value, by whoever delivers. */
    private long number;

    /* Of the thread that made it. */
    private boolean inLine;

    /** Null while pending, then a {@link Told}, a {@link Declined}, or the message received; written once. */
    private volatile Object answer;

    private Reservation(E offered, Predicate<? super E> accepts, Consumer<? super Reservation<E>> holder) {
        this.offered = offered;
        this.accepts = accepts;
        this.holder = Objects.requireNonNull(holder, "holder");
    }

    static <E> Reservation<E> ofSender(E offered, Consumer<? super Reservation<E>> holder) {
        return new Reservation<>(Objects.requireNonNull(offered, "message"), null, holder);
    }

    static <E> Reservation<E> ofReceiver(Predicate<? super E> accepts, Consumer<? super Reservation<E>> holder) {
        return new Reservation<>(null, Objects.requireNonNull(accepts, "accepts"), holder);
    }

    boolean accepts(E message) {
        return accepts.test(message);
    }

    /** Who is told of the answer. */
    public Consumer<? super Reservation<E>> holder() {
        return holder;
    }

    /**
     * Whether it got in line, so that the holder is told what becomes of it; if not it was answered when it was made.
     *
     * <p>For the thread that made it.
     */
    public boolean isInLine() {
        return inLine;
    }

    void nowInLine() {
        inLine = true;
    }

    /** What became of it until now. */
    public Outcome outcome() {
        Object seen = answer;
        if (seen == null) {
            return Outcome.PENDING;
        }
        if (seen instanceof Told told) {
            return told.outcome;
        }
        return seen instanceof Declined ? Outcome.DECLINED : Outcome.DELIVERED;
    }

    /**
     * The message received, or the one that was not accepted.
     *
     * @throws IllegalStateException if {@link #outcome} is neither {@code DELIVERED} nor {@code DECLINED}
     */
    @SuppressWarnings("unchecked")
    public E message() {
        Object seen = answer;
        if (seen == null || seen instanceof Told) {
            throw new IllegalStateException("no message: " + outcome());
        }
        return seen instanceof Declined ? ((Declined<E>) seen).message : (E) seen;
    }

    /**
     * How many messages the queue had accepted before the one received.
     *
     * @throws IllegalStateException if {@link #outcome} is not {@code DELIVERED}
     */
    public long number() {
        if (outcome() != Outcome.DELIVERED) {
            throw new IllegalStateException("no message: " + outcome());
        }
        return number;
    }

    /** Gives the receiver the message, the one with this number of its queue; the rest is {@link #answer}'s. */
    void deliver(E message, long itsNumber) {
        if (answer == null) {
            number = itsNumber;
            answer(message);
        }
    }

    /** Tells the receiver that there is this message, which it does not accept; the rest is {@link #answer}'s. */
    void decline(E message) {
        answer(new Declined<>(message));
    }

    /** Answers one that was never in line, of which nobody else knows: the message of this number was there. */
    void settleWith(E message, long itsNumber) {
        number = itsNumber;
        answer = message;
    }

    /** Answers one that was never in line: the message that was there it does not accept. */
    void settleDeclining(E message) {
        answer = new Declined<>(message);
    }

    /** Answers one that was never in line. */
    void settle(Told told) {
        answer = told;
    }

    /**
     * Answers it, unless it is answered already; the one whose answer counts tells the holder.
     *
     * <p>Spec: {@code AnswerSender}, {@code AnswerReceiver}, {@code LetGo} and {@code Unpark} of {@code MessageQueue}.
     *
     * @return whether it was not answered before
     */
    boolean answer(Object toldOrMessage) {
        if (answer != null || !ANSWER.compareAndSet(this, null, toldOrMessage)) {
            return false;
        }
        holder.accept(this);
        return true;
    }

    private static final VarHandle ANSWER;

    static {
        try {
            ANSWER = MethodHandles.lookup().findVarHandle(Reservation.class, "answer", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }
}
