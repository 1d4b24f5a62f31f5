package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.IpcSpace;

/** {@code task}: an owner of threads and of a space of names. */
public final class MachTask {

    private final Kernel kernel;
    private final String name;
    private final IpcSpace space;
    private final UserContext user;

    MachTask(Kernel kernel, String name, IpcSpace space, UserContext user) {
        this.kernel = kernel;
        this.name = name;
        this.space = space;
        this.user = user;
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

    @Override
    public String toString() {
        return name;
    }
}
