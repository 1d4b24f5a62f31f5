package dev.portolan.kernel.abi;

/** {@code mach_port_right_t}. Calls take the number, which user code may choose freely. */
public enum MachPortRight {
    MACH_PORT_RIGHT_SEND(0),
    MACH_PORT_RIGHT_RECEIVE(1),
    MACH_PORT_RIGHT_SEND_ONCE(2),
    MACH_PORT_RIGHT_PORT_SET(3),
    MACH_PORT_RIGHT_DEAD_NAME(4);

    /** The bit of {@code mach_port_type_t} that says that a notification was asked for by a name. */
    public static final int MACH_PORT_TYPE_DNREQUEST = 0x80000000;

    /** The bit that says that who has the name waits to be told that a message is taken. */
    public static final int MACH_PORT_TYPE_MAREQUEST = 0x40000000;

    private static final MachPortRight[] BY_CODE = values();

    private final int code;

    MachPortRight(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The bit of {@code mach_port_type_t} that says that a name denotes this right. */
    public int typeBit() {
        return 1 << (code + 16);
    }

    /** True if a right has this number. */
    public static boolean isRight(int code) {
        return code >= 0 && code < BY_CODE.length;
    }

    /** The right of that number, which {@link #isRight} has found to be one. */
    public static MachPortRight of(int code) {
        return BY_CODE[code];
    }
}
