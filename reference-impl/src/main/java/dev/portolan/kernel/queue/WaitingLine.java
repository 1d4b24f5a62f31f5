package dev.portolan.kernel.queue;

import java.util.function.Consumer;

/**
 * Who waits, first come first; immutable, so that one compare-and-set exchanges a whole line.
 *
 * <p>Two lists: {@code front} in order, {@code back} in reverse; {@code front} is empty only if the line is. To append
 * is constant time, to remove the first is so on average, to leave from within is linear.
 */
final class WaitingLine<T> {

    private record Link<T>(T waiter, Link<T> next) {}

    private static final WaitingLine<?> EMPTY = new WaitingLine<>(null, null);

    private final Link<T> front;
    private final Link<T> back;

    private WaitingLine(Link<T> front, Link<T> back) {
        this.front = front;
        this.back = back;
    }

    @SuppressWarnings("unchecked")
    static <T> WaitingLine<T> empty() {
        return (WaitingLine<T>) EMPTY;
    }

    boolean isEmpty() {
        return front == null;
    }

    /** The next to be let go, null if nobody waits. */
    T first() {
        return front == null ? null : front.waiter;
    }

    /** The line without its first; an empty line stays as it is. */
    WaitingLine<T> rest() {
        return front == null ? this : of(front.next, back);
    }

    WaitingLine<T> with(T waiter) {
        return front == null
                ? new WaitingLine<>(new Link<>(waiter, null), null)
                : new WaitingLine<>(front, new Link<>(waiter, back));
    }

    boolean contains(T waiter) {
        return contains(front, waiter) || contains(back, waiter);
    }

    /** The line without {@code waiter}; itself if it is not there. */
    WaitingLine<T> without(T waiter) {
        if (contains(front, waiter)) {
            return of(without(front, waiter), back);
        }
        return contains(back, waiter) ? new WaitingLine<>(front, without(back, waiter)) : this;
    }

    void forEach(Consumer<? super T> action) {
        for (Link<T> link = front; link != null; link = link.next) {
            action.accept(link.waiter);
        }
        for (Link<T> link = reversed(back); link != null; link = link.next) {
            action.accept(link.waiter);
        }
    }

    private static <T> WaitingLine<T> of(Link<T> front, Link<T> back) {
        if (front != null) {
            return new WaitingLine<>(front, back);
        }
        return back == null ? empty() : new WaitingLine<>(reversed(back), null);
    }

    private static <T> Link<T> reversed(Link<T> list) {
        Link<T> result = null;
        for (Link<T> link = list; link != null; link = link.next) {
            result = new Link<>(link.waiter, result);
        }
        return result;
    }

    private static <T> boolean contains(Link<T> list, T waiter) {
        for (Link<T> link = list; link != null; link = link.next) {
            if (link.waiter == waiter) {
                return true;
            }
        }
        return false;
    }

    /* The list behind the waiter is shared, what stands before it is copied. */
    private static <T> Link<T> without(Link<T> list, T waiter) {
        Link<T> before = null;
        Link<T> link = list;
        for (; link.waiter != waiter; link = link.next) {
            before = new Link<>(link.waiter, before);
        }
        Link<T> result = link.next;
        for (Link<T> copied = before; copied != null; copied = copied.next) {
            result = new Link<>(copied.waiter, result);
        }
        return result;
    }
}
