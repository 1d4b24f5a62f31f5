package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A thread is let go under the lock of the one object that it waited on, and of one space at most. */
class LockOrderTest {

    private static final int CALLS = 5_000;

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
}
