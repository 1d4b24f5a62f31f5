package dev.portolan.conformance.exc;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.MachTask;

/** What a task calls the world's ports. */
record Names(MachTask task, long[] serials) {

    /** The task's name for the send or receive right to a port, by the world's number. */
    MachPortName of(int port) {
        IpcSpace.Name name = entry(port);
        if (name == null) {
            throw new IllegalStateException("task " + task + " has no right to port " + port);
        }
        return name.name();
    }

    boolean has(int port) {
        return entry(port) != null;
    }

    boolean receives(int port) {
        IpcSpace.Name name = entry(port);
        return name != null && name.type().holdsReceive();
    }

    private IpcSpace.Name entry(int port) {
        for (IpcSpace.Name name : task.space().names()) {
            boolean joins = name.type().holdsSend() || name.type().holdsReceive();
            if (joins && name.object() instanceof IpcPort one && one.serial() == serials[port - 1]) {
                return name;
            }
        }
        return null;
    }
}
