package dev.portolan.kernel.queue;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;

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
        /** It left the line by {@link MessageQueue#cancel}. */
        CANCELLED,
        /** The queue was closed. */
        CLOSED
    }

    /** An answer that is no message; no caller's object is one. */
    static final class Told extends Mark {

        static final Told ACCEPTED = new Told(Outcome.ACCEPTED);
        static final Told CANCELLED = new Told(Outcome.CANCELLED);
        static final Told CLOSED = new Told(Outcome.CLOSED);

        private final Outcome outcome;

        private Told(Outcome outcome) {
            this.outcome = outcome;
        }
    }

    /** The message to be sent; null if this is a receiver's. */
    final E offered;

    private final Runnable wake;

    /** Null while pending, then a {@link Told} or the message that was received; written once. */
    private volatile Object answer;

    Reservation(E offered, Runnable wake) {
        this.offered = offered;
        this.wake = Objects.requireNonNull(wake, "wake");
    }

    /** What became of it until now. */
    public Outcome outcome() {
        Object seen = answer;
        if (seen == null) {
            return Outcome.PENDING;
        }
        return seen instanceof Told told ? told.outcome : Outcome.DELIVERED;
    }

    /**
     * The message received.
     *
     * @throws IllegalStateException if {@link #outcome} is not {@code DELIVERED}
     */
    @SuppressWarnings("unchecked")
    public E message() {
        Object seen = answer;
        if (seen == null || seen instanceof Told) {
            throw new IllegalStateException("no message: " + outcome());
        }
        return (E) seen;
    }

    /**
     * Answers it, unless it is answered already; the one whose answer counts wakes the waiting thread.
     *
     * <p>Spec: {@code AnswerSender}, {@code AnswerReceiver}, {@code LetGo} and {@code Unpark} of {@code MessageQueue}.
     *
     * @return whether it was not answered before
     */
    boolean answer(Object toldOrMessage) {
        if (answer != null || !ANSWER.compareAndSet(this, null, toldOrMessage)) {
            return false;
        }
        wake.run();
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
