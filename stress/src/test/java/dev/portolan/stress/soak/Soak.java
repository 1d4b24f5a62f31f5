package dev.portolan.stress.soak;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.ThreadGone;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.trap.UserThread;
import dev.portolan.stress.soak.Ports.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Senders and receivers at full load, while ports, the tasks of senders, and threads of both are killed at random, and
 * waits are aborted at random.
 *
 * <p>In rounds: at the end of each all stand still, what is queued is received, and then every message that was accepted
 * by a port that lives has been received, no name and no port is left over, and the audit is clean. Whoever was killed
 * comes back from no call, and another takes its place.
 */
final class Soak {

    private static final int PLACES = 4;
    private static final int SENDERS = 3;
    private static final int RECEIVERS = 2;

    /* So many ports are killed to one thread and one task of a sender's. */
    private static final int SELDOM = 64;

    private final ConcurrentMachine machine = new ConcurrentMachine();
    private final Kernel kernel;
    private final MachTask owners;
    private final UserThread owner;
    private final AtomicReferenceArray<UserThread> receivers = new AtomicReferenceArray<>(RECEIVERS);
    private final AtomicReferenceArray<UserThread> senders = new AtomicReferenceArray<>(SENDERS);

    /* A thread of the owners' for each sender, which gives it rights. */
    private final List<UserThread> givers = new ArrayList<>();

    private final Ports ports;
    private final long stuckNanos;
    private final Random random;
    private final Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final AtomicLong messages = new AtomicLong();
    private volatile boolean over;
    private int kills;
    private int aborts;
    private int tasksEnded;
    private int threadsEnded;

