package dev.portolan.kernel.abi;

import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_NULL;

import java.util.Set;

/**
 * The receive half of {@code mach_msg}.
 *
 * @param name the name of a receive right or of a port set; no longer read once it was looked up
 * @param receiveSize the size of the buffer in bytes
 * @param large {@code MACH_RCV_LARGE}: a message that does not fit stays queued
 * @param trailerSize bytes of trailer asked for
 * @param timeout how long to wait for a message
 * @param options what else is asked for
 * @param layout what counts as the size of a message in the buffer
 * @param notifyPort {@code MACH_RCV_NOTIFY}: the name of the port by which the receiver is told of a reply port's death;
 *     {@code MACH_RCV_SYNC_WAIT}: of who is waited for; null without those options
 * @param buffer the receiver's own, in which its message is left, and by whose rule the half is then used; null for a
 *     message that comes with the call's result
 */
public record MachMsgReceive(
        MachPortName name,
        int receiveSize,
        boolean large,
        int trailerSize,
        MachMsgTimeout timeout,
        Set<Option> options,
        UserLayout layout,
        MachPortName notifyPort,
        MachMsgBuffer buffer) {

    /** What few ask for. */
    public enum Option {
        /** With {@code MACH_RCV_LARGE}, which port has the message that does not fit. */
        MACH_RCV_LARGE_IDENTITY(0x8),
        /** That the receiver waits at its special reply port for the answer of whom {@code notifyPort} names. */
        MACH_RCV_SYNC_WAIT(0x4000);

        private final int bit;

        Option(int bit) {
            this.bit = bit;
        }

        /** The bit of {@code mach_msg_option_t}. */
        public int bit() {
            return bit;
        }
    }

    /** The message comes with the call's result. */
    public MachMsgReceive(
            MachPortName name,
            int receiveSize,
            boolean large,
            int trailerSize,
            MachMsgTimeout timeout,
            Set<Option> options,
            UserLayout layout,
            MachPortName notifyPort) {
        this(name, receiveSize, large, trailerSize, timeout, options, layout, notifyPort, null);
    }

    /** The receive half of a 64-bit task. */
    public MachMsgReceive(
            MachPortName name,
            int receiveSize,
            boolean large,
            int trailerSize,
            MachMsgTimeout timeout,
            Set<Option> options) {
        this(name, receiveSize, large, trailerSize, timeout, options, UserLayout.LP64, null);
    }

    /** The same that asks for nothing else. */
    public MachMsgReceive(MachPortName name, int receiveSize, boolean large, int trailerSize, MachMsgTimeout timeout) {
        this(name, receiveSize, large, trailerSize, timeout, Set.of());
    }

    /** No receive half: the call only sends. */
    public static final MachMsgReceive NONE = new MachMsgReceive(MACH_PORT_NULL, 0, false, 0, MachMsgTimeout.POLL);

    /** A receive into a buffer of that many bytes, without trailer. */
    public static MachMsgReceive of(MachPortName name, int receiveSize, MachMsgTimeout timeout) {
        return new MachMsgReceive(name, receiveSize, false, 0, timeout);
    }

    /**
     * The same by a receiver that brings its buffer. The call tells a code and no message; the buffer holds one if the code
     * is one that tells of a message received, whole or in part.
     */
    public MachMsgReceive into(MachMsgBuffer buffer) {
        return new MachMsgReceive(name, receiveSize, large, trailerSize, timeout, options, layout, notifyPort, buffer);
    }

    public boolean isNone() {
        return this == NONE;
    }

    public boolean asksFor(Option option) {
        return options.contains(option);
    }

    /** True if a message of that many bytes in the receiver's layout and the trailer asked for fit into the buffer. */
    public boolean fits(int size) {
        return size + trailerSize <= receiveSize;
    }
}
