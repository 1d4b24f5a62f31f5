package dev.portolan.kernel.kern;

import dev.portolan.kernel.ipc.IpcSpace;

/** {@code task}: an owner of threads and of a space of names. */
public final class MachTask {

    private final String name;
    private final IpcSpace space;

    MachTask(String name, IpcSpace space) {
        this.name = name;
        this.space = space;
    }

    public String name() {
        return name;
    }

    public IpcSpace space() {
        return space;
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
