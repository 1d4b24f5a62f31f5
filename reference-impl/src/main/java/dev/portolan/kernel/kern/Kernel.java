package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.IpcZone;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.machine.Machine;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;
import dev.portolan.kernel.rules.KernelRules.ReceiverWakeup;
import java.util.Arrays;
import java.util.List;

/**
 * A kernel: tasks and threads on a machine, under rules and limits.
 *
 * <p>Tasks and threads that have ended keep their places.
 */
public final class Kernel {

    private static final MachTask[] NO_TASKS = {};
    private static final MachThread[] NO_THREADS = {};

    private final Machine machine;
    private final IpcZone zone;
    private final ExceptionRules exceptionRules;
    private final MachHost host;

    private volatile Personality personality = Personality.NONE;

    /* Replaced under this. */
    private volatile MachTask[] tasks;
    private volatile MachThread[] threads;

    /** A kernel with XNU's rules of exceptions. */
    public Kernel(Machine machine, KernelRules rules, KernelLimits limits) {
        this(machine, rules, ExceptionRules.XNU, limits);
    }

    public Kernel(Machine machine, KernelRules rules, ExceptionRules exceptionRules, KernelLimits limits) {
        this.machine = machine;
        this.exceptionRules = exceptionRules;
        zone = new IpcZone(rules, limits, machine.isParallel());
        host = new MachHost(exceptionRules.portsAreMasked());
        tasks = NO_TASKS;
        threads = NO_THREADS;
    }

    private Kernel(Kernel original, SimulatedMachine machine) {
        KernelCopy copy = new KernelCopy(original.zone, original.tasks.length, original.threads.length);
        this.machine = machine;
        exceptionRules = original.exceptionRules;
        zone = copy.zone();
        host = new MachHost(original.host, copy);
        tasks = new MachTask[original.tasks.length];
        for (int i = 0; i < tasks.length; i++) {
            tasks[i] = new MachTask(original.tasks[i], this, copy);
        }
        threads = new MachThread[original.threads.length];
        for (int i = 0; i < threads.length; i++) {
            MachThread thread = original.threads[i];
            threads[i] = new MachThread(thread, tasks[thread.task().index()], copy);
            copy.setWaiter(i, threads[i]);
        }
        copy.fill(original.zone);
        personality = original.personality.copy();
    }

    /** A task whose calls are records. */
    public MachTask createTask(String name) {
        return createTask(name, UserContext.NONE);
    }

    public synchronized MachTask createTask(String name, UserContext user) {
        MachTask task = new MachTask(this, name, new IpcSpace(zone, tasks.length), user);
        MachTask[] more = Arrays.copyOf(tasks, tasks.length + 1);
        more[task.index()] = task;
        tasks = more;
        return task;
    }

    public MachThread createThread(MachTask task, String name) {
        return createThread(task, name, true);
    }

    /** @param started false for a thread that is suspended once and has not begun, before anybody sees it */
    synchronized MachThread createThread(MachTask task, String name, boolean started) {
        MachThread thread = new MachThread(this, task, name, threads.length);
        if (!started) {
            thread.isNew();
        }
        MachThread[] more = Arrays.copyOf(threads, threads.length + 1);
        more[thread.index()] = thread;
        threads = more;
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

    public ExceptionRules exceptionRules() {
        return exceptionRules;
    }

    /** How requests to the kernel and its replies are laid out. */
    public MigForm migForm() {
        return exceptionRules.portsAreMasked() ? MigForm.NDR : MigForm.TYPED;
    }

    /** The host, with the privilege to change it. */
    public MachHost host() {
        return host;
    }

    public Personality personality() {
        return personality;
    }

    /**
     * The kernel gets a personality, and a thread of its own, which must be stepped like any other, that asks it about
     * exceptions of those types at the host's level. Conditions: there is none yet, and no thread makes a call.
     *
     * @param mask of the types that it handles
     */
    public void setPersonality(Personality other, int mask) {
        personality = other;
        ExceptionServer.start(this, mask);
    }

    IpcZone zone() {
        return zone;
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
