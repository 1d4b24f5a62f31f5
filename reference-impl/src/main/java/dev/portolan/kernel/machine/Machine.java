package dev.portolan.kernel.machine;

/** What the kernel asks of the machine below it. */
public interface Machine {

    /**
     * The thread, which waited, has a step to take.
     *
     * <p>Called with the lock held under which the thread was let go, once for each time that it waited.
     */
    void unblock(Activation<?> thread);
}
