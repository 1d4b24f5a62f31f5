package dev.portolan.kernel.trap;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Continuation;
import java.util.function.Function;

/**
 * {@code mach_msg} of the library: as many traps as it takes until one is not interrupted, or the caller wants to know.
 *
 * <p>It is the function that gives the trap that follows on one, or null.
 */
public final class LibraryCall implements Function<CallResult, Continuation> {

    private MachMsg trap;
    private int code;

    public LibraryCall(MachMsg trap) {
        this.trap = trap;
    }

    /** The first trap. */
    public Continuation begin() {
        return trap.begin();
    }

    @Override
    public Continuation apply(CallResult result) {
        code = trap.end(result);
        MachMsg next = trap.again(code);
        if (next == null) {
            return null;
        }
        trap = next;
        return next.begin();
    }

    /** What the last trap answered. */
    public int code() {
        return code;
    }
}
