package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ResourceException;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.Signal;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.user.Schedule;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserMachine;
import dev.portolan.kernel.user.UserProgram;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What no instruction raises: violated guards, exceeded limits; and suspended processes. */
class DueExceptionsTest {

    private static final long GUARD = 0x4142_4344_4546_4748L;
    private static final int STEPS_MAX = 1_000;
    private static final int STACK_SIZE_MAX = 0x10_0000;

    private final Simulation in = Simulation.xnu();

    private MachPortName received() {
        OutValue out = in.call(in.b1, MachPortTraps.machPortAllocate(in.a, MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        return assertInstanceOf(OutValue.Name.class, out).name();
    }

    private MachPortName guarded(boolean strict, boolean immovable) {
        MachPortName name = received();
        assertEquals(KERN_SUCCESS, in.code(in.a1, MachPortTraps.machPortGuard(in.a, name, GUARD, strict, immovable)));
        return name;
    }

    /* Type 1 from bit 61 on, the flavor from bit 32 on, the name. */
    private void owes(long flavor, MachPortName name, long guard) {
        long code = 0x2000_0000_0000_0000L + flavor * 0x1_0000_0000L + Integer.toUnsignedLong(name.value());
        assertEquals(new MachException(12, List.of(code, guard)), in.a1.act().due());
    }

    private void makes(Continuation call) {
        in.code(in.a1, call);
    }

    @Test
    @Clause({"exceptions.guard.1", "exceptions.guard.7"})
    void aGuardedRightDoesNotGoByModRefs() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortModRefs(in.a, name, MachPortRight.MACH_PORT_RIGHT_RECEIVE, -1));
        owes(2, name, GUARD);
    }

    @Test
    @Clause("exceptions.guard.2")
    void norIsItDestroyed() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortDestroy(in.a, name));
        owes(1, name, GUARD);
    }

    @Test
    @Clause("exceptions.guard.2")
    void norDestructedWithTheWrongWord() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortDestruct(in.a, name, 0, GUARD + 1));
        owes(1, name, GUARD);
    }

    @Test
    @Clause("exceptions.guard.3")
    void aStrictGuardStands() {
        MachPortName name = guarded(true, false);
        makes(MachPortTraps.machPortSwapGuard(in.a, name, GUARD, 1));
        owes(4, name, GUARD);
    }

    @Test
    @Clause({"exceptions.guard.4", "exceptions.guard.8"})
    void ofTwoTheFirstIsTold() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortUnguard(in.a, name, GUARD));
        makes(MachPortTraps.machPortSwapGuard(in.a, name, GUARD, 1));
        owes(8, name, 0);
        makes(MachPortTraps.machPortDestroy(in.a, guarded(false, false)));
        owes(8, name, 0);
    }

    @Test
    @Clause("exceptions.guard.5")
    void theWrongWordIsTold() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortSwapGuard(in.a, name, GUARD + 1, 1));
        owes(16, name, GUARD);
    }

    @Test
    @Clause("exceptions.guard.6")
    void whatIsImmovableIsNotExtracted() {
        MachPortName name = guarded(false, true);
        makes(MachPortTraps.machPortExtractRight(in.a, name, 16));
        owes(32, name, 0);
    }

    @Test
    void whoKeepsTheRulesOwesNothing() {
        MachPortName name = guarded(false, false);
        makes(MachPortTraps.machPortSwapGuard(in.a, name, GUARD, 1));
        makes(MachPortTraps.machPortDestruct(in.a, name, 0, 1));
        assertEquals(null, in.a1.act().due());
    }

    /* Corner 17, and that only one of its suspensions is the process's. */
    @Test
    @Clause({"exceptions.pid.2", "exceptions.pid.3", "exceptions.pid.5", "exceptions.pid.6", "exceptions.resume.7"})
    void corner17OnlyPidResumeEndsPidSuspend() {
        for (MachThread thread : List.of(in.a1, in.a2, in.a3)) {
            in.run(thread, MachMsgTrap.receive(MachMsgReceive.of(received(), 64, MachMsgTimeout.FOREVER)));
        }
        assertEquals(KERN_FAILURE, in.code(in.b1, new TaskCall.PidResume(in.a)));
        assertEquals(KERN_SUCCESS, in.code(in.b1, new TaskCall.PidSuspend(in.a)));
        assertTrue(in.a1.act().isHeld());
        assertEquals(KERN_FAILURE, in.code(in.b2, new TaskCall.PidSuspend(in.a)));
        assertEquals(KERN_FAILURE, in.code(in.b2, new TaskCall.TaskResume(in.a)));
        assertEquals(1, in.a.suspends());
        assertEquals(KERN_SUCCESS, in.code(in.b2, new TaskCall.PidResume(in.a)));
        assertFalse(in.a1.act().isHeld());
    }

    /* Programs. */

    private static MachThread run(boolean unix, UserProgram program) {
        SimulatedMachine machine = new SimulatedMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
        if (unix) {
            UnixPersonality.boot(kernel, false, true, STACK_SIZE_MAX);
        }
        try (UserMachine users = new UserMachine(machine, kernel, Schedule.oldestFirst())) {
            MachThread first = users.boot("app", "app-1", program);
            users.run(STEPS_MAX);
            KernelAuditAfterCalls.audit(kernel);
            return first;
        }
    }

    private static UserProgram violates(List<ReturnCode> told) {
        return mach -> {
            MachPortName port = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
            mach.machPortGuard(port, GUARD);
            told.add(mach.machPortUnguard(port, GUARD + 1));
        };
    }

    @Test
    @Clause("exceptions.border.4")
    void aTaskGoesOnWithTheCodeOfItsCall() {
        List<ReturnCode> told = new ArrayList<>();
        run(false, violates(told));
        assertEquals(List.of(KERN_INVALID_ARGUMENT), told);
    }

    @Test
    @Clause("exceptions.border.4")
    void aProcessIsKilledBeforeItsNextInstruction() {
        List<ReturnCode> told = new ArrayList<>();
        MachThread first = run(true, violates(told));
        UnixPersonality unix = (UnixPersonality) first.kernel().personality();
        assertEquals(Signal.SIGKILL, unix.signals(first).taken());
        assertEquals(List.of(), told);
        assertTrue(first.task().isGone());
    }

    @Test
    @Clause("exceptions.resource.1")
    void whoExceedsALimitGoesOn() {
        List<String> told = new ArrayList<>();
        MachThread first = run(true, mach -> {
            mach.exceedLimit(ResourceException.RESOURCE_TYPE_CPU, 1, 80, 95);
            told.add("went on");
        });
        assertEquals(List.of("went on"), told);
        assertEquals(null, first.act().due());
        assertEquals(
                new MachException(ExceptionType.EXC_RESOURCE, List.of(0x2400_0000_0000_0050L, 95L)),
                ResourceException.of(ResourceException.RESOURCE_TYPE_CPU, 1, 80, 95));
    }

    /* Corner 12: the codes of the fault decide, and the process's last exception tells them. */
    @Test
    @Clause({"exceptions.signal.4", "exceptions.signal.9"})
    void corner12AStoreToWhatIsNotMappedIsSegv() {
        MachThread first = run(true, mach -> {
            mach.move(UserLibrary.R0, 0x1111);
            mach.store();
        });
        UnixPersonality unix = (UnixPersonality) first.kernel().personality();
        assertEquals(MachException.of(1, 1, 0x1111), unix.signals(first).exception());
        assertEquals(Signal.SIGSEGV, unix.signals(first).taken());
    }
}
