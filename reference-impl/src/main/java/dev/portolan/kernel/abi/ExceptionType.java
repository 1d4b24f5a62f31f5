package dev.portolan.kernel.abi;

/** {@code exception_type_t}: what happened to a thread. */
public final class ExceptionType {

    public static final int EXC_BAD_ACCESS = 1;
    public static final int EXC_BAD_INSTRUCTION = 2;
    public static final int EXC_ARITHMETIC = 3;
    public static final int EXC_EMULATION = 4;
    public static final int EXC_SOFTWARE = 5;
    public static final int EXC_BREAKPOINT = 6;
    public static final int EXC_SYSCALL = 7;
    public static final int EXC_MACH_SYSCALL = 8;
    public static final int EXC_RPC_ALERT = 9;
    public static final int EXC_CRASH = 10;
    public static final int EXC_RESOURCE = 11;
    public static final int EXC_GUARD = 12;
    public static final int EXC_CORPSE_NOTIFY = 13;

    /** Slots of a table, the illegal one of type 0 among them. */
    public static final int COUNT = 14;

    private static final int ACCEPTED = (1 << COUNT) - 2;

    private ExceptionType() {}

    /** True if a mask has types only that there are. */
    public static boolean isMask(int mask) {
        return (mask & ~ACCEPTED) == 0;
    }

    /** True if the mask has the type. */
    public static boolean isIn(int mask, int type) {
        return (mask >>> type & 1) == 1;
    }

    /** True if who waits for the answer waits, come what may: of a crash, a violated guard and a corpse. */
    public static boolean isUninterruptible(int type) {
        return type == EXC_CRASH || type == EXC_GUARD || type == EXC_CORPSE_NOTIFY;
    }

    /** True if the kernel raises it on a thread's behalf, so that whoever raised it is told the result. */
    public static boolean isTold(int type) {
        return type >= EXC_CRASH && type <= EXC_CORPSE_NOTIFY;
    }
}
