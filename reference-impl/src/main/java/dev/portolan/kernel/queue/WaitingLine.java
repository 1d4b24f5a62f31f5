package dev.portolan.kernel.queue;

import java.util.function.Consumer;

/**
 * Who waits, in the order in which they will be let go.
 *
 * <p>Immutable, so that one compare-and-set exchanges a whole line. Whoever implements it gives a queue another order;
 * which one makes no difference to what {@link MessageQueue} promises but for the order itself. Waiters are told apart by
 * identity, and none is in a line twice.
 */
public interface WaitingLine<T> {

    /** The empty line in which who came first is let go first. */
    @SuppressWarnings("unchecked")
    static <T> WaitingLine<T> inOrderOfArrival() {
        return (WaitingLine<T>) ArrivalOrder.EMPTY;
    }

    /** The next to be let go, null if nobody waits. */
    T first();

    /** The line without its first; an empty line stays as it is. */
    WaitingLine<T> rest();

    /** The line when this one has come. */
    WaitingLine<T> with(T waiter);

    boolean contains(T waiter);

    /** The line without {@code waiter}; itself if it is not there. */
    WaitingLine<T> without(T waiter);

    /** The line in the same order in which nobody waits. */
    WaitingLine<T> none();

    default boolean isEmpty() {
        return first() == null;
    }

    /** In the order in which they will be let go. */
    default void forEach(Consumer<? super T> action) {
        for (WaitingLine<T> line = this; !line.isEmpty(); line = line.rest()) {
            action.accept(line.first());
        }
    }
}
