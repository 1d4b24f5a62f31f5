package dev.portolan.conformance.drive;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.ThreadAct;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Threads that execute instructions between their calls, on a simulated machine: who is held, was aborted, has been told
 * to end or has an exception to raise notices it at once, and goes to the border.
 *
 * <p>The call of a thread that is held has ended when its thread is back at its instructions, for nobody can tell before.
 * Not for use by several threads.
 */
final class UserThreads {

    private final SimulatedMachine machine;
    private final Kernel kernel;

    /* Those whose call has not ended, by their places in the kernel's list; of others nobody is told anything. */
    private final Set<Integer> calling;

    UserThreads(SimulatedMachine machine, Kernel kernel) {
        this(machine, kernel, Set.of());
    }

    private UserThreads(SimulatedMachine machine, Kernel kernel, Set<Integer> calling) {
        this.machine = machine;
        this.kernel = kernel;
        this.calling = new HashSet<>(calling);
    }

    /** The same of a copy of the kernel. */
    UserThreads copy(SimulatedMachine onto, Kernel copied) {
        return new UserThreads(onto, copied, calling);
    }

    /** A call of the thread's waits. */
    void waits(MachThread thread) {
        calling.add(thread.index());
    }

    /**
     * Has everybody notice what holds him.
     *
     * @param ended the calls that ended last
     * @return those of them, and of the calls that end now, that are over for their threads too, in order
     */
    List<SimulatedMachine.Completion> notice(List<SimulatedMachine.Completion> ended) {
        List<SimulatedMachine.Completion> over = new ArrayList<>();
        take(ended, over);
        for (boolean again = true; again; ) {
            again = false;
            for (MachThread thread : kernel.threads()) {
                if (isToNotice(thread)) {
                    take(goes(thread, CallResult.KERN_SUCCESS), over);
                    again = true;
                }
            }
        }
        return over;
    }

    private void take(List<SimulatedMachine.Completion> ended, List<SimulatedMachine.Completion> over) {
        for (SimulatedMachine.Completion one : ended) {
            MachThread thread = (MachThread) one.thread();
            if (isToNotice(thread)) {
                take(goes(thread, one.result()), over);
            } else if (calling.remove(thread.index())) {
                over.add(one);
            }
        }
    }

    private static boolean isToNotice(MachThread thread) {
        ThreadAct act = thread.act();
        return thread.continuation() == Continuation.Idle.IDLE
                && (act.isTerminated() || act.isActive() && (act.isHeld() || act.isAborted() || act.due() != null));
    }

    private List<SimulatedMachine.Completion> goes(MachThread thread, CallResult result) {
        SimulatedMachine.Rest rest = machine.runToRest(thread, new UserBorder.Return(result));
        List<SimulatedMachine.Completion> ended = new ArrayList<>();
        if (rest.answer() instanceof Answer.Returned returned) {
            ended.add(new SimulatedMachine.Completion(thread, returned.result()));
        }
        ended.addAll(rest.completions());
        return ended;
    }
}
