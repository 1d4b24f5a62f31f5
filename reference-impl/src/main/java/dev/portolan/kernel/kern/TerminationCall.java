package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NameDestruction;
import dev.portolan.kernel.rules.KernelRules.DeadTask;
import java.util.List;

/** {@code task_terminate} in its critical sections, as far as it concerns the task's space. */
public final class TerminationCall {

    private TerminationCall() {}

    /** The space dies, and the task's threads wait no more. */
    public record TaskTerminate(MachTask target, List<MachPortName> order) implements Continuation.Call {
        @Override
        @Refines("TaskTerminate")
        public Step run(MachThread thread) {
            List<MachPortName> names = NameDestruction.terminate(target.space(), order);
            for (MachThread one : thread.kernel().threads()) {
                if (one.task() == target) {
                    one.threadAbort();
                }
            }
            return new TearDown(target, names);
        }
    }

    /** The names of the dead space go, one a step. */
    @Refines("TearDown")
    public record TearDown(MachTask target, List<MachPortName> order) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            if (order.isEmpty()) {
                return new Step.Done(CallResult.of(KernReturn.KERN_SUCCESS));
            }
            NameDestruction.destroyName(target.space(), order.get(0), thread.doomed());
            return thread.after(new TearDown(target, order.subList(1, order.size())));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new TearDown(kernel.task(target.index()), order);
        }
    }

    /** What a call on a task that has ended comes to. */
    static ReturnCode onDeadTask(MachThread thread) {
        return thread.kernel().rules().deadTask() == DeadTask.INVALID_TASK
                ? KernReturn.KERN_INVALID_TASK
                : MachMsgReturn.MACH_SEND_INVALID_DEST;
    }
}
