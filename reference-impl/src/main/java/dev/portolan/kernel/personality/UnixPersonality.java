package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Personality;
import dev.portolan.kernel.kern.Step;
import java.util.HashMap;
import java.util.Map;

/**
 * Signals: asked last about an exception, it posts one to the thread, and says what becomes of that where the thread comes
 * back to its instructions.
 *
 * <p>Its lock is its monitor.
 */
public final class UnixPersonality implements Personality {

    /** For which it is registered: all types but an alert, a crash, and a corpse. */
    public static final int HANDLED = (1 << ExceptionType.COUNT)
            - 2
            - (1 << ExceptionType.EXC_RPC_ALERT)
            - (1 << ExceptionType.EXC_CRASH)
            - (1 << ExceptionType.EXC_CORPSE_NOTIFY);

    private static final int KERN_PROTECTION_FAILURE = KernReturn.KERN_PROTECTION_FAILURE.code();

    private final SignalTable table;
    private final long stackSizeMax;
    private final boolean isX86;
    private final boolean sendsSigsys;

    /* By the places of their tasks and threads in the kernel's lists; all guarded by this. */
    private final Map<Integer, UnixProcess> processes = new HashMap<>();
    private final Map<Integer, ThreadSignals> threads = new HashMap<>();

    private UnixPersonality(boolean isX86, boolean sendsSigsys, long stackSizeMax) {
        table = new SignalTable(isX86, sendsSigsys);
        this.isX86 = isX86;
        this.sendsSigsys = sendsSigsys;
        this.stackSizeMax = stackSizeMax;
    }

    /**
     * The kernel becomes a UNIX, without processes yet.
     *
     * @param isX86 whether the machine is one
     * @param sendsSigsys {@code send_sigsys}: whether {@code EXC_SYSCALL} is a signal
     * @param stackSizeMax {@code MAXSSIZ}: how many bytes a stack may grow to
     */
    public static UnixPersonality boot(Kernel kernel, boolean isX86, boolean sendsSigsys, long stackSizeMax) {
        UnixPersonality personality = new UnixPersonality(isX86, sendsSigsys, stackSizeMax);
        kernel.setPersonality(personality, HANDLED);
        return personality;
    }

    @Override
    public synchronized Personality copy() {
        UnixPersonality twin = new UnixPersonality(isX86, sendsSigsys, stackSizeMax);
        processes.forEach((task, process) -> twin.processes.put(task, new UnixProcess(process)));
        threads.forEach((thread, signals) -> twin.threads.put(thread, new ThreadSignals(signals)));
        return twin;
    }

    /** The task becomes a process. */
    public synchronized UnixProcess createProcess(MachTask task, long stackTop) {
        UnixProcess process = new UnixProcess(stackTop);
        processes.put(task.index(), process);
        return process;
    }

    /** The process that the task is; null if it is none. */
    public synchronized UnixProcess process(MachTask task) {
        return processes.get(task.index());
    }

    public synchronized ThreadSignals signals(MachThread thread) {
        return threads.computeIfAbsent(thread.index(), fresh -> new ThreadSignals());
    }

    /* The steps of catch_mach_exception_raise, in their order. */
    @Override
    @Refines("HandleExceptionStep")
    public synchronized KernReturn handleException(MachThread of, int behavior, MachException exception) {
        if (ExceptionBehavior.kind(behavior) != ExceptionBehavior.EXCEPTION_DEFAULT || of == null) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        UnixProcess process = process(of.task());
        if (process == null) {
            return KernReturn.KERN_FAILURE;
        }
        Signal signal = table.signalOf(exception);
        if (signal == null) {
            return KernReturn.KERN_SUCCESS;
        }
        ThreadSignals signals = signals(of);
        if (isStackOverflow(signal, process, exception)) {
            signal = Signal.SIGSEGV;
            force(process, signals, signal);
        }
        signals.setException(exception);
        post(process, signals, signal);
        return KernReturn.KERN_SUCCESS;
    }

    @Refines("IsStackOverflow")
    private boolean isStackOverflow(Signal signal, UnixProcess process, MachException exception) {
        long address = exception.codes().get(1);
        return signal == Signal.SIGBUS
                && exception.codes().get(0) == KERN_PROTECTION_FAILURE
                && Long.compareUnsigned(address, process.stackTop() - stackSizeMax) >= 0
                && Long.compareUnsigned(address, process.stackTop()) < 0;
    }

    /* A signal that would be lost, or whose handler would run on the stack that is full, comes by default. */
    @Refines("Forced")
    private static void force(UnixProcess process, ThreadSignals signals, Signal signal) {
        boolean isReady = process.onStack().contains(signal)
                && !process.ignored().contains(signal)
                && !signals.awaited().contains(signal)
                && !signals.masked().contains(signal);
        if (!isReady) {
            process.ignored().remove(signal);
            process.caught().remove(signal);
            signals.awaited().remove(signal);
            signals.masked().remove(signal);
        }
    }

    @Refines("WithSignal")
    private static void post(UnixProcess process, ThreadSignals signals, Signal signal) {
        if (!process.ignored().contains(signal) || process.isTraced()) {
            signals.pending().add(signal);
        }
    }

    /** {@code kill}, {@code pthread_kill}, {@code abort}: the signal is posted as it is, and no exception raised. */
    @Refines("PostSignalStep")
    synchronized KernReturn postSignal(MachThread to, Signal signal) {
        UnixProcess process = process(to.task());
        if (process == null) {
            return KernReturn.KERN_FAILURE;
        }
        post(process, signals(to), signal);
        return KernReturn.KERN_SUCCESS;
    }

    /* {@code task_bsdtask_kill}: a process does not outlive it. The thread comes to the signal when it was heard. */
    @Override
    public void guardViolated(MachThread thread) {
        postSignal(thread, Signal.SIGKILL);
    }

    @Override
    public synchronized boolean wantsBorder(MachThread thread) {
        return threads.containsKey(thread.index()) && signals(thread).next() != null;
    }

    /* {@code bsd_ast}. */
    @Override
    public Step atBorder(MachThread thread, CallResult result) {
        UnixProcess process = process(thread.task());
        if (process == null) {
            return null;
        }
        ThreadSignals signals = signals(thread);
        return signals.ending() == ThreadSignals.Ending.NO
                ? taken(process, signals)
                : ProcessExit.goOn(thread, signals, result);
    }

    @Refines("AtBorderOf")
    private synchronized Step taken(UnixProcess process, ThreadSignals signals) {
        Signal signal = signals.next();
        if (signal == null) {
            return null;
        }
        signals.take(signal);
        if (process.isTraced() && signal != Signal.SIGKILL) {
            return new SignalDuty.StopForTracer();
        }
        return process.caught().contains(signal) ? null : new SignalDuty.Exit(signal);
    }
}
