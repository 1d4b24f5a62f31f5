package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgTimeout.FOREVER;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelCopyTest {

    /** A kernel with a full queue, waiting senders and receivers, dead ports noticed and not, doomed rights. */
    private static Simulation crowded() {
        Simulation s = Simulation.xnu(1);
        MachPortName full = s.allocate(s.a1);
        MachPortName dead = s.allocate(s.a1);
        MachPortName empty = s.allocate(s.b1);
        MachPortName doomed = s.allocate(s.b1);
        MachPortName fullInB = s.insertedInB(full, MACH_MSG_TYPE_MAKE_SEND);
        s.insertedInB(dead, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.insertedInB(dead, MACH_MSG_TYPE_MAKE_SEND);
        s.destroy(s.a1, dead);
        MachMsgHeader request =
                MachMsgHeader.to(fullInB, MACH_MSG_TYPE_COPY_SEND, 1).withReply(doomed, MACH_MSG_TYPE_MAKE_SEND_ONCE);
        s.send(s.b1, request);
        s.blocks(s.b2, Simulation.sending(request, FOREVER));
        s.blocks(s.b1, Simulation.receiving(empty, FOREVER));
        s.blocks(s.a2, Simulation.receiving(s.allocate(s.a1), FOREVER));
        s.machine.begin(s.a1, MachPortTraps.machPortDestroy(s.a, full));
        KernelAudit.audit(s.kernel);
        return s;
    }

    @Test
    void aCopyIsEqual() {
        Simulation s = crowded();
        Kernel copy = s.kernel.copy(new SimulatedMachine());
        KernelAudit.audit(copy);
        assertEquals(KernelPicture.of(s.kernel), KernelPicture.of(copy));
        assertTrue(KernelPicture.of(copy).contains("AwaitMessage"), "the picture shows something");
    }

    @Test
    void aCopyGoesOnAsTheOriginalWould() {
        Simulation s = crowded();
        SimulatedMachine machine = new SimulatedMachine();
        Kernel copy = s.kernel.copy(machine);
        for (MachThread thread : List.of(s.a1, s.b2)) {
            s.machine.step(thread);
            machine.step(copy.thread(thread.index()));
            assertEquals(s.machine.letGo().toString(), machine.letGo().toString());
            assertEquals(KernelPicture.of(s.kernel), KernelPicture.of(copy));
        }
    }

    @Test
    void neitherChangesTheOther() {
        Simulation s = crowded();
        SimulatedMachine machine = new SimulatedMachine();
        Kernel copy = s.kernel.copy(machine);
        String before = KernelPicture.of(s.kernel);
        machine.step(copy.thread(s.a1.index()));
        for (int thread : List.of(s.b1.index(), s.b2.index(), s.a2.index())) {
            machine.threadAbort(copy.thread(thread));
            machine.rest();
        }
        machine.runToRest(copy.thread(s.b1.index()), MachPortTraps.machPortAllocate(copy.task(s.b.index()), 1));
        assertEquals(before, KernelPicture.of(s.kernel));
        assertNotEquals(before, KernelPicture.of(copy));

        String changed = KernelPicture.of(copy);
        s.machine.step(s.a1);
        s.machine.threadAbort(s.a2);
        assertEquals(changed, KernelPicture.of(copy));
    }
}
