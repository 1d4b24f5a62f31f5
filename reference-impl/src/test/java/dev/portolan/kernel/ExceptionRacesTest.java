package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.KernelObject;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.machine.ThreadGone;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.NobodyHandles;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.trap.UserThread;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Two Java threads at one Mach thread: who sets its ports, aborts, holds or ends it, and itself at the border. */
@DisplayName("races of exceptions, tasks and threads")
class ExceptionRacesTest {

    private static final int ROUNDS = Integer.getInteger("portolan.races.rounds", 200);
    private static final int SPREAD = 1_000;
    private static final long LIMIT_SECONDS = 60;

    /* A send right in the other's task. */
    private static final MachPortName RIGHT = new MachPortName(0x7703);

    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private ConcurrentMachine machine;
    private Kernel kernel;
    private MachTask task;
    private MachThread target;
    private MachThread other;
    private MachPortName port;

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    private void boot() {
        machine = new ConcurrentMachine();
        ExceptionRules rules = ExceptionRules.XNU.with(NobodyHandles.REFAULTS);
        kernel = new Kernel(machine, KernelRules.XNU, rules, KernelLimits.DEFAULT);
        task = kernel.createTask("A");
        MachTask others = kernel.createTask("B");
        target = kernel.createThread(task, "A1");
        other = kernel.createThread(others, "B1");
        OutValue made = call(other, MachPortTraps.machPortAllocate(others, MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        port = ((OutValue.Name) made).name();
    }

    private CallResult call(MachThread thread, Continuation first) {
        return machine.call(thread, first);
    }

    /** Begins both at once, one of them a little later than the other, and waits for their ends. */
    private void race(int round, Runnable one, Runnable two) throws Exception {
        AtomicInteger arrived = new AtomicInteger();
        Future<?> first = pool.submit(() -> begin(arrived, Math.max(0, round % SPREAD - SPREAD / 2), one));
        Future<?> second = pool.submit(() -> begin(arrived, Math.max(0, SPREAD / 2 - round % SPREAD), two));
        first.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        second.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    private static void begin(AtomicInteger arrived, int delay, Runnable run) {
        arrived.incrementAndGet();
        while (arrived.get() < 2) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < delay; i++) {
            Thread.onSpinWait();
        }
        run.run();
    }

    private ExceptionPortsCall.SetExceptionPorts set() {
        return new ExceptionPortsCall.SetExceptionPorts(
                target.act(),
                1 << ExceptionType.EXC_BAD_ACCESS,
                new CallRights.Named(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND),
                ExceptionBehavior.EXCEPTION_DEFAULT,
                0);
    }

    @Test
    @Clause({"exceptions.set.5", "exceptions.border.1"})
    void whoIsGoneHasNoSlotsWhoeverSetThem() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boot();
            MachThread ends = target;
            MachThread third = kernel.createThread(other.task(), "B2");
            race(round, () -> call(other, set()), () -> {
                call(third, new ThreadCall.ThreadTerminate(ends));
                assertFalse(crosses(ends));
            });
            KernelAudit.audit(kernel);
        }
    }

    /* Whether the thread comes to its instructions; if not it is gone. */
    private static boolean crosses(MachThread thread) {
        Answer answer = thread.start(new UserBorder.Return(CallResult.KERN_SUCCESS));
        while (!(answer instanceof Answer.Returned) && !thread.isBlocked()) {
            answer = thread.step();
        }
        return answer instanceof Answer.Returned;
    }

