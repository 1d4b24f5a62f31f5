package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.Refines;

/** {@code ux_exception}: which exception is which signal. */
final class SignalTable {

    private static final int EXC_UNIX_BAD_SYSCALL = 0x10000;
    private static final int EXC_UNIX_BAD_PIPE = 0x10001;
    private static final int EXC_UNIX_ABORT = 0x10002;
    private static final int EXC_SOFT_SIGNAL = 0x10003;
    private static final int EXC_I386_BOUND = 7;
    private static final int EXC_I386_GPFLT = 13;

    private final boolean isX86;
    private final boolean sendsSigsys;

    /**
     * @param isX86 whether the machine is one, which has codes of its own
     * @param sendsSigsys whether a system call that there is not is a signal
     */
    SignalTable(boolean isX86, boolean sendsSigsys) {
        this.isX86 = isX86;
        this.sendsSigsys = sendsSigsys;
    }

    /** The signal, or null if the exception has none. */
    @Refines("SignalOf")
    Signal signalOf(MachException exception) {
        long code = exception.codes().get(0);
        return switch (exception.type()) {
            case ExceptionType.EXC_BAD_ACCESS -> ofBadAccess(code);
            case ExceptionType.EXC_BAD_INSTRUCTION -> Signal.SIGILL;
            case ExceptionType.EXC_ARITHMETIC -> Signal.SIGFPE;
            case ExceptionType.EXC_EMULATION -> Signal.SIGEMT;
            case ExceptionType.EXC_SOFTWARE -> ofSoftware(code);
            case ExceptionType.EXC_BREAKPOINT -> Signal.SIGTRAP;
            case ExceptionType.EXC_SYSCALL -> sendsSigsys ? Signal.SIGSYS : null;
            default -> null;
        };
    }

    private Signal ofBadAccess(long code) {
        boolean isInvalid = code == KernReturn.KERN_INVALID_ADDRESS.code() || isX86 && code == EXC_I386_GPFLT;
        return isInvalid ? Signal.SIGSEGV : Signal.SIGBUS;
    }

    private Signal ofSoftware(long code) {
        if (isX86 && code == EXC_I386_BOUND) {
            return Signal.SIGTRAP;
        }
        // No switch, for codes have 64 bits.
        if (code == EXC_UNIX_BAD_SYSCALL) {
            return Signal.SIGSYS;
        }
        if (code == EXC_UNIX_BAD_PIPE) {
            return Signal.SIGPIPE;
        }
        if (code == EXC_UNIX_ABORT) {
            return Signal.SIGABRT;
        }
        return code == EXC_SOFT_SIGNAL ? Signal.SIGKILL : null;
    }
}
