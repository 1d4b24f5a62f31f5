package dev.portolan.kernel.machine;

/**
 * A Mach thread as the machine layer sees it: something that runs one critical section at a time.
 *
 * <p>Between two sections everything that it is about to do is data of its own. One Java thread at a time may
 * call {@link #begin} and {@link #step}; the other methods may be called by any.
 *
 * @param <C> what a call is before its first critical section
 */
public interface Activation<C> {

    /** The thread, which is idle, is about to make this call. */
    void begin(C first);

    /** Runs one critical section. A thread that waits answers that it is blocked. */
    Answer step();

    /**
     * Makes the call and runs its first critical section; on a machine that {@linkplain Machine#isParallel is parallel}
     * others may follow at once.
     */
    default Answer start(C first) {
        begin(first);
        return step();
    }

    /** True while the thread waits. */
    boolean isBlocked();

    /** True if the thread takes no step any more. */
    default boolean isGone() {
        return false;
    }

    /** How long the thread waits, in nanoseconds from the moment that it blocked; {@code Long.MAX_VALUE} forever. */
    long waitNanos();

    /** {@code thread_abort}: ends a wait, if there is one. */
    void threadAbort();

    /** The time-out of the thread's wait ends, if it waits and has one. */
    void clockExpire();
}
