package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;

/** The end of a run: whatever was held is given up, and nothing may be left. */
final class Leaks {

    private Leaks() {}

    /** Ends every call, destroys every name, and looks for what is there still. */
    static void nothingIsLeftOf(Kernel kernel, SimulatedMachine machine) {
        endCalls(kernel, machine);
        KernelAudit.audit(kernel);
        MachThread thread = kernel.thread(0);
        for (MachTask task : kernel.tasks()) {
            for (IpcSpace.Name name : task.space().names()) {
                machine.runToRest(thread, MachPortTraps.machPortDestroy(task, name.name()));
            }
        }
        KernelAudit.audit(kernel);
        for (MachThread one : kernel.threads()) {
            assertSame(Continuation.Idle.IDLE, one.continuation());
            assertTrue(one.doomed().isEmpty());
        }
        for (MachTask task : kernel.tasks()) {
            assertEquals(List.of(), task.space().names(), "names are left in " + task.name());
        }
        assertEquals(List.of(), kernel.objects(), "I21: ports are left when all names are gone");
    }

    private static void endCalls(Kernel kernel, SimulatedMachine machine) {
        for (boolean stepped = true; stepped; ) {
            stepped = false;
            for (MachThread thread : kernel.threads()) {
                if (thread.isBlocked()) {
                    machine.threadAbort(thread);
                }
                if (thread.continuation() != Continuation.Idle.IDLE) {
                    machine.step(thread);
                    stepped = true;
                }
            }
        }
    }
}
