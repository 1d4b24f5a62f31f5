package dev.portolan.kernel;

import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_PORT_SET;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcObject.Wakeup;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachPortTraps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/**
 * Call by call, ports whose queues have no lock do what those do whose queues are under one, which the specification's
 * edges are executed on: the same answers, the same threads let go in the same order, the same kernel.
 */
class LockFreePortsTest {

    private static final int CALLS = 250;
    private static final KernelLimits SHORT = new KernelLimits(1, 5, 8, 65534);
    private static final KernelLimits TIGHT = new KernelLimits(1, 3, 5, 3);

    private static Machine parallel(Machine machine) {
        return new Machine() {
            @Override
            public void unblock(Activation<?> thread) {
                machine.unblock(thread);
            }

            @Override
            public boolean isParallel() {
                return true;
            }
        };
    }

    /**
     * One call, or the end of one wait, and all that it sets going, one thread after the other.
     *
     * <p>A sender who was granted a slot posts before anybody takes another step, as it does where both are one stroke;
     * with the rest of its call it waits for its turn.
     */
    private static final class Run {
        private final Simulation s;
        private final Queue<Activation<?>> letGo = new ArrayDeque<>();
        private final Map<Activation<?>, Answer> posted = new HashMap<>();
        private final List<String> ended = new ArrayList<>();

        Run(Simulation s) {
            this.s = s;
        }

        List<String> call(MachThread caller, Continuation first) {
            Answer answer = s.machine.begin(caller, first);
            postAtOnce();
            goOn(caller, answer);
            return rest();
        }

        List<String> endWait(MachThread thread, int choice) {
            if (choice == 0) {
                s.machine.threadAbort(thread);
                postAtOnce();
            } else if (choice == 1) {
                s.machine.clockExpire(thread);
                postAtOnce();
            }
            return rest();
        }

        private List<String> rest() {
            while (!letGo.isEmpty()) {
                Activation<?> thread = letGo.poll();
                Answer answer = posted.remove(thread);
                goOn(thread, answer == null ? Answer.Going.CONTINUED : answer);
            }
            return ended;
        }

        private void goOn(Activation<?> thread, Answer first) {
            Answer answer = first;
            while (answer == Answer.Going.CONTINUED) {
                answer = s.machine.step(thread);
                postAtOnce();
            }
            ended.add(thread + " " + answer);
        }

        private void postAtOnce() {
            Queue<Activation<?>> more = new ArrayDeque<>(s.machine.letGo());
            while (!more.isEmpty()) {
                Activation<?> thread = more.poll();
                letGo.add(thread);
                if (((MachThread) thread).continuation() instanceof Continuation.Post) {
                    posted.put(thread, s.machine.step(thread));
                    more.addAll(s.machine.letGo());
                }
            }
        }
    }

    /** Two kernels that are called alike. */
    private static final class Twins {
        private final Simulation guarded;
        private final Simulation lockFree;
        private final RandomCalls guardedCalls;
        private final RandomCalls lockFreeCalls;
        private final Random random;
        private final Map<String, Integer> seen = new TreeMap<>();

        Twins(KernelLimits limits, long seed) {
            guarded = new Simulation(KernelRules.XNU, limits);
            lockFree = new Simulation(KernelRules.XNU, limits, LockFreePortsTest::parallel);
            guardedCalls = new RandomCalls(new Random(seed), guarded);
            lockFreeCalls = new RandomCalls(new Random(seed), lockFree);
            random = new Random(seed + 1);
        }

        void call() {
            int index = random.nextInt(guarded.kernel.threads().size());
            MachThread one = guarded.kernel.thread(index);
            MachThread other = lockFree.kernel.thread(index);
            List<String> expected;
            List<String> actual;
            if (one.isBlocked()) {
                int choice = random.nextInt(8);
                expected = new Run(guarded).endWait(one, choice);
                actual = new Run(lockFree).endWait(other, choice);
            } else {
                expected = new Run(guarded).call(one, guardedCalls.next(one));
                actual = new Run(lockFree).call(other, lockFreeCalls.next(other));
            }
            assertEquals(expected, actual);
            actual.forEach(ended -> note(true, ended.replaceAll(".*code=(\\w+).*", "$1")));
            note(actual.size() > 2, "several at once");
            KernelAudit.audit(lockFree.kernel);
            assertEquals(KernelPicture.of(guarded.kernel), KernelPicture.of(lockFree.kernel));
            for (IpcPort port : ports()) {
                note(port.senders().size() > 1, "senders in line");
                note(port.receivers().size() > 2, "receivers in line");
            }
        }

        private List<IpcPort> ports() {
            List<IpcPort> ports = new ArrayList<>();
            lockFree.kernel.objects().forEach(object -> {
                if (object instanceof IpcPort port) {
                    ports.add(port);
                }
            });
            return ports;
        }

        private void note(boolean happened, String what) {
            if (happened) {
                seen.merge(what, 1, Integer::sum);
            }
        }
    }

