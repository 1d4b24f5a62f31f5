package dev.portolan.kernel;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.Signal;
import dev.portolan.kernel.personality.UnixPersonality;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.user.AddressSpace;
import dev.portolan.kernel.user.Schedule;
import dev.portolan.kernel.user.UserLibrary;
import dev.portolan.kernel.user.UserMachine;
import dev.portolan.kernel.user.UserProgram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Programs run as their schedule says, and end as their signals say. */
class UserProgramsTest {

    private static final long STEPS_MAX = 10_000;
    private static final int STACK_TOP = 0x7fff_1000;
    private static final int STACK_SIZE_MAX = 0x10_0000;
    private static final int DATA = 0x7000;

    /** The machine once nobody could go on any more, and its first thread. */
    private record Ran(UserMachine machine, MachThread first) {

        UnixPersonality unix() {
            return (UnixPersonality) machine.kernel().personality();
        }
    }

    private static Ran run(Schedule schedule, UserProgram program) {
        SimulatedMachine machine = new SimulatedMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
        UnixPersonality.boot(kernel, false, true, STACK_SIZE_MAX);
        try (UserMachine users = new UserMachine(machine, kernel, schedule)) {
            MachThread first = users.boot("app", "app-1", program);
            users.run(STEPS_MAX);
            KernelAuditAfterCalls.audit(kernel);
            return new Ran(users, first);
        }
    }

    /* Two threads send to a third, which notes who comes. */
    private static List<Long> arrivals(Schedule schedule) {
        List<Long> arrived = new ArrayList<>();
        run(schedule, mach -> {
            MachPortName port = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
            mach.machPortInsertSend(port);
            for (long sender = 1; sender <= 2; sender++) {
                long word = sender;
                UserProgram sends = sending -> {
                    for (int i = 0; i < 3; i++) {
                        sending.machMsgSend(port, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 1, List.of(word));
                    }
                };
                mach.threadResume(mach.threadCreate(mach.machTaskSelf(), "sender-" + sender, sends));
            }
            for (int i = 0; i < 6; i++) {
                arrived.add(mach.machMsgReceive(port).body().get(0));
            }
        });
        return arrived;
    }

