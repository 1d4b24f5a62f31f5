package dev.portolan.kernel.trap;

/** {@code mach_msg_option_t}, the bits that this kernel knows. Others mean nothing. */
final class MachMsgOption {

    static final int MACH_SEND_MSG = 0x1;
    static final int MACH_RCV_MSG = 0x2;
    static final int MACH_RCV_LARGE = 0x4;
    static final int MACH_SEND_TIMEOUT = 0x10;
    static final int MACH_SEND_INTERRUPT = 0x40;
    static final int MACH_SEND_NOTIFY = 0x80;
    static final int MACH_RCV_TIMEOUT = 0x100;
    static final int MACH_RCV_INTERRUPT = 0x400;

    private MachMsgOption() {}
}
