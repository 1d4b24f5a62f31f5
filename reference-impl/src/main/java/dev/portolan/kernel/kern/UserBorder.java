package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.KernelCopy;

/** The border between the kernel and a thread's instructions, at which its end, and what holds it, take effect. */
public sealed interface UserBorder extends Continuation {

    /** What the thread's call came to. */
    CallResult result();

    @Override
    default Continuation copy(KernelCopy copy, Kernel kernel) {
        return this;
    }

    /** The thread is on its way there. From user instructions it comes here when it notices that it is to. */
    record Return(CallResult result) implements UserBorder {
        @Override
        public Step run(MachThread thread) {
            return cross(thread, result);
        }
    }

    /** The thread is held there, or is gone. */
    record Parked(CallResult result) implements UserBorder {
        @Override
        public Step run(MachThread thread) {
            return mayCross(thread) ? cross(thread, result) : Step.Block.BLOCK;
        }
    }

    /** The thread has not begun. */
    record NotStarted(CallResult result) implements UserBorder {
        @Override
        public Step run(MachThread thread) {
            return mayCross(thread) ? cross(thread, result) : Step.Block.BLOCK;
        }
    }

    /** True if who is parked there has a step to take. */
    static boolean mayCross(MachThread thread) {
        return thread.act().isTerminated() || thread.act().mayRun();
    }

    /** True if the thread is parked there, or has not begun. */
    static boolean isParked(MachThread thread) {
        return thread.continuation() instanceof Parked || thread.continuation() instanceof NotStarted;
    }

    /** True if the thread is parked there, or the personality has stopped it, and it has no step to take. */
    static boolean isStopped(MachThread thread) {
        return thread.continuation() instanceof Personality.Duty duty
                ? duty.isStop() && !thread.act().isTerminated()
                : isParked(thread) && !mayCross(thread);
    }

    /** True if a thread that executes instructions is to come to the border. */
    static boolean isWanted(MachThread thread) {
        ThreadAct act = thread.act();
        return !act.mayRun()
                || act.isAborted()
                || act.due() != null
                || thread.kernel().personality().wantsBorder(thread);
    }

    /** True unless the thread executes instructions. */
    static boolean isOffProcessor(MachThread thread) {
        return thread.continuation() != Continuation.Idle.IDLE;
    }

    /* {@code guard_ast}, {@code ledger_ast}. */
    @Refines("RaiseDueStep")
    private static Step raiseDue(MachThread thread, MachException due) {
        if (due.type() == ExceptionType.EXC_GUARD) {
            thread.kernel().personality().guardViolated(thread);
        }
        return new ExceptionTriage.RaiseException(due).run(thread);
    }

    /** First the end, then what the personality wants, then holds, then what the kernel has to raise. */
    @Refines("CrossBorder")
    private static Step cross(MachThread thread, CallResult result) {
        ThreadAct act = thread.act();
        Step duty = act.isTerminated() ? null : thread.kernel().personality().atBorder(thread, result);
        if (duty != null) {
            return duty;
        }
        MachException due = act.due();
        if (due != null && act.mayRun()) {
            act.clearDue();
            return raiseDue(thread, due);
        }
        synchronized (act) {
            // From here on it counts as executing instructions: who holds it now waits for it, or is seen below.
            thread.isAt(Continuation.Idle.IDLE);
            if (act.mayRun()) {
                act.setAborted(false);
                return new Step.Done(result);
            }
        }
        Parked parked = new Parked(result);
        if (act.isTerminated()) {
            act.goes(thread.doomed());
        }
        thread.isAt(parked);
        ThreadHold.changed(thread);
        return thread.after(parked);
    }

    /** The call has ended with that; the rights that it leaves over are given up one by one before its thread goes on. */
    static Step released(MachThread thread, CallResult result) {
        return thread.doomed().isEmpty() ? new Step.Done(result) : new Continuation.ReleaseRight(new Return(result));
    }
}
