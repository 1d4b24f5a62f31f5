package dev.portolan.kernel.ipc;

import java.util.IdentityHashMap;
import java.util.Map;

/**
 * A kernel being copied: what stands in the copy for each object of the original.
 *
 * <p>One tombstone stands for all ports and sets that have died, for nothing about them can be told apart.
 */
public final class KernelCopy {

    private final IpcZone zone;
    private final IpcObject[] objects;
    private final IpcSpace[] spaces;
    private final Waiter[] waiters;
    private final Map<MsgAcceptedRequest, MsgAcceptedRequest> acceptances = new IdentityHashMap<>();

    private final Map<MkTimer, MkTimer> timers = new IdentityHashMap<>();

    /** Begins a copy with a zone whose objects are there but still empty. */
    public KernelCopy(IpcZone original, int spaceCount, int waiterCount) {
        zone = new IpcZone(original);
        objects = original.shells(zone);
        spaces = new IpcSpace[spaceCount];
        waiters = new Waiter[waiterCount];
    }

    public IpcZone zone() {
        return zone;
    }

    public IpcSpace copySpace(IpcSpace space) {
        IpcSpace twin = new IpcSpace(space, this);
        spaces[space.index()] = twin;
        return twin;
    }

    /** Says which thread stands for the one with that index. */
    public void setWaiter(int index, Waiter waiter) {
        waiters[index] = waiter;
    }

    /** Fills the objects, when all spaces and waiters are known. */
    public void fill(IpcZone original) {
        original.fill(objects, this);
        acceptances.forEach((request, twin) -> twin.setSpace(space(request.space())));
    }

    public IpcObject object(IpcObject object) {
        return object.isActive() ? objects[object.place()] : IpcPort.TOMBSTONE;
    }

    /* Conditions: the port is active. */
    IpcPort port(IpcPort port) {
        return (IpcPort) objects[port.place()];
    }

    public NakedRight right(NakedRight right) {
        return right.copy(this);
    }

    IpcSpace space(IpcSpace space) {
        if (space == null) {
            return null;
        }
        return space.isKernels() ? zone.kernelSpace() : spaces[space.index()];
    }

    /** One timer has one twin, which its port has and its message; one whose port has died does nothing any more. */
    MkTimer timer(MkTimer timer) {
        return timer == null || !timer.port().isActive()
                ? timer
                : timers.computeIfAbsent(timer, original -> original.copy(port(original.port())));
    }

    Passage passage(Passage passage) {
        if (passage instanceof MkTimer timer) {
            return timer(timer);
        }
        return passage instanceof MsgAcceptedRequest request ? acceptance(request) : passage;
    }

    /** One request has one twin, which a message has and an entry. */
    MsgAcceptedRequest acceptance(MsgAcceptedRequest request) {
        MsgAcceptedRequest twin = request == null ? null : acceptances.get(request);
        if (request != null && twin == null) {
            twin = new MsgAcceptedRequest(request, this);
            twin.setSpace(space(request.space()));
            acceptances.put(request, twin);
        }
        return twin;
    }

    Waiter waiter(Waiter waiter) {
        return waiters[waiter.index()];
    }
}
