package dev.portolan.kernel.personality;

import java.util.EnumSet;
import java.util.Set;

/** A signal that exceptions become, or that leaves a core behind; in the order of their numbers. */
public enum Signal {
    SIGQUIT(3),
    SIGILL(4),
    SIGTRAP(5),
    SIGABRT(6),
    SIGEMT(7),
    SIGFPE(8),
    SIGKILL(9),
    SIGBUS(10),
    SIGSEGV(11),
    SIGSYS(12),
    SIGPIPE(13);

    private static final Set<Signal> CORELESS = EnumSet.of(SIGKILL, SIGPIPE);

    private final int number;

    Signal(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /** True if a process that it ends leaves a core behind. */
    public boolean leavesCore() {
        return !CORELESS.contains(this);
    }
}
