package dev.portolan.kernel.abi;

/**
 * {@code mach_msg_type_name_t}: what is to be done with the right that a name in a message denotes.
 *
 * <p>A message received spells the rights that it carries with the {@code MOVE} values, whose other names are
 * {@code MACH_MSG_TYPE_PORT_RECEIVE}, {@code PORT_SEND} and {@code PORT_SEND_ONCE}.
 */
public enum MachMsgTypeName {
    MACH_MSG_TYPE_MOVE_RECEIVE(16),
    MACH_MSG_TYPE_MOVE_SEND(17),
    MACH_MSG_TYPE_MOVE_SEND_ONCE(18),
    MACH_MSG_TYPE_COPY_SEND(19),
    MACH_MSG_TYPE_MAKE_SEND(20),
    MACH_MSG_TYPE_MAKE_SEND_ONCE(21);

    /** The disposition of a header field that carries nothing. */
    public static final int NONE = 0;

    private static final int FIRST = 16;
    private static final MachMsgTypeName[] BY_CODE = values();

    private final int code;

    MachMsgTypeName(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** True if the number is a disposition of any right. */
    public static boolean isPortAny(int code) {
        return code >= FIRST && code < FIRST + BY_CODE.length;
    }

    /** True if the number is a disposition of a send or send-once right, which a header may carry. */
    public static boolean isPortAnySend(int code) {
        return code > FIRST && code < FIRST + BY_CODE.length;
    }

    /** The disposition of that number, which {@link #isPortAny} has found to be one. */
    public static MachMsgTypeName of(int code) {
        return BY_CODE[code - FIRST];
    }

    /** True if the right is made from a receive right. */
    public boolean makes() {
        return this == MACH_MSG_TYPE_MAKE_SEND || this == MACH_MSG_TYPE_MAKE_SEND_ONCE;
    }
}
