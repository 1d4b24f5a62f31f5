package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;

/**
 * {@code struct exception_action}: a slot, who handles exceptions and how it is asked.
 *
 * @param right the slot's own right to the port
 * @param port which port it is, also once it has died: its serial number, {@link #NULL} or {@link #DEAD}
 * @param behavior with its bit for wide codes; anything at all beside a port that is none
 */
public record ExceptionAction(NakedRight right, long port, int behavior, int flavor) {

    public static final long NULL = -1;
    public static final long DEAD = 0;

    /** The slot of nobody. */
    public static final ExceptionAction NONE = new ExceptionAction(NakedRight.NONE, NULL, 0, 0);

    /** A slot with a right that becomes its own. */
    static ExceptionAction of(NakedRight right, int behavior, int flavor) {
        long port = right.port() instanceof IpcPort live
                ? live.serial()
                : right.port() == PortReference.Invalid.IP_NULL ? NULL : DEAD;
        return new ExceptionAction(right, port, behavior, flavor);
    }

    /** True if the two are one group to who asks. */
    boolean isLike(ExceptionAction other) {
        return port == other.port && behavior == other.behavior && flavor == other.flavor;
    }

    /** The same slot with another right to its port. */
    ExceptionAction holding(NakedRight other) {
        return new ExceptionAction(other, port, behavior, flavor);
    }

    boolean hasState() {
        return ExceptionBehavior.hasState(behavior);
    }

    ExceptionAction copy(KernelCopy copy) {
        return new ExceptionAction(copy.right(right), port, behavior, flavor);
    }
}
