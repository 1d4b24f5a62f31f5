package dev.portolan.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MessageCopyout;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.machine.ThreadGone;
import dev.portolan.kernel.rules.ExceptionRules;
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
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Java threads that are held where they wait for room or a message, in the dialect whose holds stop them there. */
@DisplayName("who is held where it waits")
class HeldWaitsTest {

    private static final int ROUNDS = Integer.getInteger("portolan.races.rounds", 200);
    private static final long LIMIT_SECONDS = 10;
    private static final int QUEUE_LIMIT = 5;
    private static final int FROM_THE_HELD = 7;
    private static final int FROM_OTHERS = 8;
    private static final int MESSAGE_SIZE_MAX = 1024;

    /* A send right in the other's task. */
    private static final MachPortName RIGHT = new MachPortName(0x7703);

    /* Nobody waits for the end of who is stuck by a planted fault. */
    private final ExecutorService pool = Executors.newFixedThreadPool(2, run -> {
        Thread thread = new Thread(run);
        thread.setDaemon(true);
        return thread;
    });
    private ConcurrentMachine machine;
    private Kernel kernel;
    private MachThread target;
    private MachThread other;

    /* The other receives from the one and sends to the other, the target the other way round. */
    private MachPortName full;
    private MachPortName empty;

    private void boot() {
        machine = new ConcurrentMachine();
        kernel = new Kernel(machine, KernelRules.CLASSIC, ExceptionRules.CLASSIC, KernelLimits.DEFAULT);
        target = kernel.createThread(kernel.createTask("A"), "A1");
        other = kernel.createThread(kernel.createTask("B"), "B1");
        full = portOf(other, target);
        empty = portOf(target, other);
        for (int i = 0; i < QUEUE_LIMIT; i++) {
            assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, send(FROM_OTHERS).code());
        }
    }

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    /* A port of the receiver's, to which the sender has a right, and the receiver too by the port's name. */
    private MachPortName portOf(MachThread receiver, MachThread sender) {
        OutValue made = call(
                        receiver,
                        MachPortTraps.machPortAllocate(receiver.task(), MachPortRight.MACH_PORT_RIGHT_RECEIVE))
                .out();
        MachPortName name = ((OutValue.Name) made).name();
        insert(receiver, receiver, name, name);
        insert(receiver, sender, RIGHT, name);
        return name;
    }

    private void insert(MachThread receiver, MachThread holder, MachPortName as, MachPortName name) {
        int makeSend = MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code();
        Continuation insert = MachPortTraps.machPortInsertRight(holder.task(), as, name, makeSend, PortCall.Entry.RPC);
        assertEquals(KernReturn.KERN_SUCCESS, call(receiver, insert).code());
    }

    private CallResult call(MachThread thread, Continuation first) {
        return machine.call(thread, first);
    }

    private static MachMsgSend message(MachPortName to, int id, MachMsgTimeout timeout) {
        return MachMsgSend.of(MachMsgHeader.to(to, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, id), timeout);
    }

    /* The other's message to the queue that is full, or was. */
    private CallResult send(int id) {
        return call(other, MachMsgTrap.send(message(full, id, MachMsgTimeout.POLL)));
    }

    /* The id of the oldest message there; what the call answers if there is none. */
    private Object received() {
        CallResult result =
                call(other, MachMsgTrap.receive(MachMsgReceive.of(full, MESSAGE_SIZE_MAX, MachMsgTimeout.POLL)));
        return result.out() instanceof OutValue.Message message
                ? message.buffer().id()
                : result.code();
    }

    private void drain(int messages) {
        for (int i = 0; i < messages; i++) {
            assertEquals(FROM_OTHERS, received());
        }
    }

    private void suspend() {
        assertEquals(
                KernReturn.KERN_SUCCESS,
                call(other, new ThreadCall.ThreadSuspend(target)).code());
    }

    private void resume() {
        assertEquals(
                KernReturn.KERN_SUCCESS,
                call(other, new ThreadCall.ThreadResume(target)).code());
    }

    private static void awaits(BooleanSupplier event) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!event.getAsBoolean()) {
            assertTrue(System.nanoTime() < deadline, "it does not happen");
            Thread.onSpinWait();
        }
    }

    private static CallResult ended(Future<CallResult> call) throws Exception {
        return call.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    /* It waits for room, is held there, and has been let go; it has stopped again, wherever that is. */
    private Future<CallResult> senderLetGo() {
        boot();
        UserThread user = new UserThread(machine, target);
        Future<CallResult> sent = pool.submit(() -> user.send(message(RIGHT, FROM_THE_HELD, MachMsgTimeout.FOREVER)));
        awaits(() -> target.continuation() instanceof Continuation.AwaitSlot && target.isBlocked());
        suspend();
        drain(1);
        awaits(() -> !(target.continuation() instanceof Continuation.AwaitSlot) && target.isBlocked());
        return sent;
    }

    @Test
    @Clause({"exceptions.hold.2", "exceptions.hold.3"})
    void aSenderPostsWhenItIsResumed() throws Exception {
        Future<CallResult> sent = senderLetGo();
        drain(QUEUE_LIMIT - 1);
        assertEquals(MachMsgReturn.MACH_RCV_TIMED_OUT, received());
        resume();
        assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, ended(sent).code());
        assertEquals(FROM_THE_HELD, received());
        KernelAudit.audit(kernel);
    }

    @Test
    @Clause({"exceptions.hold.2", "exceptions.hold.3"})
    void aSenderIsOvertakenAndWaitsAnew() throws Exception {
        Future<CallResult> sent = senderLetGo();
        assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, send(FROM_OTHERS).code());
        resume();
        awaits(() -> target.continuation() instanceof Continuation.AwaitSlot && target.isBlocked());
        assertFalse(sent.isDone());
        drain(QUEUE_LIMIT);
        assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, ended(sent).code());
        assertEquals(FROM_THE_HELD, received());
        KernelAudit.audit(kernel);
    }

    @Test
    @Clause("exceptions.hold.2")
    void anAbortLetsItGoOnToTheBorder() throws Exception {
        Future<CallResult> sent = senderLetGo();
        call(other, new ThreadCall.ThreadAbort(target));
        awaits(() -> target.continuation() instanceof UserBorder.Parked);
        drain(QUEUE_LIMIT - 1);
        assertEquals(FROM_THE_HELD, received());
        assertFalse(sent.isDone());
        resume();
        assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, ended(sent).code());
        KernelAudit.audit(kernel);
    }

    @Test
    @Clause("exceptions.hold.2")
    void whoIsToldToEndGoes() {
        Future<CallResult> sent = senderLetGo();
        call(other, new ThreadCall.ThreadTerminate(target));
        ExecutionException ended = assertThrows(ExecutionException.class, () -> ended(sent));
        assertInstanceOf(ThreadGone.class, ended.getCause());
        assertTrue(target.act().isGone());
        KernelAudit.audit(kernel);
    }

    @Test
    @Clause({"exceptions.hold.2", "exceptions.hold.3"})
    void aReceiverTakesItsMessageWhenItIsResumed() throws Exception {
        boot();
        UserThread user = new UserThread(machine, target);
        MachMsgReceive forever = MachMsgReceive.of(empty, MESSAGE_SIZE_MAX, MachMsgTimeout.FOREVER);
        Future<CallResult> received = pool.submit(() -> user.receive(forever));
        awaits(() -> target.continuation() instanceof Continuation.AwaitMessage && target.isBlocked());
        suspend();
        call(other, MachMsgTrap.send(message(RIGHT, FROM_OTHERS, MachMsgTimeout.POLL)));
        awaits(() -> !(target.continuation() instanceof Continuation.AwaitMessage) && target.isBlocked());
        assertInstanceOf(MessageCopyout.CopyoutHeader.class, target.continuation());
        resume();
        assertInstanceOf(OutValue.Message.class, ended(received).out());
        KernelAudit.audit(kernel);
    }

    /** Whoever comes first, the room or the resumption, the message is queued. */
    @Test
    @Clause({"exceptions.hold.2", "exceptions.hold.3"})
    void nobodyIsHeldForEver() throws Exception {
        boot();
        MachThread third = kernel.createThread(other.task(), "B2");
        for (int round = 0; round < ROUNDS; round++) {
            int delay = round;
            UserThread user = new UserThread(machine, target);
            Future<CallResult> sent =
                    pool.submit(() -> user.send(message(RIGHT, FROM_THE_HELD, MachMsgTimeout.FOREVER)));
            awaits(() -> target.continuation() instanceof Continuation.AwaitSlot && target.isBlocked());
            suspend();
            Future<CallResult> resumed = pool.submit(() -> {
                for (int i = 0; i < delay; i++) {
                    Thread.onSpinWait();
                }
                return call(third, new ThreadCall.ThreadResume(target));
            });
            received();
            assertEquals(KernReturn.KERN_SUCCESS, ended(resumed).code());
            assertEquals(MachMsgReturn.MACH_MSG_SUCCESS, ended(sent).code());
        }
        KernelAudit.audit(kernel);
    }
}
