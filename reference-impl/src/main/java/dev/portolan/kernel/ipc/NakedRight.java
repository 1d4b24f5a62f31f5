package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_DEAD;
import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_NULL;

import dev.portolan.kernel.abi.MachPortName;

/** A right that no name denotes: in a message, or in a thread's hands. */
public record NakedRight(Type type, PortReference port) implements DoomedRights.Doomed {

    /** What right it is; {@code NONE} where a header's field carries nothing. */
    public enum Type {
        NONE,
        SEND,
        SEND_ONCE,
        RECEIVE
    }

    static final int TYPES = Type.values().length;

    /** The reply of a message that has none. */
    public static final NakedRight NONE = new NakedRight(Type.NONE, IP_NULL);

    /** What stands for the null or the dead name where a right is expected. */
    public static NakedRight invalid(MachPortName name) {
        return name.equals(MachPortName.MACH_PORT_DEAD) ? new NakedRight(Type.NONE, IP_DEAD) : NONE;
    }

    /** True if the right is one to a port that lives. */
    public boolean isLive() {
        return port.isLive();
    }

    NakedRight copy(KernelCopy copy) {
        if (!(port instanceof IpcPort live)) {
            return this;
        }
        return live.isActive() ? copy.port(live).right(type) : new NakedRight(type, IP_DEAD);
    }
}
