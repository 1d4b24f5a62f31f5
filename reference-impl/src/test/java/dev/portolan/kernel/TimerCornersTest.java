package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.trap.MkTimerTraps;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corners of timers. */
class TimerCornersTest {

    private final Simulation s = Simulation.xnu(1);
    private final MachPortName timer = Simulation.nameOf(s.call(s.a1, MkTimerTraps.mkTimerCreate()));

    private ReturnCode arm(long time) {
        return s.code(s.a1, MkTimerTraps.mkTimerArm(timer, time));
    }

    private long cancel() {
        CallResult result = s.call(s.a1, MkTimerTraps.mkTimerCancel(timer));
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Time.class, result.out()).time();
    }

    private void expire() {
        assertSame(KERN_SUCCESS, s.code(s.a1, MkTimerTraps.mkTimerExpire(timer)));
    }

    private ReturnCode poll(MachPortName name) {
        return s.code(s.a1, Simulation.receiving(name, MachMsgTimeout.POLL));
    }

    private ReturnCode send(MachMsgTimeout timeout) {
        return s.code(s.a1, Simulation.sending(MachMsgHeader.to(timer, MACH_MSG_TYPE_MAKE_SEND, 7), timeout));
    }

    @Test
    @Clause({"ipc.timer_arm.3", "ipc.timer_expire.2", "ipc.timer_cancel.2"})
    void corner31ATimerThatFiredTwiceHasOneMessageAndNothingToCancel() {
        assertSame(KERN_SUCCESS, arm(0));
        assertSame(KERN_SUCCESS, arm(-1));
        assertEquals(0, cancel());
        assertEquals(1, s.port(s.a, timer).messageCount());
        assertSame(MACH_MSG_SUCCESS, poll(timer));
        assertSame(MACH_RCV_TIMED_OUT, poll(timer));
    }

    @Test
    @Clause({"ipc.timer_create.1", "ipc.timer_expire.1"})
    void theMessageIsBareAndComesByARightOfItsOwn() {
        assertEquals(1, s.port(s.a, timer).sendRights());
        assertEquals(0, s.port(s.a, timer).makeSendCount());
        arm(9);
        expire();
        assertEquals(2, s.port(s.a, timer).sendRights());
        MachMsgBuffer message = Simulation.message(s.receive(s.a1, timer));
        assertEquals(0, message.id());
        assertEquals(48, message.size());
        assertEquals(timer, message.local());
        assertSame(MACH_PORT_NULL, message.remote());
        assertEquals(1, s.port(s.a, timer).sendRights());
        Continuation taken = MachPortTraps.machPortExtractRight(s.a, timer, MACH_MSG_TYPE_MOVE_RECEIVE.code());
        assertSame(KERN_INVALID_CAPABILITY, s.code(s.b1, taken));
    }

    @Test
    @Clause("ipc.timer_create.2")
    void aFullSpaceHasNoTimer() {
        Simulation full = new Simulation(KernelRules.XNU, new KernelLimits(5, 65535, 1, 65534));
        full.allocate(full.a1);
        assertSame(MACH_PORT_NULL, Simulation.nameOf(full.call(full.a1, MkTimerTraps.mkTimerCreate())));
    }

    @Test
    @Clause({"ipc.timer_arm.2", "ipc.timer_expire.4"})
    void theLastDeadlineCountsAndFiresOnce() {
        arm(5);
        arm(3);
        assertEquals(3, cancel());
        expire();
        assertSame(MACH_RCV_TIMED_OUT, poll(timer));
        arm(5);
        expire();
        expire();
        assertSame(MACH_MSG_SUCCESS, poll(timer));
        assertSame(MACH_RCV_TIMED_OUT, poll(timer));
        assertEquals(0, cancel());
    }

    @Test
    @Clause("ipc.timer_expire.1")
    void aFullQueueHoldsNoTimerBackAndTheMessageMayWakeSomebody() {
        assertSame(MACH_MSG_SUCCESS, send(MachMsgTimeout.POLL));
        assertSame(MACH_SEND_TIMED_OUT, send(MachMsgTimeout.POLL));
        arm(0);
        assertEquals(2, s.port(s.a, timer).messageCount());
        assertSame(MACH_MSG_SUCCESS, poll(timer));
        assertSame(MACH_MSG_SUCCESS, poll(timer));
        s.blocks(s.a2, Simulation.receiving(timer, MachMsgTimeout.FOREVER));
        Simulation.assertCompletions(s.run(s.a1, MkTimerTraps.mkTimerArm(timer, 0)), s.a2, MACH_MSG_SUCCESS);
    }

    @Test
    @Clause("ipc.timer_expire.3")
    void theKernelsOwnLimitHoldsItBack() {
        Simulation full = new Simulation(KernelRules.XNU, new KernelLimits(1, 65535, 100, 1));
        MachPortName small = Simulation.nameOf(full.call(full.a1, MkTimerTraps.mkTimerCreate()));
        MachMsgHeader header = MachMsgHeader.to(small, MACH_MSG_TYPE_MAKE_SEND, 7);
        assertSame(MACH_MSG_SUCCESS, full.code(full.a1, Simulation.sending(header, MachMsgTimeout.POLL)));
        full.call(full.a1, MkTimerTraps.mkTimerArm(small, 0));
        assertEquals(1, full.port(full.a, small).messageCount());
        assertEquals(2, full.port(full.a, small).sendRights());
    }

    @Test
    @Clause({"ipc.timer_arm.1", "ipc.timer_cancel.1", "ipc.timer_destroy.1"})
    void whatIsNoTimerIsRefused() {
        MachPortName port = s.allocate(s.a1);
        MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
        for (var refused : List.of(
                new Refused(MACH_PORT_NULL, KERN_INVALID_NAME),
                new Refused(set, KERN_INVALID_RIGHT),
                new Refused(port, KERN_INVALID_ARGUMENT))) {
            for (Continuation call : List.of(
                    MkTimerTraps.mkTimerArm(refused.name(), 0),
                    MkTimerTraps.mkTimerCancel(refused.name()),
                    MkTimerTraps.mkTimerDestroy(refused.name()))) {
                assertSame(refused.code(), s.code(s.a1, call));
            }
        }
        arm(0);
        assertSame(KERN_SUCCESS, s.code(s.a1, MkTimerTraps.mkTimerDestroy(timer)));
        assertSame(KERN_INVALID_NAME, arm(0));
    }

    private record Refused(MachPortName name, ReturnCode code) {}

    @Test
    @Clause("ipc.timer_expire.1")
    void onAMachineWhereTimePassesTheTimerFiresByItself() {
        ConcurrentMachine machine = new ConcurrentMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
        MachTask task = kernel.createTask("A");
        MachThread thread = kernel.createThread(task, "A1");
        MachPortName own = Simulation.nameOf(machine.call(thread, MkTimerTraps.mkTimerCreate()));
        long soon = machine.absoluteTime() + 1_000_000;
        assertSame(
                KERN_SUCCESS,
                machine.call(thread, MkTimerTraps.mkTimerArm(own, soon)).code());
        CallResult received = machine.call(thread, Simulation.receiving(own, MachMsgTimeout.FOREVER));
        assertSame(MACH_MSG_SUCCESS, received.code());
        assertTrue(machine.absoluteTime() >= soon);
        CallResult cancelled = machine.call(thread, MkTimerTraps.mkTimerCancel(own));
        assertEquals(new OutValue.Time(0), cancelled.out());
    }
}
