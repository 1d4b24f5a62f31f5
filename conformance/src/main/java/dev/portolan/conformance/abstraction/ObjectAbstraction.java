package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionAction;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.ThreadAct;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.TaskState;
import java.util.ArrayList;
import java.util.List;

/** A kernel's tasks and threads, but for their spaces and calls, through a binding of its ports. */
public final class ObjectAbstraction {

    private static final String ACTIVE = "ACTIVE";
    private static final String TERMINATED = "TERMINATED";
    private static final String GONE = "GONE";

    private ObjectAbstraction() {}

    /** All tasks that there ever were, in the order in which they were made. */
    public static List<TaskState> tasks(Kernel kernel, Binding binding) {
        List<TaskState> tasks = new ArrayList<>();
        for (MachTask task : kernel.tasks()) {
            tasks.add(
                    life(task) == GONE
                            ? new TaskState(task.name(), GONE, null, null, null)
                            : new TaskState(
                                    task.name(),
                                    life(task),
                                    task.suspends(),
                                    port(task, kernel, binding),
                                    threads(task)));
        }
        return tasks;
    }

    private static List<String> threads(MachTask task) {
        return task.threads().stream()
                .filter(thread -> !thread.act().isGone())
                .map(MachThread::name)
                .toList();
    }

    /** All threads that there ever were, in the order in which they were made. */
    public static List<ActState> acts(Kernel kernel, Binding binding) {
        List<ActState> acts = new ArrayList<>();
        for (MachThread thread : kernel.threads()) {
            ThreadAct act = thread.act();
            acts.add(
                    act.isGone()
                            ? new ActState(thread.name(), GONE, null, null, null)
                            : new ActState(
                                    thread.name(),
                                    life(act),
                                    runState(thread),
                                    act.suspends(),
                                    port(act, kernel, binding)));
        }
        return acts;
    }

    private static String life(ExceptionTarget of) {
        return of.isGone() ? GONE : of.isActive() ? ACTIVE : TERMINATED;
    }

    /* The run_state of thread_basic_info. Who is held where it waits is stopped. */
    private static String runState(MachThread thread) {
        if (thread.continuation() == Continuation.Idle.IDLE) {
            return "RUNNING";
        }
        return thread.act().isHeld() || UserBorder.isParked(thread) ? "STOPPED" : "WAITING";
    }

    /* Null where there is a port for each type of exception. */
    private static String port(ExceptionTarget of, Kernel kernel, Binding binding) {
        if (kernel.exceptionRules().portsAreMasked()) {
            return null;
        }
        ExceptionAction action = of.exceptions().get(0);
        if (action.port() == ExceptionAction.NULL) {
            return "null";
        }
        return action.right().isLive() ? binding.portOf(action.port()) : "dead";
    }
}
