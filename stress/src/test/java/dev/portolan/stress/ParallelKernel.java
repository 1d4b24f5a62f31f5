package dev.portolan.stress;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_RECEIVE;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.trap.UserThread;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;

/** A kernel on real threads: a task A with threads a1 and a2, a task B with thread b1. */
final class ParallelKernel implements AutoCloseable {

    /** How long a run that should end is waited for. */
    static final long LONG_SECONDS = 60;

    /** How long a run that should not end is waited for. */
    static final long SHORT_MILLISECONDS = 300;

    private final ConcurrentMachine machine = new ConcurrentMachine();
    private final ExecutorService executor = Executors.newCachedThreadPool(runnable -> {
        Thread thread = new Thread(runnable);
        thread.setDaemon(true);
        return thread;
    });

    final Kernel kernel;
    final MachTask a;
    final MachTask b;
    final UserThread a1;
    final UserThread a2;
    final UserThread b1;

    ParallelKernel() {
        this(machine -> machine);
    }

    /** A kernel whose wake-ups pass through something that may spoil them. */
    ParallelKernel(UnaryOperator<Machine> spoiler) {
        kernel = new Kernel(spoiler.apply(machine), KernelRules.XNU, KernelLimits.DEFAULT);
        a = kernel.createTask("A");
        b = kernel.createTask("B");
        a1 = new UserThread(machine, kernel.createThread(a, "A1"));
        a2 = new UserThread(machine, kernel.createThread(a, "A2"));
        b1 = new UserThread(machine, kernel.createThread(b, "B1"));
    }

    <T> Future<T> start(Callable<T> work) {
        return executor.submit(work);
    }

    /** The work's result; a run that does not end in time fails. */
    static <T> T ended(Future<T> work) throws InterruptedException, ExecutionException {
        try {
            return work.get(LONG_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new AssertionError("a thread is stuck", late);
        }
    }

    /** True if the work ends within a short while. */
    static boolean endsSoon(Future<?> work) throws InterruptedException, ExecutionException {
        try {
            work.get(SHORT_MILLISECONDS, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    /** Spins until that thread waits. */
    static void awaitBlocked(UserThread thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONG_SECONDS);
        Activation<?> activation = thread.thread();
        while (!activation.isBlocked()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(activation + " does not wait");
            }
            Thread.onSpinWait();
        }
    }

    static MachPortName port(UserThread owner) {
        CallResult result = owner.machPortAllocate(MACH_PORT_RIGHT_RECEIVE);
        assertSame(KERN_SUCCESS, result.code());
        return assertInstanceOf(OutValue.Name.class, result.out()).name();
    }

    /** B's send right to a port of A's. */
    MachPortName sendRightInB(MachPortName port) {
        MachPortName name = new MachPortName(0x7703);
        assertSame(
                KERN_SUCCESS,
                a1.machPortInsertRight(b, name, port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND)
                        .code());
        return name;
    }

    static MachMsgBuffer message(CallResult result) {
        return assertInstanceOf(OutValue.Message.class, result.out(), result::toString)
                .buffer();
    }

    void audit() {
        KernelAudit.audit(kernel);
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
