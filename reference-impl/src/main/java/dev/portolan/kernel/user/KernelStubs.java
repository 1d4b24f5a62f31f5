package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.kern.Continuation;
import java.util.function.Function;

/** The calls by message of one thread, as its library has them: both halves send by the same reply port. */
public final class KernelStubs {

    private final PortStubs ports;
    private final TaskStubs tasks;

    /** @param mach makes a call of the thread's, and answers when it has ended */
    public KernelStubs(MigForm form, Function<Continuation, CallResult> mach) {
        MigClient client = new MigClient(form, mach);
        ports = new PortStubs(client);
        tasks = new TaskStubs(client);
    }

    /** Those on ports. */
    public PortStubs ports() {
        return ports;
    }

    /** Those on tasks, threads and the host. */
    public TaskStubs tasks() {
        return tasks;
    }
}