    /**
     * @param spoiler what stands between the kernel and its machine
     * @param stuckSeconds how long nobody waits who is let go
     */
    Soak(long seed, UnaryOperator<Machine> spoiler, int stuckSeconds) {
        random = new Random(seed);
        stuckNanos = TimeUnit.SECONDS.toNanos(stuckSeconds);
        kernel = new Kernel(spoiler.apply(machine), KernelRules.XNU, KernelLimits.DEFAULT);
        owners = kernel.createTask("A");
        owner = thread(owners, "A0");
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.set(i, thread(owners, "R" + i));
        }
        for (int i = 0; i < SENDERS; i++) {
            senders.set(i, thread(kernel.createTask("B" + i), "S" + i));
            givers.add(thread(owners, "G" + i));
        }
        ports = new Ports(owner, PLACES);
    }

    private UserThread thread(MachTask task, String name) {
        return new UserThread(machine, kernel.createThread(task, name));
    }

    /** What a round came to so far. */
    String summary() {
        return "%,d messages, killed: %,d ports, %,d tasks, %,d threads; %,d waits aborted, %,d ports made"
                .formatted(messages.get(), kills, tasksEnded, threadsEnded, aborts, ports.made());
    }

    /**
     * One round.
     *
     * @throws AssertionError if a thread is stuck, a message is lost, something is left over, or the audit fails
     */
    void round(long nanos) throws InterruptedException {
        over = false;
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            int receiver = i;
            running.add(new Thread(() -> lives(receivers, receiver, this::receive), "receiver " + i));
        }
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            Random own = new Random(random.nextLong());
            running.add(new Thread(() -> lives(senders, sender, thread -> send(sender, thread, own)), "sender " + i));
        }
        for (Thread thread : running) {
            thread.setDaemon(true);
            thread.start();
        }
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end && faults.isEmpty()) {
            disturb();
        }
        over = true;
        endSome();
        letEnd(running);
        if (!faults.isEmpty()) {
            throw new AssertionError(faults.peek());
        }
        settle();
    }

    /* When a thread is gone another takes its place. */
    private void lives(AtomicReferenceArray<UserThread> places, int place, Consumer<UserThread> work) {
        try {
            while (!over || hasLeftovers(places, place)) {
                try {
                    work.accept(places.get(place));
                } catch (ThreadGone gone) {
                    places.set(place, successor(places.get(place).thread()));
                }
            }
        } catch (RuntimeException | Error fault) {
            faults.add(fault);
        }
    }

    /* What a thread has left behind in its task, the one after it gives up before anything else. */
    private boolean hasLeftovers(AtomicReferenceArray<UserThread> places, int place) {
        MachTask task = places.get(place).thread().task();
        return task != owners && !task.space().names().isEmpty();
    }

    /* Now a port is killed, now a wait aborted, seldom a thread or a task; between them the others have the processors. */
    private void disturb() {
        int choice = random.nextInt(8 * SELDOM);
        AtomicReferenceArray<UserThread> among = random.nextBoolean() ? senders : receivers;
        UserThread thread = among.get(random.nextInt(among.length()));
        if (choice == 0) {
            threadsEnded += ends(new ThreadCall.ThreadTerminate(thread.thread()));
        } else if (choice == 1 && among == senders) {
            tasksEnded += ends(MachPortTraps.taskTerminate(thread.thread().task(), List.of()));
        } else if (choice < SELDOM) {
            ports.kill(owner, random.nextInt(PLACES));
            kills++;
        } else if (choice < 4 * SELDOM) {
            aborts += thread.thread().isBlocked() ? 1 : 0;
            thread.threadAbort();
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            Thread.yield();
        }
    }

    /* One of each kind is killed wherever it is, and comes back without being aborted. */
    private void endSome() {
        threadsEnded += ends(new ThreadCall.ThreadTerminate(receivers.get(0).thread()));
        threadsEnded += ends(new ThreadCall.ThreadTerminate(senders.get(0).thread()));
        tasksEnded += ends(MachPortTraps.taskTerminate(senders.get(1).thread().task(), List.of()));
    }

    private int ends(Continuation call) {
        return machine.call(owner.thread(), call).code() == KernReturn.KERN_SUCCESS ? 1 : 0;
    }

    /* In a task of its own if the task has ended. */
    private UserThread successor(MachThread thread) {
        MachTask task = thread.task();
        synchronized (task.space()) {
            if (task.isActive()) {
                return thread(task, thread.name());
            }
        }
        return thread(kernel.createTask(task.name()), thread.name());
    }

    /* Aborted waits end, and those of the killed; whoever does not come back was let go and not told. */
    private void letEnd(List<Thread> running) throws InterruptedException {
        long deadline = System.nanoTime() + stuckNanos;
        for (Thread thread : running) {
            while (thread.isAlive()) {
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("a thread is stuck: " + thread.getName());
                }
                abortLiving(senders);
                abortLiving(receivers);
                thread.join(1);
            }
        }
    }

    private static void abortLiving(AtomicReferenceArray<UserThread> places) {
        for (int place = 0; place < places.length(); place++) {
            UserThread thread = places.get(place);
            if (thread.thread().act().isActive()) {
                thread.threadAbort();
            }
        }
    }

    private static MachMsgTimeout timeout(int choice) {
        return switch (choice % 3) {
            case 0 -> MachMsgTimeout.POLL;
            case 1 -> MachMsgTimeout.timed(1);
            default -> MachMsgTimeout.FOREVER;
        };
    }

    private void send(int sender, UserThread thread, Random own) {
        for (IpcSpace.Name left : thread.thread().task().space().names()) {
            thread.machPortDestroy(left.name());
        }
        int place = own.nextInt(PLACES);
        Port port = ports.at(place);
        MachPortName right = new MachPortName((0x80 + place) << 8 | own.nextInt(64) << 2 | 3);
        givers.get(sender)
                .machPortInsertRight(thread.thread().task(), right, port.name, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        for (int i = own.nextInt(200); i >= 0 && !over; i--) {
            long content = own.nextInt(1 << 20);
            MachMsgSend send = new MachMsgSend(
                    MachMsgHeader.to(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, sender),
                    MachMsgHeader.SIZE + 16,
                    List.of((long) port.number, content),
                    timeout(own.nextInt(3)));
            // Who is killed in it has not heard how its call ended, but it has ended.
            CallResult result = machine.call(thread.thread(), MachMsgTrap.send(send));
            if (result.code() == MachMsgReturn.MACH_MSG_SUCCESS) {
                port.accepted(content);
            }
            thread.cross(result);
            if (result.code() == MachMsgReturn.MACH_SEND_INVALID_DEST) {
                break;
            } else if (result.code() != MachMsgReturn.MACH_MSG_SUCCESS) {
                // The right that the message was sent by came back with it, as one reference more.
                thread.machPortModRefs(right, MachPortRight.MACH_PORT_RIGHT_SEND, -1);
            }
        }
        thread.machPortDestroy(right);
    }

    private void receive(UserThread thread) {
        for (int place = 0; place < PLACES; place++) {
            MachPortName name = ports.at(place).name;
            boolean more = true;
            for (int i = 0; more && !over; i++) {
                CallResult result =
                        machine.call(thread.thread(), MachMsgTrap.receive(MachMsgReceive.of(name, 100, timeout(i))));
                more = received(result);
                thread.cross(result);
            }
        }
    }

    private boolean received(CallResult result) {
        if (result.code() != MachMsgReturn.MACH_MSG_SUCCESS) {
            return false;
        }
        MachMsgBuffer message = ((OutValue.Message) result.out()).buffer();
        ports.numbered(message.body().get(0)).received(message.body().get(1));
        messages.incrementAndGet();
        return true;
    }

    /* All stand still. */
    private void settle() {
        for (int place = 0; place < PLACES; place++) {
            boolean more = true;
            while (more) {
                more = received(owner.receive(MachMsgReceive.of(ports.at(place).name, 100, MachMsgTimeout.POLL)));
            }
        }
        List<String> lost = ports.faults();
        if (!lost.isEmpty()) {
            throw new AssertionError("messages are lost: " + lost);
        }
        KernelAudit.audit(kernel);
        if (kernel.objects().size() != PLACES || owners.space().names().size() != PLACES) {
            throw new AssertionError(
                    "left over: " + kernel.objects() + " " + owners.space().names());
        }
        for (MachTask task : kernel.tasks()) {
            if (task != owners && !task.space().names().isEmpty()) {
                throw new AssertionError("left over: " + task.space().names());
            }
        }
    }
}
