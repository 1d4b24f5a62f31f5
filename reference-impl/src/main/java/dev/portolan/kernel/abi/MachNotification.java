package dev.portolan.kernel.abi;

/** What notifications can be asked for. Calls take the id, which user code may choose freely. */
public enum MachNotification {
    MACH_NOTIFY_SEND_POSSIBLE(66),
    MACH_NOTIFY_PORT_DESTROYED(69),
    MACH_NOTIFY_NO_SENDERS(70),
    MACH_NOTIFY_DEAD_NAME(72);

    private final int id;

    MachNotification(int id) {
        this.id = id;
    }

    public int id() {
        return id;
    }

    /** The notification with that id; null if none can be asked for by it. */
    public static MachNotification of(int id) {
        for (MachNotification notification : values()) {
            if (notification.id == id) {
                return notification;
            }
        }
        return null;
    }
}
