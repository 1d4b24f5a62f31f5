package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.MachException;
import java.util.EnumSet;
import java.util.Set;

/**
 * {@code uthread}: what a thread has of signals.
 *
 * <p>Guarded as a {@link UnixProcess} is.
 */
public final class ThreadSignals {

    /** How far the end of its process is in which the thread is. */
    enum Ending {
        NO,
        /** It has raised the crash. */
        CRASH,
        /** It has told of the corpse. */
        CORPSE
    }

    private final Set<Signal> masked = EnumSet.noneOf(Signal.class);
    private final Set<Signal> awaited = EnumSet.noneOf(Signal.class);
    private final Set<Signal> pending = EnumSet.noneOf(Signal.class);
    private Signal taken;
    private MachException exception;
    private Ending ending = Ending.NO;

    ThreadSignals() {}

    ThreadSignals(ThreadSignals original) {
        masked.addAll(original.masked);
        awaited.addAll(original.awaited);
        pending.addAll(original.pending);
        taken = original.taken;
        exception = original.exception;
        ending = original.ending;
    }

    /** Those that are kept from coming. */
    public Set<Signal> masked() {
        return masked;
    }

    /** Those that the thread waits for. */
    public Set<Signal> awaited() {
        return awaited;
    }

    /** Those that have been posted, and have not come. */
    public Set<Signal> pending() {
        return pending;
    }

    /** The one that came last, for the process's handler, its tracer, or its end; null if none. */
    public Signal taken() {
        return taken;
    }

    /** The exception that became its last signal; null if none did. */
    public MachException exception() {
        return exception;
    }

    void setException(MachException raised) {
        exception = raised;
    }

    Ending ending() {
        return ending;
    }

    void setEnding(Ending next) {
        ending = next;
    }

    /** The signal that comes next, the lowest number first; null if none does. */
    Signal next() {
        for (Signal signal : pending) {
            if (!masked.contains(signal) || signal == Signal.SIGKILL) {
                return signal;
            }
        }
        return null;
    }

    /** It comes. */
    void take(Signal signal) {
        pending.remove(signal);
        taken = signal;
    }
}