    @Test
    void theSameScheduleGivesTheSameRunAndOthersGiveOthers() {
        Set<List<Long>> runs = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<Long> arrived = arrivals(Schedule.random(seed));
            assertEquals(6, arrived.size());
            assertEquals(arrived, arrivals(Schedule.random(seed)));
            runs.add(arrived);
        }
        assertTrue(runs.size() > 1, runs::toString);
    }

    @Test
    @Clause({"exceptions.signal.4", "exceptions.signal.9"})
    void whereAnAccessFailsDecidesOnTheSignal() {
        assertEquals(Signal.SIGSEGV, signalOfStore(DATA, false));
        assertEquals(Signal.SIGBUS, signalOfStore(DATA, true));
        assertEquals(Signal.SIGSEGV, signalOfStore(STACK_TOP - AddressSpace.PAGE_SIZE, true));
        assertEquals(Signal.SIGBUS, signalOfStore(STACK_TOP, true));
    }

    /* Into a page that is not there, or may not be written to. */
    private static Signal signalOfStore(int address, boolean mapped) {
        Ran ran = run(Schedule.oldestFirst(), mach -> {
            if (mapped) {
                mach.memory().map(address, false);
            }
            mach.move(UserLibrary.R0, address);
            mach.store();
        });
        assertTrue(ran.first().task().isGone());
        return ran.unix().signals(ran.first()).taken();
    }

    @Test
    @Clause("exceptions.signal.13")
    void aSignalEndsAWaitAndTheProcess() {
        List<String> told = new ArrayList<>();
        Ran ran = run(Schedule.oldestFirst(), mach -> {
            MachPortName port = mach.machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
            MachPortName self = mach.machThreadSelf();
            UserProgram kills = killing -> assertEquals(KERN_SUCCESS, killing.pthreadKill(self, Signal.SIGKILL));
            mach.threadResume(mach.threadCreate(mach.machTaskSelf(), "killer", kills));
            mach.machMsgReceive(port);
            told.add("went on");
        });

        assertTrue(ran.first().task().isGone());
        assertEquals(List.of(), told);
    }

    @Test
    @Clause("exceptions.signal.16")
    void abortEndsTheProcess() {
        List<String> told = new ArrayList<>();
        Ran ran = run(Schedule.oldestFirst(), mach -> {
            mach.abort();
            told.add("went on");
        });

        assertEquals(Signal.SIGABRT, ran.unix().signals(ran.first()).taken());
        assertTrue(ran.first().task().isGone());
        assertEquals(List.of(), told);
    }

    @Test
    @Clause("exceptions.signal.15")
    void whoIsTracedStopsUntilItIsTerminated() {
        SimulatedMachine machine = new SimulatedMachine();
        Kernel kernel = new Kernel(machine, KernelRules.XNU, KernelLimits.DEFAULT);
        UnixPersonality unix = UnixPersonality.boot(kernel, false, true, STACK_SIZE_MAX);
        List<String> told = new ArrayList<>();
        try (UserMachine users = new UserMachine(machine, kernel, Schedule.oldestFirst())) {
            MachThread traced = users.boot("traced", "traced-1", mach -> {
                mach.abort();
                told.add("went on");
            });
            unix.process(traced.task()).setTraced(true);
            users.run(STEPS_MAX);
            assertTrue(traced.isBlocked());
            assertTrue(traced.task().isActive());

            users.boot("killer", "killer-1", mach -> told.add("killer"));
            MachThread killer = kernel.threads().get(kernel.threads().size() - 1);
            machine.runToRest(killer, new TaskCall.TaskTerminate(traced.task()));
            users.run(STEPS_MAX);
            assertTrue(traced.act().isGone());
            assertTrue(traced.task().isGone());
        }
        assertEquals(List.of("killer"), told);
    }

    @Test
    @Clause("exceptions.hold.1")
    void whoIsSuspendedDoesNotRun() {
        List<String> told = new ArrayList<>();
        run(Schedule.random(3), mach -> {
            MachPortName other = mach.threadCreate(mach.machTaskSelf(), "other", held -> told.add("other"));
            mach.threadSuspend(other);
            mach.threadResume(other);
            for (int i = 0; i < 20; i++) {
                mach.machTaskSelf();
            }
            told.add("first");
            mach.threadResume(other);
        });

        assertEquals(List.of("first", "other"), told);
    }

    @Test
    void childrenHaveCopiesOfMemory() {
        List<Integer> loaded = new ArrayList<>();
        run(Schedule.oldestFirst(), mach -> {
            mach.memory().map(DATA, true);
            mach.move(UserLibrary.R0, DATA);
            mach.move(UserLibrary.R1, 1);
            mach.store();
            MachPortName child = mach.taskCreate("child");
            mach.move(UserLibrary.R1, 2);
            mach.store();
            UserProgram loads = one -> {
                one.move(UserLibrary.R0, DATA);
                loaded.add(one.load());
            };
            mach.threadResume(mach.threadCreate(child, "child-1", loads));
            loaded.add(mach.load());
        });

        assertEquals(Set.of(1, 2), Set.copyOf(loaded));
    }

    @Test
    void aProgramThatFailsOrDoesNotEndIsTold() {
        IllegalStateException failed = assertThrows(
                IllegalStateException.class,
                () -> run(Schedule.oldestFirst(), mach -> {
                    throw new IllegalArgumentException("odd");
                }));
        assertEquals("odd", failed.getCause().getMessage());
        IllegalStateException endless = assertThrows(
                IllegalStateException.class,
                () -> run(Schedule.oldestFirst(), mach -> {
                    while (true) {
                        mach.machTaskSelf();
                    }
                }));
        assertFalse(endless.getMessage().isEmpty());
    }
}
