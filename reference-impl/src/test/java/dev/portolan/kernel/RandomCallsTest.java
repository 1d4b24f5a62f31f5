package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_WILL_NOTIFY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.Passage;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Whatever is called in whatever order, every invariant holds after every critical section, nothing but codes
 * comes back, and in the end nothing is left.
 */
class RandomCallsTest {

    private static final int CALLS = 250;
    private static final KernelLimits TIGHT = new KernelLimits(1, 3, 5, 3);

    @Provide
    Arbitrary<KernelRules> dialects() {
        return Arbitraries.of(KernelRules.XNU, KernelRules.CLASSIC);
    }

    @Provide
    Arbitrary<KernelLimits> limits() {
        return Arbitraries.of(KernelLimits.DEFAULT, TIGHT);
    }

    @Property(tries = 50)
    void wholeCalls(@ForAll("dialects") KernelRules rules, @ForAll("limits") KernelLimits limits, @ForAll long seed) {
        Simulation s = new Simulation(rules, limits);
        Random random = new Random(seed);
        RandomCalls calls = new RandomCalls(random, s);
        for (int i = 0; i < CALLS; i++) {
            MachThread thread =
                    s.kernel.thread(random.nextInt(s.kernel.threads().size()));
            if (thread.isBlocked()) {
                if (endWait(s, random, thread)) {
                    s.machine.rest();
                }
            } else {
                s.run(thread, calls.next(thread));
            }
            KernelAudit.audit(s.kernel);
        }
        Leaks.nothingIsLeftOf(s.kernel, s.machine);
    }

    @Property(tries = 50)
    void interleavedSections(
            @ForAll("dialects") KernelRules rules, @ForAll("limits") KernelLimits limits, @ForAll long seed) {
        Simulation s = new Simulation(rules, limits);
        Random random = new Random(seed);
        RandomCalls calls = new RandomCalls(random, s);
        for (int i = 0; i < 3 * CALLS; i++) {
            MachThread thread =
                    s.kernel.thread(random.nextInt(s.kernel.threads().size()));
            if (thread.isBlocked()) {
                endWait(s, random, thread);
            } else if (thread.continuation() == Continuation.Idle.IDLE) {
                s.machine.begin(thread, calls.next(thread));
            } else {
                s.machine.step(thread);
            }
            KernelAudit.audit(s.kernel);
        }
        Leaks.nothingIsLeftOf(s.kernel, s.machine);
    }

    /** Senders are told of what becomes of their messages, and tasks end, in every dialect as it has that. */
    @Test
    void sendersAskAndTasksEnd() {
        assertEquals(Set.of("MACH_SEND_INVALID_DEST", "MACH_SEND_WILL_NOTIFY"), seen(KernelRules.CLASSIC));
        assertEquals(Set.of("KERN_INVALID_ARGUMENT", "KERN_INVALID_TASK", "ALWAYS"), seen(KernelRules.XNU));
    }

    /* What some runs saw of calls on a task that has ended, and of senders who ask. */
    private static Set<String> seen(KernelRules rules) {
        Set<String> seen = new TreeSet<>();
        for (long seed = 1; seed <= 20; seed++) {
            Simulation s = new Simulation(rules, TIGHT);
            Random random = new Random(seed);
            RandomCalls calls = new RandomCalls(random, s);
            for (int i = 0; i < CALLS; i++) {
                MachThread thread =
                        s.kernel.thread(random.nextInt(s.kernel.threads().size()));
                if (thread.isBlocked()) {
                    s.machine.threadAbort(thread);
                    s.machine.rest();
                    continue;
                }
                Continuation call = calls.next(thread);
                boolean onDead = call instanceof Continuation.Call one
                        && one.target() != null
                        && !one.target().space().isActive()
                        && !one.bringsRight();
                if (s.run(thread, call).answer() instanceof Answer.Returned returned
                        && (onDead || returned.result().code() == MACH_SEND_WILL_NOTIFY)) {
                    seen.add(returned.result().code().toString());
                }
                boolean passes = s.kernel.objects().stream()
                        .filter(IpcPort.class::isInstance)
                        .flatMap(port -> ((IpcPort) port).queue().stream())
                        .anyMatch(message -> message.passage() == Passage.Plain.ALWAYS);
                if (passes) {
                    seen.add("ALWAYS");
                }
            }
        }
        return seen;
    }

    @Property(tries = 50)
    void namesAreNotReusedBeforeTheirSlotWasSixteenTimes(@ForAll long seed) {
        Simulation s = Simulation.xnu();
        Random random = new Random(seed);
        Set<Integer> last16 = new HashSet<>();
        int[] order = new int[400];
        for (int i = 0; i < order.length; i++) {
            order[i] = s.allocate(s.a1).value();
            assertTrue(last16.add(order[i]), "a name came back too soon");
            if (i >= 16) {
                last16.remove(order[i - 16]);
            }
            while (!s.a.space().names().isEmpty() && random.nextInt(3) > 0) {
                List<IpcSpace.Name> names = s.a.space().names();
                s.destroy(s.a1, names.get(random.nextInt(names.size())).name());
            }
        }
    }

    /* Now and then; mostly others have to let the thread go. */
    private static boolean endWait(Simulation s, Random random, MachThread thread) {
        int choice = random.nextInt(8);
        if (choice == 0) {
            s.machine.threadAbort(thread);
        } else if (choice == 1) {
            s.machine.clockExpire(thread);
        }
        return choice < 2;
    }
}
