package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.InfoFlavor;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.rules.ExceptionRules.EndedObject;
import java.util.ArrayList;
import java.util.List;

/** The first critical section of each call on a task; it is null where the caller named none. */
public sealed interface TaskCall extends Continuation.Call {

    /**
     * {@code task_create}: a task without threads, with the exception ports of its parent.
     *
     * @param name by which people tell the task from others
     */
    record TaskCreate(MachTask parent, String name) implements TaskCall {
        @Override
        @Refines("TaskCreate")
        public Step run(MachThread thread) {
            if (isGone(parent)) {
                return Step.done(ThreadCall.gone(thread));
            }
            synchronized (parent.space()) {
                if (!parent.isActive()) {
                    return Step.done(
                            thread.kernel().exceptionRules().endedObject() == EndedObject.SEEN
                                    ? KernReturn.KERN_FAILURE
                                    : KernReturn.KERN_INVALID_TASK);
                }
                MachTask child = thread.kernel().createTask(name);
                child.exceptions().inherit(parent.exceptions());
                child.special().inherit(parent.special());
                return created(thread, child.self());
            }
        }
    }

    /** {@code task_suspend}: returns when all its threads are off the processor. */
    record TaskSuspend(MachTask task) implements TaskCall {
        @Override
        @Refines("TaskSuspend")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            return task.suspend()
                    ? ThreadHold.endsStopped(thread, task.threads())
                    : Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE));
        }
    }

    /** {@code task_resume}. */
    record TaskResume(MachTask task) implements TaskCall {
        @Override
        @Refines("TaskResume")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (!task.isActive()) {
                return Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE));
            }
            if (!task.resume()) {
                return Step.done(KernReturn.KERN_FAILURE);
            }
            task.threads().forEach(ThreadHold::released);
            return Step.done(KernReturn.KERN_SUCCESS);
        }
    }

    /** {@code pid_suspend} of the task's process: one suspension, which {@code task_resume} does not end. */
    record PidSuspend(MachTask task) implements TaskCall {
        @Override
        @Refines("PidSuspend")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            return task.pidSuspend()
                    ? ThreadHold.endsStopped(thread, task.threads())
                    : Step.done(KernReturn.KERN_FAILURE);
        }
    }

    /** {@code pid_resume}. */
    record PidResume(MachTask task) implements TaskCall {
        @Override
        @Refines("PidResume")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (!task.isActive() || !task.pidResume()) {
                return Step.done(KernReturn.KERN_FAILURE);
            }
            task.threads().forEach(ThreadHold::released);
            return Step.done(KernReturn.KERN_SUCCESS);
        }
    }

    /** {@code task_terminate} as a call that its caller comes back from over the border. */
    record TaskTerminate(MachTask task) implements TaskCall {
        @Override
        @Refines("TaskTerminate")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            Step ends = taskEnds(thread, task);
            return ends == null ? Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE)) : ends;
        }
    }

    /** {@code task_threads}: a right to each of its threads that is not gone, in the order of their creation. */
    record TaskThreads(MachTask task) implements TaskCall {
        @Override
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (!task.isActive()) {
                return Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE));
            }
            List<MachPortName> names = new ArrayList<>();
            for (MachThread one : task.threads()) {
                if (!one.act().isGone()) {
                    names.add(CallRights.give(
                            thread, one.act().self().makeSend(thread.kernel().zone())));
                }
            }
            return UserBorder.released(thread, CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Ports(names)));
        }
    }

    /**
     * {@code task_info}, of which there is the basic flavor.
     *
     * @param count how many words there is room for
     */
    record TaskInfo(MachTask task, int flavor, int count) implements TaskCall {
        @Override
        @Refines("TaskInfo")
        public Step run(MachThread thread) {
            if (isGone(task)) {
                return Step.done(ThreadCall.gone(thread));
            }
            boolean isSeen = task == thread.task() || task.isActive();
            InfoFlavor basic =
                    thread.kernel().exceptionRules().portsAreMasked() ? InfoFlavor.XNU_TASK : InfoFlavor.CLASSIC_TASK;
            if (!isSeen || !basic.isAsked(flavor, count)) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            return Step.done(KernReturn.KERN_SUCCESS, new OutValue.TaskInfo(task.suspends()));
        }
    }

    private static boolean isGone(MachTask task) {
        return task == null || task.isGone();
    }

    /**
     * The task is told to end; the thread goes on to take its space apart, and then to the border.
     *
     * @return null if it was told before
     */
    static Step taskEnds(MachThread thread, MachTask task) {
        Continuation ends =
                TerminationCall.taskEnds(thread, task, List.of(), new UserBorder.Return(CallResult.KERN_SUCCESS));
        return ends == null ? null : thread.after(ends);
    }

    /** The caller gets a right to what was made. */
    static Step created(MachThread thread, KernelObject made) {
        MachPortName name =
                CallRights.give(thread, made.makeSend(thread.kernel().zone()));
        return UserBorder.released(thread, CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Name(name)));
    }
}
