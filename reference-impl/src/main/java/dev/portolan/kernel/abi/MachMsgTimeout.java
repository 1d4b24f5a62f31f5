package dev.portolan.kernel.abi;

/**
 * How long a half of {@code mach_msg} waits.
 *
 * @param kind whether it waits at all
 * @param milliseconds the time-out where {@code kind} is {@code TIMED}; the simulated layer, whose clock is
 *     {@code clock_expire}, does not read it
 */
public record MachMsgTimeout(Kind kind, long milliseconds) {

    /** Whether a call waits. */
    public enum Kind {
        FOREVER,
        POLL,
        TIMED
    }

    public static final MachMsgTimeout FOREVER = new MachMsgTimeout(Kind.FOREVER, 0);
    public static final MachMsgTimeout POLL = new MachMsgTimeout(Kind.POLL, 0);

    /** A time-out of so many milliseconds; of none is a poll. */
    public static MachMsgTimeout timed(long milliseconds) {
        return milliseconds == 0 ? POLL : new MachMsgTimeout(Kind.TIMED, milliseconds);
    }

    public boolean isPoll() {
        return kind == Kind.POLL;
    }

    public boolean isTimed() {
        return kind == Kind.TIMED;
    }
}
