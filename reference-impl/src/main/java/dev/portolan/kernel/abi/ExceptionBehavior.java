package dev.portolan.kernel.abi;

/** {@code exception_behavior_t}: what a handler is told, and how; the numbers are Mach's. */
public final class ExceptionBehavior {

    public static final int EXCEPTION_DEFAULT = 1;
    public static final int EXCEPTION_STATE = 2;
    public static final int EXCEPTION_STATE_IDENTITY = 3;
    public static final int EXCEPTION_IDENTITY_PROTECTED = 4;
    public static final int EXCEPTION_STATE_IDENTITY_PROTECTED = 5;

    /** The bit by which codes are told in 64 bits. */
    public static final int MACH_EXCEPTION_CODES = 0x80000000;

    private ExceptionBehavior() {}

    /** The behaviour without the bit for wide codes. */
    public static int kind(int behavior) {
        return behavior & ~MACH_EXCEPTION_CODES;
    }

    public static boolean hasWideCodes(int behavior) {
        return (behavior & MACH_EXCEPTION_CODES) != 0;
    }

    /** True if the request has the registers, and its reply new ones. */
    public static boolean hasState(int behavior) {
        int kind = kind(behavior);
        return kind == EXCEPTION_STATE
                || kind == EXCEPTION_STATE_IDENTITY
                || kind == EXCEPTION_STATE_IDENTITY_PROTECTED;
    }

    /** True if the request has rights to the thread and its task. */
    public static boolean hasIdentity(int behavior) {
        int kind = kind(behavior);
        return kind == EXCEPTION_DEFAULT || kind == EXCEPTION_STATE_IDENTITY;
    }

    /** True if the request has a token in place of those rights. */
    public static boolean hasIdentityToken(int behavior) {
        int kind = kind(behavior);
        return kind == EXCEPTION_IDENTITY_PROTECTED || kind == EXCEPTION_STATE_IDENTITY_PROTECTED;
    }

    /** True if there is such a behaviour; those with tokens are known to later kernels only. */
    public static boolean isKnown(int behavior, boolean tokens) {
        int kind = kind(behavior);
        return kind >= EXCEPTION_DEFAULT && kind <= EXCEPTION_STATE_IDENTITY || tokens && hasIdentityToken(behavior);
    }
}
