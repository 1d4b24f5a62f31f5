package dev.portolan.kernel.queue;

/**
 * First come, first let go.
 *
 * <p>Two lists: {@code front} in order, {@code back} in reverse; {@code front} is empty only if the line is. To append
 * is constant time, to remove the first is so on average, to leave from within is linear.
 */
final class ArrivalOrder<T> implements WaitingLine<T> {

    private record Link<T>(T waiter, Link<T> next) {}

    static final ArrivalOrder<?> EMPTY = new ArrivalOrder<>(null, null);

    private final Link<T> front;
    private final Link<T> back;

    private ArrivalOrder(Link<T> front, Link<T> back) {
        this.front = front;
        this.back = back;
    }

    @Override
    public T first() {
        return front == null ? null : front.waiter;
    }

    @Override
    public WaitingLine<T> rest() {
        return front == null ? this : of(front.next, back);
    }

    @Override
    public WaitingLine<T> with(T waiter) {
        return front == null
                ? new ArrivalOrder<>(new Link<>(waiter, null), null)
                : new ArrivalOrder<>(front, new Link<>(waiter, back));
    }

    @Override
    public boolean contains(T waiter) {
        return contains(front, waiter) || contains(back, waiter);
    }

    @Override
    public WaitingLine<T> without(T waiter) {
        if (contains(front, waiter)) {
            return of(without(front, waiter), back);
        }
        return contains(back, waiter) ? new ArrivalOrder<>(front, without(back, waiter)) : this;
    }

    @Override
    public WaitingLine<T> none() {
        return WaitingLine.inOrderOfArrival();
    }

    private static <T> WaitingLine<T> of(Link<T> front, Link<T> back) {
        if (front != null) {
            return new ArrivalOrder<>(front, back);
        }
        return back == null ? WaitingLine.inOrderOfArrival() : new ArrivalOrder<>(reversed(back), null);
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
