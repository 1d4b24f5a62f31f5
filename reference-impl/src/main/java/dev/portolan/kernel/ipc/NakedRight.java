package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_DEAD;
import static dev.portolan.kernel.ipc.PortReference.Invalid.IP_NULL;

/** A right that no name denotes: in a message, or in a thread's hands. */
public record NakedRight(Type type, PortReference port) {

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
