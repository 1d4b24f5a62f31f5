package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.personality.UnixPersonality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A simulated machine with user programs: one critical section, or the instructions from one call to the next, at a time.
 *
 * <p>For use by a single Java thread. Close it to end the programs that still wait.
 */
public final class UserMachine implements AutoCloseable {

    private static final long STACK_TOP = 0x7fff_1000L;

    private static final class Running {
        private final Turn turn = new Turn();
        private CallResult result = CallResult.KERN_SUCCESS;
        private boolean over;

        /* What its last call came to stands, whatever the thread does at the border. */
        private boolean atBorder;
    }

    private final SimulatedMachine machine;
    private final Kernel kernel;
    private final Schedule schedule;
    private final Map<MachThread, Running> programs = new HashMap<>();
    private final Map<MachTask, AddressSpace> memory = new HashMap<>();
    private long steps;

    /** @param kernel on that machine */
    public UserMachine(SimulatedMachine machine, Kernel kernel, Schedule schedule) {
        this.machine = machine;
        this.kernel = kernel;
        this.schedule = schedule;
    }

    public Kernel kernel() {
        return kernel;
    }

    /** How many steps were taken so far. */
    public long steps() {
        return steps;
    }

    /** A task with one thread, which executes a program from its beginning. */
    public MachThread boot(String taskName, String threadName, UserProgram program) {
        MachTask task = kernel.createTask(taskName);
        adopt(task, null);
        MachThread thread = kernel.createThread(task, threadName);
        start(thread, program);
        return thread;
    }

    /** The task becomes a process where the kernel is a UNIX, and has its parent's memory, if there is a parent. */
    void adopt(MachTask task, MachTask parent) {
        memory.put(task, parent == null ? new AddressSpace() : new AddressSpace(memory(parent)));
        if (kernel.personality() instanceof UnixPersonality unix) {
            unix.createProcess(task, STACK_TOP);
        }
    }

    AddressSpace memory(MachTask task) {
        return memory.get(task);
    }

    /** The program is what the thread executes, once it begins. */
    void start(MachThread thread, UserProgram program) {
        Running running = new Running();
        programs.put(thread, running);
        UserLibrary library = new UserLibrary(this, thread, running.turn);
        running.turn.begin(thread.name(), () -> program.run(library));
    }

    /**
     * Runs until nobody can go on.
     *
     * @param stepsMax how many steps there may have been then since boot
     * @throws IllegalStateException if a program fails, with its failure, or there would be more steps
     */
    public void run(long stepsMax) {
        List<MachThread> runnable = runnable();
        while (!runnable.isEmpty()) {
            if (steps++ == stepsMax) {
                throw new IllegalStateException(runnable + " still run after " + stepsMax + " steps");
            }
            advance(runnable.get(schedule.choose(runnable.size())));
            runnable = runnable();
        }
    }

    private List<MachThread> runnable() {
        List<MachThread> runnable = new ArrayList<>();
        for (MachThread thread : kernel.threads()) {
            if (isRunnable(thread)) {
                runnable.add(thread);
            }
        }
        return runnable;
    }

    private boolean isRunnable(MachThread thread) {
        if (thread.continuation() == Continuation.Idle.IDLE) {
            Running running = programs.get(thread);
            return running != null && !running.over && !thread.act().isGone();
        }
        return !thread.isBlocked();
    }

    private void advance(MachThread thread) {
        if (thread.continuation() != Continuation.Idle.IDLE) {
            note(thread, machine.step(thread));
            return;
        }
        Running running = programs.get(thread);
        if (UserBorder.isWanted(thread)) {
            running.atBorder = true;
            note(thread, machine.begin(thread, new UserBorder.Return(running.result)));
            return;
        }
        Turn.Given given = running.turn.give(running.result);
        if (given instanceof Turn.Trap trap) {
            note(thread, machine.begin(thread, trap.call()));
            return;
        }
        running.over = true;
        Throwable failure = ((Turn.Over) given).failure();
        if (failure != null) {
            throw new IllegalStateException("the program of " + thread + " failed", failure);
        }
        note(thread, machine.begin(thread, new ThreadCall.ThreadTerminate(thread)));
    }

    private void note(MachThread thread, Answer answer) {
        Running running = programs.get(thread);
        if (running == null) {
            return;
        }
        if (answer instanceof Answer.Returned returned) {
            running.result = running.atBorder ? running.result : returned.result();
            running.atBorder = false;
        }
        if (thread.act().isGone() && !running.over) {
            running.over = true;
            running.turn.end();
        }
    }

    /** Ends the programs that still wait for their turns. */
    @Override
    public void close() {
        for (Running running : programs.values()) {
            if (!running.over) {
                running.over = true;
                running.turn.end();
            }
        }
    }
}