    @Test
    @Clause("exceptions.wait.3")
    void anAbortedWaitLeavesNoReplyPort() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boot();
            call(other, set());
            AtomicBoolean back = new AtomicBoolean();
            race(
                    round,
                    () -> {
                        call(
                                target,
                                new ExceptionTriage.RaiseException(
                                        MachException.of(ExceptionType.EXC_BAD_ACCESS, 1, 0)));
                        back.set(true);
                    },
                    () -> {
                        while (!back.get()) {
                            call(other, new ThreadCall.ThreadAbort(target));
                        }
                    });
            KernelAudit.audit(kernel);
            assertFalse(kernel.objects().stream()
                    .anyMatch(object ->
                            object instanceof IpcPort left && KernelObject.kindOf(left) == KernelObject.Kind.REPLY));
        }
    }

    @Test
    @Clause({"exceptions.suspend.3", "exceptions.border.2"})
    void whoIsSuspendedExecutesNothing() throws Exception {
        boot();
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong instructions = new AtomicLong();
        race(
                0,
                () -> {
                    while (!over.get()) {
                        call(target, new UserBorder.Return(CallResult.KERN_SUCCESS));
                        instructions.incrementAndGet();
                    }
                },
                () -> {
                    try {
                        for (int round = 0; round < 20 * ROUNDS; round++) {
                            call(other, new ThreadCall.ThreadSuspend(target));
                            long before = instructions.get();
                            for (int i = 0; i < round % 50; i++) {
                                Thread.onSpinWait();
                            }
                            assertEquals(before, instructions.get(), "instructions while suspended");
                            call(other, new ThreadCall.ThreadResume(target));
                        }
                    } finally {
                        over.set(true);
                    }
                });
    }

    @Test
    @Clause({"exceptions.suspend.3", "exceptions.abort.4"})
    void whoHoldsAThreadThatWaitsIsTold() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boot();
            AtomicBoolean back = new AtomicBoolean();
            MachMsgReceive forever = receive();
            race(
                    round,
                    () -> {
                        call(target, MachMsgTrap.receive(forever));
                        back.set(true);
                    },
                    () -> {
                        call(other, new ThreadCall.ThreadSuspend(target));
                        call(other, new ThreadCall.ThreadResume(target));
                        while (!back.get()) {
                            call(other, new ThreadCall.ThreadAbort(target));
                        }
                    });
        }
    }

    private MachMsgReceive receive() {
        OutValue made = call(target, MachPortTraps.machPortAllocate(task, MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        return MachMsgReceive.of(((OutValue.Name) made).name(), 1024, MachMsgTimeout.FOREVER);
    }

    @Test
    @Clause({"exceptions.terminate.3", "exceptions.border.1"})
    void whoIsEndedAtTheBorderGoesOrWaitsNoMore() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boot();
            MachMsgReceive forever = receive();
            race(
                    round,
                    () -> {
                        if (crosses(target)) {
                            call(target, MachMsgTrap.receive(forever));
                        }
                    },
                    () -> call(other, new ThreadCall.ThreadTerminate(target)));
            assertFalse(target.act().isActive());
        }
    }

    @Test
    @Clause({"exceptions.suspend.6", "exceptions.inherit.2"})
    void aTaskIsSuspendedWhileItGetsThreads() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            boot();
            MachTask grows = kernel.createTask("C");
            race(
                    round,
                    () -> call(target, new ThreadCall.ThreadCreate(grows, "C1")),
                    () -> call(other, new TaskCall.TaskSuspend(grows)));
            assertFalse(grows.threads().get(0).act().mayRun());
        }
    }

    private static void awaits(BooleanSupplier event) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!event.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not happen");
            Thread.onSpinWait();
        }
    }

    /** The kernel goes on with the call of who is held, and takes the message for it; user code gets that when it is resumed. */
    @Test
    @Clause({"exceptions.suspend.3", "exceptions.border.2"})
    void whoIsHeldInACallComesToTheBorder() throws Exception {
        boot();
        UserThread user = new UserThread(machine, target);
        MachMsgReceive forever = receive();
        call(
                target,
                MachPortTraps.machPortInsertRight(
                        other.task(),
                        RIGHT,
                        forever.name(),
                        MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code(),
                        PortCall.Entry.RPC));
        Future<CallResult> received = pool.submit(() -> user.receive(forever));
        awaits(target::isBlocked);
        assertEquals(
                KernReturn.KERN_SUCCESS,
                call(other, new ThreadCall.ThreadSuspend(target)).code());
        call(
                other,
                MachMsgTrap.send(MachMsgSend.of(
                        MachMsgHeader.to(RIGHT, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, 7), MachMsgTimeout.POLL)));
        awaits(() -> target.continuation() instanceof UserBorder.Parked);
        assertFalse(received.isDone());
        assertEquals(0, port(forever.name()).messageCount());
        call(other, new ThreadCall.ThreadResume(target));
        assertInstanceOf(
                OutValue.Message.class,
                received.get(LIMIT_SECONDS, TimeUnit.SECONDS).out());
    }

    private IpcPort port(MachPortName name) {
        return (IpcPort) task.space().names().stream()
                .filter(held -> held.name().equals(name))
                .findFirst()
                .orElseThrow()
                .object();
    }

    /** No Java thread waits for a thread that is gone. */
    @Test
    @Clause({"exceptions.terminate.3", "exceptions.border.1"})
    void theUserCodeOfWhoIsGoneEnds() throws Exception {
        boot();
        UserThread user = new UserThread(machine, target);
        MachMsgReceive forever = receive();
        Future<CallResult> received = pool.submit(() -> user.receive(forever));
        awaits(target::isBlocked);
        call(other, new ThreadCall.ThreadTerminate(target));
        ExecutionException ended =
                assertThrows(ExecutionException.class, () -> received.get(LIMIT_SECONDS, TimeUnit.SECONDS));
        assertInstanceOf(ThreadGone.class, ended.getCause());
        assertTrue(target.act().isGone());
    }

    /** An abort ends the wait that it meets, and none after the thread is back at its instructions. */
    @Test
    @Clause({"exceptions.abort.4", "exceptions.border.3"})
    void anAbortOfOneCallIsNotOneOfTheNext() throws Exception {
        boot();
        UserThread user = new UserThread(machine, target);
        MachMsgReceive forever = receive();
        Future<CallResult> received = pool.submit(() -> user.receive(forever));
        awaits(target::isBlocked);
        call(other, new ThreadCall.ThreadAbort(target));
        assertEquals(
                MachMsgReturn.MACH_RCV_INTERRUPTED,
                received.get(LIMIT_SECONDS, TimeUnit.SECONDS).code());
        assertFalse(target.act().isAborted());
    }
}
