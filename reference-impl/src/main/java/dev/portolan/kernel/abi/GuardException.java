package dev.portolan.kernel.abi;

/** {@code EXC_GUARD} of a port: what was violated, and how. */
public final class GuardException {

    public static final int KGUARD_EXC_DESTROY = 1;
    public static final int KGUARD_EXC_MOD_REFS = 2;
    public static final int KGUARD_EXC_SET_CONTEXT = 4;
    public static final int KGUARD_EXC_UNGUARDED = 8;
    public static final int KGUARD_EXC_INCORRECT_GUARD = 16;
    public static final int KGUARD_EXC_IMMOVABLE = 32;

    private static final long GUARD_TYPE_MACH_PORT = 1;
    private static final int TYPE_SHIFT = 61;
    private static final int FLAVOR_SHIFT = 32;

    private GuardException() {}

    /**
     * The exception.
     *
     * @param name of the port
     * @param guard the port's own word, or 0
     */
    public static MachException of(int flavor, int name, long guard) {
        long code = GUARD_TYPE_MACH_PORT << TYPE_SHIFT | (long) flavor << FLAVOR_SHIFT | Integer.toUnsignedLong(name);
        return MachException.of(ExceptionType.EXC_GUARD, code, guard);
    }
}
