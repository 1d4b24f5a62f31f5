package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.MkTimer;
import dev.portolan.kernel.ipc.MkTimers;

/** The first critical section of each call on a timer of the caller's own. */
public sealed interface TimerCall extends Continuation.Call {

    /** {@code mk_timer_create}. */
    enum MkTimerCreate implements TimerCall {
        MK_TIMER_CREATE;

        @Override
        public Step run(MachThread thread) {
            return new Step.Done(MkTimers.create(thread.task().space()));
        }
    }

    /** {@code mk_timer_arm}, for a time as the machine counts it. */
    record MkTimerArm(MachPortName name, long time) implements TimerCall {
        @Override
        public Step run(MachThread thread) {
            IpcSpace space = thread.task().space();
            long now = thread.kernel().machine().absoluteTime();
            CallResult armed = MkTimers.arm(space, name.value(), time, now);
            MkTimer timer = MkTimers.named(space, name.value());
            if (armed.code() == KERN_SUCCESS && time > now && timer != null) {
                thread.kernel().machine().at(time, () -> timer.expire(time));
            }
            return new Step.Done(armed);
        }
    }

    /** {@code mk_timer_cancel}. */
    record MkTimerCancel(MachPortName name) implements TimerCall {
        @Override
        public Step run(MachThread thread) {
            return new Step.Done(MkTimers.cancel(thread.task().space(), name.value()));
        }
    }

    /** {@code mk_timer_destroy}. */
    record MkTimerDestroy(MachPortName name) implements TimerCall {
        @Override
        public Step run(MachThread thread) {
            return thread.after(CallResult.of(MkTimers.destroy(thread.task().space(), name.value(), thread.doomed())));
        }
    }

    /** No call of Mach's: the deadline of the timer, whichever it is, has come. */
    record MkTimerExpire(MachPortName name) implements TimerCall {
        @Override
        public Step run(MachThread thread) {
            MkTimer timer = MkTimers.named(thread.task().space(), name.value());
            if (timer != null) {
                timer.expire();
            }
            return Step.done(KERN_SUCCESS);
        }
    }
}
