package dev.portolan.kernel.machine;

/** Unwinds user code whose thread is gone. Nobody catches it but who began that code. */
public final class ThreadGone extends Error {

    private static final long serialVersionUID = 1L;

    /** @param thread by its name */
    public ThreadGone(String thread) {
        super("thread " + thread + " is gone", null, false, false);
    }
}
