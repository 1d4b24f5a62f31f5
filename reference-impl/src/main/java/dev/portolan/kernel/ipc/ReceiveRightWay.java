package dev.portolan.kernel.ipc;

/**
 * {@code ip_destination}: the way of a port's receive right, to the queue of another port, while a message carries it.
 *
 * <p>All ways of a kernel have one lock, {@code ipc_port_multiple_lock}, which is taken last.
 */
final class ReceiveRightWay {

    private final IpcPort port;
    private final Object lock;
    private IpcPort end;

    ReceiveRightWay(IpcPort port, IpcZone zone) {
        this.port = port;
        lock = zone.destinations();
    }

    void fill(ReceiveRightWay original, KernelCopy copy) {
        IpcPort there = original.live();
        end = there == null ? null : copy.port(there);
    }

    /** The way leads there, unless from there it would lead back; null: nowhere. */
    void lead(IpcPort to) {
        synchronized (lock) {
            IpcPort last = to;
            while (last != null && last != port) {
                last = last.way().live();
            }
            end = last == port || to == null || !to.isActive() ? null : to;
        }
    }

    /** Where it leads; null for nowhere, or if that has died. */
    IpcPort end() {
        synchronized (lock) {
            return live();
        }
    }

    private IpcPort live() {
        return end == null || !end.isActive() ? null : end;
    }
}
