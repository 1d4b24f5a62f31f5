package dev.portolan.kernel.abi;

/** {@code mach_msg_return_t}: what {@code mach_msg} answers. */
public enum MachMsgReturn implements ReturnCode {
    MACH_MSG_SUCCESS(0),
    /** A resource bit that stands alone: what a message would copy is more than the kernel's map of copies takes. */
    MACH_MSG_VM_KERNEL(0x400),
    MACH_SEND_INVALID_DATA(0x10000002),
    MACH_SEND_INVALID_DEST(0x10000003),
    MACH_SEND_TIMED_OUT(0x10000004),
    MACH_SEND_INVALID_VOUCHER(0x10000005),
    /** Of the number that is also that of an invalid voucher: the message is accepted, and its sender will be told. */
    MACH_SEND_WILL_NOTIFY(0x10000005),
    MACH_SEND_NOTIFY_IN_PROGRESS(0x10000006),
    MACH_SEND_INTERRUPTED(0x10000007),
    MACH_SEND_MSG_TOO_SMALL(0x10000008),
    MACH_SEND_INVALID_REPLY(0x10000009),
    MACH_SEND_INVALID_RIGHT(0x1000000a),
    MACH_SEND_INVALID_NOTIFY(0x1000000b),
    MACH_SEND_INVALID_MEMORY(0x1000000c),
    MACH_SEND_NO_BUFFER(0x1000000d),
    MACH_SEND_TOO_LARGE(0x1000000e),
    MACH_SEND_INVALID_TYPE(0x1000000f),
    MACH_SEND_INVALID_HEADER(0x10000010),
    MACH_RCV_INVALID_NAME(0x10004002),
    MACH_RCV_TIMED_OUT(0x10004003),
    MACH_RCV_TOO_LARGE(0x10004004),
    MACH_RCV_INTERRUPTED(0x10004005),
    MACH_RCV_PORT_CHANGED(0x10004006),
    MACH_RCV_INVALID_NOTIFY(0x10004007),
    MACH_RCV_INVALID_DATA(0x10004008),
    MACH_RCV_PORT_DIED(0x10004009),
    MACH_RCV_IN_SET(0x1000400a),
    MACH_RCV_HEADER_ERROR(0x1000400b),
    MACH_RCV_BODY_ERROR(0x1000400c);

    /** Resource bit of a code: the space had no room for a name, and the right was destroyed. */
    public static final int MACH_MSG_IPC_SPACE = 0x2000;

    /** Resource bit of a code: the task's memory had no room for what came out of line, and it was destroyed. */
    public static final int MACH_MSG_VM_SPACE = 0x1000;

    private final int code;

    MachMsgReturn(int code) {
        this.code = code;
    }

    @Override
    public int code() {
        return code;
    }
}
