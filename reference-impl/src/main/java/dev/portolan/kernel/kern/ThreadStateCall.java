package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.InfoFlavor;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.abi.ThreadRunState;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.rules.ExceptionRules;
import dev.portolan.kernel.rules.ExceptionRules.StateOfSelf;
import java.util.List;

/** The first critical section of each call on what a thread's registers are, and what it does; null where none was named. */
public sealed interface ThreadStateCall extends Continuation.Call {

    /** {@code thread_get_state}. */
    record ThreadGetState(MachThread of, int flavor) implements ThreadStateCall {
        @Override
        @Refines("ThreadGetState")
        public Step run(MachThread thread) {
            ReturnCode refusal = refusal(thread, of, flavor);
            if (refusal != KernReturn.KERN_SUCCESS) {
                return Step.done(refusal);
            }
            return Step.done(
                    KernReturn.KERN_SUCCESS,
                    new OutValue.ThreadState(List.copyOf(of.act().getState(flavor))));
        }
    }

    /** {@code thread_set_state}. */
    record ThreadSetState(MachThread of, int flavor, List<Integer> state) implements ThreadStateCall {
        @Override
        @Refines("ThreadSetState")
        public Step run(MachThread thread) {
            ReturnCode refusal = refusal(thread, of, flavor);
            if (refusal != KernReturn.KERN_SUCCESS) {
                return Step.done(refusal);
            }
            return Step.done(
                    of.act().setState(flavor, state) ? KernReturn.KERN_SUCCESS : KernReturn.KERN_INVALID_ARGUMENT);
        }
    }

    /** {@code thread_create_running}: a thread with those registers, that begins at once if its task lets it. */
    record ThreadCreateRunning(MachTask parent, String name, int flavor, List<Integer> state)
            implements ThreadStateCall {
        @Override
        @Refines("ThreadCreateRunning")
        public Step run(MachThread thread) {
            if (parent == null || parent.isGone()) {
                return Step.done(ThreadCall.gone(thread));
            }
            synchronized (parent.space()) {
                if (!parent.isActive()) {
                    return Step.done(ThreadCall.ended(thread, KernReturn.KERN_FAILURE));
                }
                if (!ThreadAct.isState(flavor, state)) {
                    return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
                }
                MachThread created = thread.kernel().createThread(parent, name);
                created.isNew();
                created.act().setState(flavor, state);
                created.act().resume();
                ThreadHold.released(created);
                return TaskCall.created(thread, created.act().self());
            }
        }
    }

    /**
     * {@code thread_info}, of which there is the basic flavor.
     *
     * @param count how many words there is room for
     */
    record ThreadInfo(MachThread of, int flavor, int count) implements ThreadStateCall {
        @Override
        @Refines("ThreadInfo")
        public Step run(MachThread thread) {
            if (of == null || of.act().isGone()) {
                return Step.done(ThreadCall.gone(thread));
            }
            if (!of.act().isActive()) {
                return Step.done(ThreadCall.ended(thread, KernReturn.KERN_TERMINATED));
            }
            boolean masked = thread.kernel().exceptionRules().portsAreMasked();
            InfoFlavor basic = masked ? InfoFlavor.XNU_THREAD : InfoFlavor.CLASSIC_THREAD;
            if (!basic.isAsked(flavor, count)) {
                return Step.done(KernReturn.KERN_INVALID_ARGUMENT);
            }
            return Step.done(
                    KernReturn.KERN_SUCCESS,
                    new OutValue.ThreadInfo(runState(of, masked), of.act().suspends()));
        }
    }

    /* Where a hold stops a thread within the kernel too, one that waits there is stopped. Who may run is told to, at the
    border too. */
    private static ThreadRunState runState(MachThread of, boolean waitsWhileHeld) {
        if (of.continuation() instanceof UserBorder.NotStarted && !of.act().isStarted()) {
            return waitsWhileHeld ? ThreadRunState.UNINTERRUPTIBLE : ThreadRunState.STOPPED;
        }
        if (UserBorder.isParked(of)) {
            return of.act().isHeld() ? ThreadRunState.STOPPED : ThreadRunState.RUNNING;
        }
        if (!of.isBlocked()) {
            return ThreadRunState.RUNNING;
        }
        return of.act().isHeld() && !waitsWhileHeld ? ThreadRunState.STOPPED : ThreadRunState.WAITING;
    }

    /* The checks that get and set have in common, in their order. */
    private static ReturnCode refusal(MachThread thread, MachThread of, int flavor) {
        if (of == null || of.act().isGone()) {
            return ThreadCall.gone(thread);
        }
        ExceptionRules rules = thread.kernel().exceptionRules();
        if (of == thread && rules.stateOfSelf() == StateOfSelf.REFUSED) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        if (!of.act().isActive()) {
            return ThreadCall.ended(thread, KernReturn.KERN_TERMINATED);
        }
        return ThreadStateFlavor.of(flavor) == null ? KernReturn.KERN_INVALID_ARGUMENT : KernReturn.KERN_SUCCESS;
    }
}