    @Provide
    Arbitrary<KernelLimits> limits() {
        return Arbitraries.of(KernelLimits.DEFAULT, SHORT, TIGHT);
    }

    @Property(tries = 60)
    void theyDoTheSame(@ForAll("limits") KernelLimits limits, @ForAll long seed) {
        Twins twins = new Twins(limits, seed);
        for (int i = 0; i < CALLS; i++) {
            twins.call();
        }
    }

    /** What the comparison would be worth little without. */
    @Test
    void whatIsHardHappens() {
        Map<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < 60; seed++) {
            Twins twins = new Twins(SHORT, seed);
            for (int i = 0; i < CALLS; i++) {
                twins.call();
            }
            twins.seen.forEach((what, times) -> seen.merge(what, times, Integer::sum));
        }
        for (String what : List.of(
                "MACH_MSG_SUCCESS",
                "MACH_RCV_PORT_CHANGED",
                "MACH_RCV_TOO_LARGE",
                "MACH_RCV_INTERRUPTED",
                "MACH_RCV_TIMED_OUT",
                "MACH_SEND_INTERRUPTED",
                "MACH_SEND_TIMED_OUT",
                "receivers in line",
                "senders in line",
                "several at once")) {
            assertTrue(seen.getOrDefault(what, 0) >= 5, what + " among " + seen);
        }
    }

    /** The last message is taken and a sender who waited is let in: the port's turn is behind the set's other ports. */
    @Test
    void aPortWhoseSenderIsLetInTakesItsTurnAnew() {
        for (boolean isParallel : new boolean[] {false, true}) {
            Simulation s = new Simulation(
                    KernelRules.XNU, SHORT, isParallel ? LockFreePortsTest::parallel : machine -> machine);
            MachPortName full = s.portWithSend(1);
            MachPortName other = s.portWithSend(1);
            MachPortName set = s.allocate(s.a1, MACH_PORT_RIGHT_PORT_SET);
            s.call(s.a1, MachPortTraps.machPortInsertMember(s.a, full, set));
            s.call(s.a1, MachPortTraps.machPortInsertMember(s.a, other, set));
            s.send(s.a1, MachMsgHeader.to(full, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 1));
            s.send(s.a1, MachMsgHeader.to(other, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 2));
            MachMsgHeader late = MachMsgHeader.to(full, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 3);
            s.blocks(s.a2, Simulation.sending(late, MachMsgTimeout.FOREVER));
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                order.add(Simulation.message(s.receive(s.a1, set)).id());
            }
            assertEquals(List.of(1, 2, 3), order);
        }
    }

    /** Somebody saw an earlier wait of the thread, one with a time-out, and comes with its end when it waits again. */
    @Test
    void theEndOfAnEarlierTimeoutEndsNoWaitWithout() {
        for (boolean isParallel : new boolean[] {false, true}) {
            Simulation s = new Simulation(
                    KernelRules.XNU, TIGHT, isParallel ? LockFreePortsTest::parallel : machine -> machine);
            MachPortName p = s.portWithSend(1);
            IpcPort port = s.port(s.a, p);
            s.blocks(s.a2, Simulation.receiving(p, MachMsgTimeout.FOREVER));
            assertFalse(port.removeReceiver(s.a2, Wakeup.TIMED_OUT));
            assertTrue(s.a2.isBlocked());
            assertTrue(port.removeReceiver(s.a2, Wakeup.INTERRUPTED));
            MachMsgHeader header = MachMsgHeader.to(p, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 1);
            for (int sent = 0; sent < TIGHT.queueLimit(); sent++) {
                s.send(s.a1, header);
            }
            s.blocks(s.a3, Simulation.sending(header, MachMsgTimeout.FOREVER));
            assertFalse(port.removeSender(s.a3, Wakeup.TIMED_OUT));
            assertTrue(s.a3.isBlocked());
            assertTrue(port.removeSender(s.a3, Wakeup.INTERRUPTED));
        }
    }

    /** Five in line for a slot and five for a message are let go in the order of the heap, on both. */
    @Test
    void theOrderIsTheHeaps() {
        for (boolean isParallel : new boolean[] {false, true}) {
            Simulation s = new Simulation(
                    KernelRules.XNU, SHORT, isParallel ? LockFreePortsTest::parallel : machine -> machine);
            MachPortName p = s.portWithSend(1);
            List<MachThread> waiters = List.of(s.a2, s.a3, s.b1, s.b2, s.b3);
            MachPortName inB = s.insertedInB(p, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
            s.send(s.a1, MachMsgHeader.to(p, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 0));
            for (MachThread waiter : waiters) {
                MachPortName to = waiter.task() == s.a ? p : inB;
                MachMsgHeader header =
                        MachMsgHeader.to(to, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, waiters.indexOf(waiter) + 1);
                s.blocks(waiter, Simulation.sending(header, MachMsgTimeout.FOREVER));
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i <= waiters.size(); i++) {
                order.add(Simulation.message(s.receive(s.a1, p)).id());
            }
            assertEquals(List.of(0, 1, 3, 5, 2, 4), order);
        }
    }
}
