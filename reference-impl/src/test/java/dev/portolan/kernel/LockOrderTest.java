package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A thread is let go under the lock of the one object that it waited on, and of one space at most. */
class LockOrderTest {

    /* A run in which a task ends goes on for a while, and not for long. */
    private static final int CALLS = 400;

    private static final int RUNS = 100;
    private static final long LIMIT_MILLIS = 10_000;

    private Simulation s;
    private int letGo;

    private Machine watched(Machine machine) {
        return thread -> {
            letGo++;
            Kernel kernel = s.kernel;
            assertEquals(1, kernel.objects().stream().filter(Thread::holdsLock).count(), "ports and sets locked");
            assertTrue(
                    kernel.tasks().stream()
                                    .filter(task -> Thread.holdsLock(task.space()))
                                    .count()
                            <= 1,
                    "two spaces are locked");
            machine.unblock(thread);
        };
    }

    @Test
    void neverTwoPortsNorTwoSpaces() {
        for (int run = 0; run < RUNS; run++) {
            KernelRules rules = run % 2 == 0 ? KernelRules.XNU : KernelRules.CLASSIC;
            s = new Simulation(rules, new KernelLimits(1, 5, 6, 4), this::watched);
            Random random = new Random(run);
            RandomCalls calls = new RandomCalls(random, s);
            for (int i = 0; i < CALLS; i++) {
                MachThread thread =
                        s.kernel.thread(random.nextInt(s.kernel.threads().size()));
                if (thread.isBlocked() && random.nextInt(8) == 0) {
                    s.machine.threadAbort(thread);
                    s.machine.rest();
                } else if (!thread.isBlocked()) {
                    s.run(thread, calls.next(thread));
                }
            }
        }
        assertTrue(letGo > 500, letGo + " threads were let go");
    }

    /** A right that goes from one task to another leaves its space before it is looked at by the other's. */
    @Test
    void whoGivesARightLocksOneSpaceOnly() throws InterruptedException {
        for (KernelRules rules : new KernelRules[] {KernelRules.XNU, KernelRules.CLASSIC}) {
            s = new Simulation(rules, KernelLimits.DEFAULT);
            MachPortName port = s.allocate(s.a1);
            waitsForOneHoldsNot(s.a, s.b, inserting(port, PortCall.Entry.RPC));
        }
    }

    /** The trap serves only its caller's own task; who names another's by it all the same locks that one's space. */
    @Test
    void whoInsertsInPlaceLocksOneSpaceOnly() throws InterruptedException {
        s = Simulation.xnu();
        MachPortName port = s.allocate(s.b1);
        waitsForOneHoldsNot(s.b, s.a, inserting(port, PortCall.Entry.TRAP));
        assertEquals(EntryType.SEND_RECEIVE, s.name(s.b, port).type());
    }

    private Continuation inserting(MachPortName port, PortCall.Entry entry) {
        return MachPortTraps.machPortInsertRight(
                s.b, port, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code(), entry);
    }

    /* While A's thread waits for one space, for it makes that call, anybody may have the other. */
    private void waitsForOneHoldsNot(MachTask one, MachTask other, Continuation call) throws InterruptedException {
        Thread caller = new Thread(() -> s.a1.start(call), "caller");
        Thread anybody = new Thread(() -> other.space().names(), "anybody");
        synchronized (one.space()) {
            caller.start();
            while (caller.getState() != Thread.State.BLOCKED) {
                assertTrue(caller.isAlive(), "the call does not need the space of " + one);
                Thread.onSpinWait();
            }
            anybody.start();
            anybody.join(LIMIT_MILLIS);
            assertFalse(anybody.isAlive(), "the caller waits for the space of " + one + " and holds that of " + other);
        }
        caller.join();
    }
}
