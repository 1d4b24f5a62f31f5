package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.personality.ThreadSignals.Ending;

/** {@code proc_prepareexit}: a process ends by a signal, and whoever asked to be told is told of its crash. */
final class ProcessExit {

    private static final int SIGNAL_SHIFT = 24;
    private static final int TYPE_SHIFT = 20;
    private static final int TYPE_MASK = 0xf;
    private static final int CODE_MASK = 0xfffff;

    private ProcessExit() {}

    /** The signal has come to the thread, and nobody catches it. */
    static Step begin(MachThread thread, Signal signal) {
        UnixPersonality personality = (UnixPersonality) thread.kernel().personality();
        ThreadSignals signals = personality.signals(thread);
        if (!raisesCrash(signal, personality.process(thread.task()))) {
            Step ends = TaskCall.taskEnds(thread, thread.task());
            return ends == null ? new UserBorder.Return(CallResult.KERN_SUCCESS) : ends;
        }
        signals.setEnding(Ending.CRASH);
        return raise(thread, ExceptionType.EXC_CRASH, crashCode(signal, signals.exception()));
    }

    /** The thread comes back from telling that. */
    static Step goOn(MachThread thread, ThreadSignals signals, CallResult result) {
        if (signals.ending() == Ending.CRASH && leavesCorpse(result)) {
            signals.setEnding(Ending.CORPSE);
            return raise(thread, ExceptionType.EXC_CORPSE_NOTIFY, 0);
        }
        return TaskCall.taskEnds(thread, thread.task());
    }

    @Refines("RaisesCrash")
    private static boolean raisesCrash(Signal signal, UnixProcess process) {
        return signal.leavesCore() || signal == Signal.SIGKILL && process.isBadlySigned();
    }

    @Refines("LeavesCorpse")
    private static boolean leavesCorpse(CallResult result) {
        return result.code() != KernReturn.KERN_SUCCESS;
    }

    /** Of a thread without exception type and code are zero. */
    @Refines("CrashCode")
    static long crashCode(Signal signal, MachException exception) {
        long type = exception == null ? 0 : exception.type() & TYPE_MASK;
        long code = exception == null ? 0 : exception.codes().get(0) & CODE_MASK;
        return (long) signal.number() << SIGNAL_SHIFT | type << TYPE_SHIFT | code;
    }

    private static Step raise(MachThread thread, int type, long code) {
        return new ExceptionTriage.RaiseException(MachException.of(type, code, 0)).run(thread);
    }
}
