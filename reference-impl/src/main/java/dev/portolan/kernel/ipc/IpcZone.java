package dev.portolan.kernel.ipc;

import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import java.util.Arrays;
import java.util.List;

/**
 * Where ports and sets come from: gives each its serial number and knows those that live.
 *
 * <p>Its lock is its monitor and is taken last.
 */
public final class IpcZone {

    private final KernelRules rules;
    private final KernelLimits limits;
    private final boolean isParallel;
    private final Notifications notifications;

    private final Object destinations = new Object();

    /* Guarded by this. Live objects, dense; each knows its place. */
    private IpcObject[] objects;
    private int count;
    private long nextSerial;
    private long deaths;

    /* ipc_space_kernel; null until the kernel has a port of its own. */
    private IpcSpace kernelSpace;

    /** @param isParallel whether critical sections may run at the same time */
    public IpcZone(KernelRules rules, KernelLimits limits, boolean isParallel) {
        this.rules = rules;
        this.limits = limits;
        this.isParallel = isParallel;
        notifications = new Notifications(rules);
        objects = new IpcObject[4];
        nextSerial = 1;
    }

    IpcZone(IpcZone original) {
        rules = original.rules;
        limits = original.limits;
        isParallel = original.isParallel;
        notifications = original.notifications;
        nextSerial = original.nextSerial;
    }

    /** The lock that guards where receive rights are on their way to, taken last. */
    Object destinations() {
        return destinations;
    }

    public KernelRules rules() {
        return rules;
    }

    /** The number that the next death of a port will have. */
    synchronized long deaths() {
        return deaths;
    }

    /** The number of a death that happens now. */
    synchronized long nextDeath() {
        return deaths++;
    }

    public KernelLimits limits() {
        return limits;
    }

    Notifications notifications() {
        return notifications;
    }

    /** Ports and sets that live, in the order of their serial numbers. */
    public synchronized List<IpcObject> objects() {
        IpcObject[] live = Arrays.copyOf(objects, count);
        Arrays.sort(live, (a, b) -> Long.compare(a.serial(), b.serial()));
        return List.of(live);
    }

    /** The space of the kernel itself, in which names are what its ports stand for. */
    public synchronized IpcSpace kernelSpace() {
        if (kernelSpace == null) {
            kernelSpace = new IpcSpace(this, IpcSpace.KERNELS);
        }
        return kernelSpace;
    }

    IpcMqueue newMqueue(IpcPort port) {
        return isParallel && rules.grantsSlot() ? new LockFreeMqueue(port, this) : new GuardedMqueue(port, this);
    }

    synchronized IpcPort allocatePort(IpcSpace receiver, int name) {
        IpcPort port = new IpcPort(this, nextSerial++, receiver, name);
        add(port);
        return port;
    }

    synchronized IpcPset allocatePset() {
        IpcPset pset = new IpcPset(this, nextSerial++);
        add(pset);
        return pset;
    }

    synchronized void remove(IpcObject object) {
        IpcObject last = objects[--count];
        objects[count] = null;
        if (last != object) {
            put(last, object.place());
        }
    }

    IpcObject[] shells(IpcZone twin) {
        IpcObject[] shells = new IpcObject[Math.max(4, count)];
        for (int i = 0; i < count; i++) {
            IpcObject object = objects[i];
            shells[i] = object instanceof IpcPort port ? new IpcPort(port, twin) : new IpcPset((IpcPset) object, twin);
        }
        twin.objects = shells;
        twin.count = count;
        return shells;
    }

    void fill(IpcObject[] shells, KernelCopy copy) {
        for (int i = 0; i < count; i++) {
            if (objects[i] instanceof IpcPort port) {
                ((IpcPort) shells[i]).fill(port, copy);
            } else {
                ((IpcPset) shells[i]).fill((IpcPset) objects[i], copy);
            }
        }
    }

    private void add(IpcObject object) {
        if (count == objects.length) {
            objects = Arrays.copyOf(objects, 2 * count);
        }
        put(object, count++);
    }

    private void put(IpcObject object, int place) {
        objects[place] = object;
        if (object instanceof IpcPort port) {
            port.setPlace(place);
        } else {
            ((IpcPset) object).setPlace(place);
        }
    }
}
