package dev.portolan.kernel.machine;

/** What the kernel asks of the machine below it. */
public interface Machine {

    /**
     * The thread, which waits, is about to be let go by the Java thread that calls; it waits until this has returned.
     *
     * <p>Afterwards it may go on without being told, and be in its next call when {@link #unblock} is called.
     */
    default void unblocking(Activation<?> thread) {}

    /**
     * The thread, which waited, has a step to take.
     *
     * <p>Called once for each time that it waited, by whoever let it go: under a lock, if that happened under one. The
     * thread may have noticed by itself and be further.
     */
    void unblock(Activation<?> thread);

    /** {@code mach_absolute_time}: nanoseconds since the machine began; 0 where time passes only when somebody says so. */
    default long absoluteTime() {
        return 0;
    }

    /** Runs the event once at that time, or never where time passes only when somebody says so. Does not wait. */
    default void at(long absoluteTime, Runnable event) {}

    /** True if critical sections may run at the same time, and queues that no lock guards are worth having. */
    default boolean isParallel() {
        return false;
    }
}
