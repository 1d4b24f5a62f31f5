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

/** {@code task_terminate} in its critical sections. */
public final class TerminationCall {

    private TerminationCall() {}

    /** The space dies, and the task's threads wait no more. */
    public record TaskTerminate(MachTask target, List<MachPortName> order) implements Continuation.Call {
        @Override
        @Refines("TaskTerminate")
        public Step run(MachThread thread) {
            return taskEnds(thread, target, order, new Continuation.Resume(CallResult.KERN_SUCCESS));
        }
    }

    /**
     * The task and its threads are told to end.
     *
     * @param order in which its names are to be destroyed, as far as it says
     * @param then what follows the last of them
     * @return null if it was told before, by whomever
     */
    static Continuation taskEnds(MachThread thread, MachTask target, List<MachPortName> order, Continuation then) {
        List<MachPortName> names;
        synchronized (target.space()) {
            if (!target.isActive()) {
                return null;
            }
            names = NameDestruction.terminate(target.space(), order);
        }
        for (MachThread one : thread.kernel().threads()) {
            if (one.task() == target) {
                ThreadCall.threadEnds(one, thread.doomed());
            }
        }
        return new TearDown(target, names, then);
    }

    /** The names of the dead space go, one a step, and the task at last. */
    @Refines("TearDown")
    public record TearDown(MachTask target, List<MachPortName> order, Continuation then) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            if (order.isEmpty()) {
                target.goes(thread.doomed());
                return then instanceof Continuation.Resume resume ? thread.after(resume.result()) : thread.after(then);
            }
            NameDestruction.destroyName(target.space(), order.get(0), thread.doomed());
            return thread.after(new TearDown(target, order.subList(1, order.size()), then));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new TearDown(kernel.task(target.index()), order, then);
        }
    }

    /** A call on a task that has ended is refused, in the same section in which it would begin. */
    static Step first(Continuation.Call call, MachThread thread) {
        MachTask target = call.target();
        if (target == null) {
            return call.run(thread);
        }
        // One that brings a right is decided in the space that the right leaves, for two are never locked at once. The
        // target may end between that and the section in its own space, which looks again.
        boolean leaves = call.bringsRight() && !call.isInPlace();
        synchronized (leaves ? thread.task().space() : target.space()) {
            return target.space().isActive() || call.bringsRight() && !refusesRights(thread)
                    ? call.run(thread)
                    : new Step.Done(CallResult.of(onDeadTask(call, thread)));
        }
    }

    /* Where a dead task's port takes no message, none brings a right; nor does one that cannot be sent. */
    private static boolean refusesRights(MachThread thread) {
        return thread.kernel().rules().deadTask() == DeadTask.INVALID_DEST
                || !thread.task().space().isActive();
    }

    /* What a call on a task that has ended comes to. To end it is no call on its space, and its port stands for no task. */
    private static ReturnCode onDeadTask(Continuation.Call call, MachThread thread) {
        if (thread.kernel().rules().deadTask() == DeadTask.INVALID_DEST) {
            return MachMsgReturn.MACH_SEND_INVALID_DEST;
        }
        return call instanceof TaskTerminate ? KernReturn.KERN_INVALID_ARGUMENT : KernReturn.KERN_INVALID_TASK;
    }
}
