package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.IpcZone;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.ReceiverWakeup;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel: tasks and threads on a machine, under rules and limits.
 *
 * <p>Tasks and threads are created before the first call; those that have ended keep their places.
 */
public final class Kernel {

    private static final MachTask[] NO_TASKS = {};
    private static final MachThread[] NO_THREADS = {};

    private final Machine machine;
    private final IpcZone zone;
    private MachTask[] tasks;
    private MachThread[] threads;

    public Kernel(Machine machine, KernelRules rules, KernelLimits limits) {
        this.machine = machine;
        zone = new IpcZone(rules, limits, machine.isParallel());
        tasks = NO_TASKS;
        threads = NO_THREADS;
    }

    private Kernel(Kernel original, SimulatedMachine machine) {
        KernelCopy copy = new KernelCopy(original.zone, original.tasks.length, original.threads.length);
        this.machine = machine;
        zone = copy.zone();
        tasks = new MachTask[original.tasks.length];
        for (int i = 0; i < tasks.length; i++) {
            MachTask task = original.tasks[i];
            tasks[i] = new MachTask(
                    this, task.name(), copy.copySpace(task.space()), task.user().copy());
        }
        threads = new MachThread[original.threads.length];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new MachThread(original.threads[i], this, copy);
            copy.setWaiter(i, threads[i]);
        }
        copy.fill(original.zone);
    }

    /** A task whose calls are records. */
    public MachTask createTask(String name) {
        return createTask(name, UserContext.NONE);
    }

    public MachTask createTask(String name, UserContext user) {
        MachTask task = new MachTask(this, name, new IpcSpace(zone, tasks.length), user);
        tasks = Arrays.copyOf(tasks, tasks.length + 1);
        tasks[task.index()] = task;
        return task;
    }

    public MachThread createThread(MachTask task, String name) {
        MachThread thread = new MachThread(this, task, name, threads.length);
        threads = Arrays.copyOf(threads, threads.length + 1);
        threads[thread.index()] = thread;
        return thread;
    }

    /**
     * The same kernel once more, on that machine, with the same serial numbers of ports.
     *
     * <p>This kernel must be between two critical sections and on a simulated machine. The two share nothing
     * that changes.
     */
    public Kernel copy(SimulatedMachine onto) {
        return new Kernel(this, onto);
    }

    public Machine machine() {
        return machine;
    }

    public KernelRules rules() {
        return zone.rules();
    }

    public KernelLimits limits() {
        return zone.limits();
    }

    public MachTask task(int index) {
        return tasks[index];
    }

    public MachThread thread(int index) {
        return threads[index];
    }

    public List<MachTask> tasks() {
        return List.of(tasks);
    }

    public List<MachThread> threads() {
        return List.of(threads);
    }

    /** Ports and sets that live, in the order of their serial numbers. */
    public List<IpcObject> objects() {
        return zone.objects();
    }

    MachMsgReturn receiverWakeup() {
        return rules().receiverWakeup() == ReceiverWakeup.PORT_CHANGED
                ? MachMsgReturn.MACH_RCV_PORT_CHANGED
                : MachMsgReturn.MACH_RCV_PORT_DIED;
    }
}
