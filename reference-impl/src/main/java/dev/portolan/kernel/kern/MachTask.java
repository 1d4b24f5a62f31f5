package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.KernelCopy;
import java.util.List;

/** {@code task}: an owner of threads and of a space of names. */
public final class MachTask implements ExceptionTarget {

    private final Kernel kernel;
    private final String name;
    private final IpcSpace space;
    private final UserContext user;
    private final KernelObject self;
    private final KernelObject identity;
    private final KernelObject nameObject;
    private final ExceptionActions exceptions;
    private final SpecialPorts special;

    /* Guarded by this; they may be read without. */
    private volatile boolean gone;
    private volatile int suspends;
    private volatile boolean pidHeld;

    MachTask(Kernel kernel, String name, IpcSpace space, UserContext user) {
        this.kernel = kernel;
        this.name = name;
        this.space = space;
        this.user = user;
        self = new KernelObject(KernelObject.Kind.TASK, space.index());
        identity = new KernelObject(KernelObject.Kind.TASK_IDENTITY, space.index());
        nameObject = new KernelObject(KernelObject.Kind.TASK_NAME, space.index());
        exceptions = new ExceptionActions(kernel.exceptionRules().portsAreMasked(), true);
        special = SpecialPorts.ofTask(kernel.exceptionRules());
    }

    /* A task of a copied kernel. */
    MachTask(MachTask original, Kernel kernel, KernelCopy copy) {
        this.kernel = kernel;
        name = original.name;
        space = copy.copySpace(original.space);
        user = original.user.copy();
        self = new KernelObject(original.self, copy);
        identity = new KernelObject(original.identity, copy);
        nameObject = new KernelObject(original.nameObject, copy);
        exceptions = new ExceptionActions(original.exceptions, copy);
        special = new SpecialPorts(original.special, copy);
        gone = original.gone;
        suspends = original.suspends;
        pidHeld = original.pidHeld;
    }

    public Kernel kernel() {
        return kernel;
    }

    public String name() {
        return name;
    }

    public IpcSpace space() {
        return space;
    }

    /** What the task's user code is. */
    public UserContext user() {
        return user;
    }

    /** The task's place in its kernel's list of tasks. */
    public int index() {
        return space.index();
    }

    /** Its threads, those that are gone among them. */
    public List<MachThread> threads() {
        return kernel.threads().stream().filter(thread -> thread.task() == this).toList();
    }

    @Override
    public boolean isActive() {
        return space.isActive();
    }

    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public ExceptionActions exceptions() {
        return exceptions;
    }

    /** How often it is suspended. */
    public int suspends() {
        return suspends;
    }

    /** Answers false if it has been told to end. */
    synchronized boolean suspend() {
        suspends += isActive() ? 1 : 0;
        return isActive();
    }

    /** Answers false if it is not suspended, but for its process. */
    synchronized boolean resume() {
        if (suspends <= (pidHeld ? 1 : 0)) {
            return false;
        }
        suspends--;
        return true;
    }

    /** {@code pidsuspended}: one of its suspensions is its process's. */
    public boolean isPidHeld() {
        return pidHeld;
    }

    /** Answers false if it has been told to end, or is suspended for its process. */
    synchronized boolean pidSuspend() {
        if (pidHeld || !suspend()) {
            return false;
        }
        pidHeld = true;
        return true;
    }

    /** Answers false if it is not suspended for its process. */
    synchronized boolean pidResume() {
        if (!pidHeld) {
            return false;
        }
        pidHeld = false;
        return resume();
    }

    /** It goes, with its exception ports and with the ports that it was known by. Its space is empty. */
    synchronized void goes(DoomedRights doomed) {
        gone = true;
        suspends = 0;
        pidHeld = false;
        exceptions.release(true, doomed);
        special.release(doomed);
        self.destroy(doomed);
        nameObject.destroy(doomed);
        identity.destroy(doomed);
    }

    @Override
    public SpecialPorts special() {
        return special;
    }

    @Override
    public KernelObject self() {
        return self;
    }

    /** {@code itk_nself}: what it is known by to who may not control it. */
    KernelObject nameObject() {
        return nameObject;
    }

    /** {@code task_id_token}: what tells who it is, and gives no power over it. */
    KernelObject identity() {
        return identity;
    }

    @Override
    public String toString() {
        return name;
    }
}
