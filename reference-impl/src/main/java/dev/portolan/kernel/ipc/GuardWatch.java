package dev.portolan.kernel.ipc;

/** Who is told when a thread's call violates the guard of a port. Called with locks held, by the thread itself. */
public interface GuardWatch {

    /** Of rights that belong to no thread. */
    GuardWatch NONE = (flavor, name, guard) -> {};

    /**
     * {@code mach_port_guard_exception}.
     *
     * @param flavor how it was violated, as {@code GuardException} has it
     * @param name of the port
     * @param guard the port's own word, or 0
     */
    void violated(int flavor, int name, long guard);
}
