package dev.portolan.kernel.personality;

import java.util.EnumSet;
import java.util.Set;

/**
 * {@code proc}: what a task that is a process does about signals.
 *
 * <p>Guarded by the personality whose it is; who changes it outside of its methods does so before its threads run.
 */
public final class UnixProcess {

    private final Set<Signal> ignored = EnumSet.noneOf(Signal.class);
    private final Set<Signal> caught = EnumSet.noneOf(Signal.class);
    private final Set<Signal> onStack = EnumSet.noneOf(Signal.class);
    private final long stackTop;
    private boolean traced;
    private boolean badlySigned;

    /** @param stackTop the address above the first thread's stack */
    UnixProcess(long stackTop) {
        this.stackTop = stackTop;
    }

    UnixProcess(UnixProcess original) {
        this(original.stackTop);
        ignored.addAll(original.ignored);
        caught.addAll(original.caught);
        onStack.addAll(original.onStack);
        traced = original.traced;
        badlySigned = original.badlySigned;
    }

    /** The signals that are dropped. */
    public Set<Signal> ignored() {
        return ignored;
    }

    /** The signals for which there is a handler. */
    public Set<Signal> caught() {
        return caught;
    }

    /** The signals whose handlers run on a stack of their own. */
    public Set<Signal> onStack() {
        return onStack;
    }

    /** The address above the first thread's stack. */
    public long stackTop() {
        return stackTop;
    }

    /** True if somebody sees each signal before the process does. */
    public boolean isTraced() {
        return traced;
    }

    public void setTraced(boolean isTraced) {
        traced = isTraced;
    }

    /** True if it is killed because its code was badly signed. */
    public boolean isBadlySigned() {
        return badlySigned;
    }

    public void setBadlySigned(boolean isBadlySigned) {
        badlySigned = isBadlySigned;
    }
}
