package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ResourceException;

/**
 * The thread has used more of a resource than it may: {@code EXC_RESOURCE} is raised before its next instruction. By this
 * those who count processor time, wake-ups or memory tell the kernel.
 *
 * @param resource as {@link ResourceException} has it
 * @param flavor of the limit
 */
public record ExceedLimit(int resource, int flavor, long limit, long observed) implements Continuation.Call {
    @Override
    @Refines("ExceedLimit")
    public Step run(MachThread thread) {
        thread.act().exceeded(ResourceException.of(resource, flavor, limit, observed));
        return Step.done(KernReturn.KERN_SUCCESS);
    }
}
