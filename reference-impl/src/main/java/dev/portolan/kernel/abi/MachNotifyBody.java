package dev.portolan.kernel.abi;

/**
 * What the body of a notification tells: a name, or a count.
 *
 * @param space the index of the space that the name is in, or was; -1 beside a count
 * @param name the name; {@code MACH_PORT_NULL} beside a count
 * @param count the make-send count; 0 beside a name
 */
public record MachNotifyBody(int space, MachPortName name, int count) {

    /** A notification about that name of that space. */
    public static MachNotifyBody of(int space, MachPortName name) {
        return new MachNotifyBody(space, name, 0);
    }

    /** A notification that tells a count. */
    public static MachNotifyBody of(int count) {
        return new MachNotifyBody(-1, MachPortName.MACH_PORT_NULL, count);
    }

    public boolean tellsName() {
        return space >= 0;
    }
}
