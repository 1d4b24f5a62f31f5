package dev.portolan.kernel.ipc;

/**
 * What the port field of a message in the kernel holds: a port, which may have died since, or one of the two values that
 * stand for none.
 */
public sealed interface PortReference permits IpcPort, PortReference.Invalid {

    /** {@code IP_NULL} and {@code IP_DEAD}. */
    enum Invalid implements PortReference {
        IP_NULL,
        IP_DEAD
    }

    /** True if this is a port that lives; once false it stays false. */
    default boolean isLive() {
        return this instanceof IpcPort port && port.isActive();
    }
}
