package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;

/**
 * A port that a task or thread is given to keep, or one of the kernel's own, to which nobody keeps a right.
 *
 * @param right the keeper's own right to the port
 * @param port which port it is, also once it has died: its serial number, or one of the numbers here
 */
public record HeldPort(NakedRight right, long port) {

    public static final long DEAD = 0;

    /** No port. */
    public static final HeldPort NULL = new HeldPort(NakedRight.NONE, -1);

    /** That of the task or thread itself. */
    public static final HeldPort OWN = new HeldPort(NakedRight.NONE, -2);

    /** That of the host. */
    public static final HeldPort HOST = new HeldPort(NakedRight.NONE, -3);

    /** That by which a task is known, and not controlled. */
    public static final HeldPort NAME = new HeldPort(NakedRight.NONE, -4);

    /** A port with a right that becomes the keeper's. */
    static HeldPort of(NakedRight right) {
        if (right.port() instanceof IpcPort live) {
            return new HeldPort(right, live.serial());
        }
        return right.port() == PortReference.Invalid.IP_NULL ? NULL : new HeldPort(right, DEAD);
    }

    /** True if it is neither none nor a dead name; the port may have died. */
    boolean isValid() {
        return port != DEAD && port != NULL.port;
    }

    HeldPort copy(KernelCopy copy) {
        return new HeldPort(copy.right(right), port);
    }
}
