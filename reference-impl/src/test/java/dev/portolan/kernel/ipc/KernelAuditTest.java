package dev.portolan.kernel.ipc;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.KernelPanic;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Each invariant, broken from inside the package, is named by the audit. */
class KernelAuditTest {

    private static final MachMsgReceive FOREVER = MachMsgReceive.of(new MachPortName(1), 99, MachMsgTimeout.FOREVER);

    private final SimulatedMachine machine = new SimulatedMachine();
    private final Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
    private final MachTask task = kernel.createTask("A");
    private final MachThread thread = kernel.createThread(task, "A1");

    private void assertNamed(String invariant, Consumer<IpcPort> damage) {
        machine.runToRest(thread, MachPortTraps.machPortAllocate(task, MachPortRight.MACH_PORT_RIGHT_RECEIVE));
        assertDoesNotThrow(() -> KernelAudit.audit(kernel));
        damage.accept((IpcPort) kernel.objects().get(0));
        KernelPanic panic = assertThrows(KernelPanic.class, () -> KernelAudit.audit(kernel));
        assertTrue(panic.getMessage().startsWith(invariant + ":"), panic.getMessage());
    }

    private static IpcKmsg message(IpcPort port) {
        return new IpcKmsg(1, 24, new NakedRight(NakedRight.Type.SEND, port), NakedRight.NONE, List.of());
    }

    @Test
    void aSendRightThatNobodyHolds() {
        assertNamed("I1", IpcPort::makeSend);
    }

    @Test
    void aSendOnceRightThatNobodyHolds() {
        assertNamed("I2", IpcPort::makeSendOnce);
    }

    @Test
    void aPortThatIsReceivedUnderAnotherName() {
        assertNamed("I5", port -> port.setReceiver(task.space(), 77));
    }

    @Test
    void aReceiveRightThatIsNowhere() {
        assertNamed("I5", IpcPort::clearReceiver);
    }

    @Test
    void aSlotThatNobodyHolds() {
        assertNamed("I7", port -> port.admit(message(port)));
    }

    @Test
    void aReceiverThatDoesNotKnowThatItWaits() {
        assertNamed("I9", port -> {
            thread.begin(new Continuation.TakeMessage(port, FOREVER));
            thread.step();
            thread.objectGone();
        });
    }

    @Test
    void aNameThatAnEntryKeepsOfADeadPort() {
        assertNamed("I19", port -> port.destroy(new DoomedRights()));
    }

    @Test
    void aPortThatOutlivesEveryTask() {
        machine.runToRest(thread, MachPortTraps.taskTerminate(task, List.of()));
        assertDoesNotThrow(() -> KernelAudit.audit(kernel));
        task.space().zone().allocatePort(null, 0);
        KernelPanic panic = assertThrows(KernelPanic.class, () -> KernelAudit.audit(kernel));
        assertTrue(panic.getMessage().startsWith("I21:"), panic.getMessage());
    }

    @Test
    void aCountThatWouldFallBelowNothing() {
        assertThrows(KernelPanic.class, () -> {
            machine.runToRest(thread, MachPortTraps.machPortAllocate(task, MachPortRight.MACH_PORT_RIGHT_RECEIVE));
            ((IpcPort) kernel.objects().get(0)).releaseSend();
        });
    }
}
