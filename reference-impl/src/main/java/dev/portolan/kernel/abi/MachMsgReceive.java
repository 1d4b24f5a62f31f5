package dev.portolan.kernel.abi;

import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;

/**
 * The receive half of {@code mach_msg}.
 *
 * @param name the name of a receive right or of a port set; no longer read once it was looked up
 * @param receiveSize the size of the buffer in bytes
 * @param large {@code MACH_RCV_LARGE}: a message that does not fit stays queued
 * @param trailerSize bytes of trailer asked for
 * @param timeout how long to wait for a message
 * @param layout what counts as the size of a message in the buffer
 */
public record MachMsgReceive(
        MachPortName name, int receiveSize, boolean large, int trailerSize, MachMsgTimeout timeout, UserLayout layout) {

    /** The receive half of a 64-bit task. */
    public MachMsgReceive(MachPortName name, int receiveSize, boolean large, int trailerSize, MachMsgTimeout timeout) {
        this(name, receiveSize, large, trailerSize, timeout, UserLayout.LP64);
    }

    /** No receive half: the call only sends. */
    public static final MachMsgReceive NONE = new MachMsgReceive(MACH_PORT_NULL, 0, false, 0, MachMsgTimeout.POLL);

    /** A receive into a buffer of that many bytes, without trailer. */
    public static MachMsgReceive of(MachPortName name, int receiveSize, MachMsgTimeout timeout) {
        return new MachMsgReceive(name, receiveSize, false, 0, timeout);
    }

    public boolean isNone() {
        return this == NONE;
    }

    /** True if a message of that many bytes in the receiver's layout and the trailer asked for fit into the buffer. */
    public boolean fits(int size) {
        return size + trailerSize <= receiveSize;
    }
}
