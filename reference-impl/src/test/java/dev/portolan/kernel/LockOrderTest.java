package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Kernel;
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

    private static final int CALLS = 5_000;
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
        for (KernelRules rules : new KernelRules[] {KernelRules.XNU, KernelRules.CLASSIC}) {
            s = new Simulation(rules, new KernelLimits(1, 5, 6, 4), this::watched);
            Random random = new Random(7);
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
            s.a1.begin(MachPortTraps.machPortInsertRight(
                    s.b, port, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code(), PortCall.Entry.RPC));
            Thread giver = new Thread(s.a1::step, "giver");
            Thread other = new Thread(() -> s.b.space().names(), "other");
            synchronized (s.a.space()) {
                giver.start();
                while (giver.getState() != Thread.State.BLOCKED) {
                    assertTrue(giver.isAlive(), "the giver does not need its own space");
                    Thread.onSpinWait();
                }
                other.start();
                other.join(LIMIT_MILLIS);
                assertFalse(other.isAlive(), "the giver waits for its own space and holds the other's");
            }
            giver.join();
        }
    }
}
