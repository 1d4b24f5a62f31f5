package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.NakedRight;
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
                    return Step.done(KernReturn.KERN_FAILURE);
                }
                MachTask child = thread.kernel().createTask(name);
                child.exceptions().inherit(parent.exceptions());
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
            return task.suspend() ? ThreadHold.endsStopped(thread, task.threads()) : Step.done(KernReturn.KERN_FAILURE);
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
            if (!task.isActive() || !task.resume()) {
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
            return task.isActive() ? taskEnds(thread, task) : Step.done(KernReturn.KERN_FAILURE);
        }
    }

    private static boolean isGone(MachTask task) {
        return task == null || task.isGone();
    }

    /** The task is told to end; the thread goes on to take its space apart, and then to the border. */
    static Step taskEnds(MachThread thread, MachTask task) {
        return thread.after(
                TerminationCall.taskEnds(thread, task, List.of(), new UserBorder.Return(CallResult.KERN_SUCCESS)));
    }

    /** The caller gets a right to what was made. */
    static Step created(MachThread thread, KernelObject made) {
        NakedRight right = made.makeSend(thread.kernel().zone());
        MachPortName name = thread.task().space().copyoutRight(right);
        if (name == null) {
            thread.doomed().add(right);
            name = MachPortName.MACH_PORT_NULL;
        }
        return UserBorder.released(thread, CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.Name(name)));
    }
}
