package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.Refines;
import java.util.List;

/** {@code ipc_pset}: a port set. Its lock is its monitor. Ports do not join sets yet, so threads only wait here. */
public final class IpcPset implements IpcObject {

    private final IpcZone zone;
    private final long serial;
    private int place;

    /* Falls once, under the lock. */
    private volatile boolean active = true;

    /* Guarded by this. */
    private WaiterQueue receivers;

    IpcPset(IpcZone zone, long serial) {
        this.zone = zone;
        this.serial = serial;
        receivers = new WaiterQueue(zone.rules().setWaiterOrder());
    }

    IpcPset(IpcPset original, IpcZone zone) {
        this.zone = zone;
        serial = original.serial;
        place = original.place;
    }

    void fill(IpcPset original, KernelCopy copy) {
        receivers = original.receivers.copy(copy);
    }

    @Override
    @Refines("TakeMessage")
    public synchronized Take takeMessage(Waiter receiver, MachMsgReceive receive) {
        if (!active) {
            return Take.Empty.GONE;
        }
        if (receive.timeout().isPoll()) {
            return Take.Empty.TIMED_OUT;
        }
        receivers.add(receiver);
        receiver.block();
        return Take.Empty.WAITING;
    }

    @Override
    public synchronized boolean removeReceiver(Waiter receiver, Wakeup wakeup) {
        boolean waited = wakeup.mayEnd(receiver) && receivers.remove(receiver);
        if (waited) {
            wakeup.letGo(receiver);
        }
        return waited;
    }

    /** The set dies; its receivers are let go. */
    synchronized void destroy() {
        active = false;
        for (Waiter receiver = receivers.poll(); receiver != null; receiver = receivers.poll()) {
            receiver.objectGone();
        }
        zone.remove(this);
    }

    @Override
    public long serial() {
        return serial;
    }

    @Override
    public boolean isActive() {
        return active;
    }

    @Override
    public int place() {
        return place;
    }

    void setPlace(int place) {
        this.place = place;
    }

    @Override
    public synchronized List<Waiter> receivers() {
        return receivers.waiters();
    }
}
