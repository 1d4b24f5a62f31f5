package dev.portolan.kernel.trap;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.TimerCall;

/** The calls on timers. Each method answers the call's first critical section, for a machine to begin. */
public final class MkTimerTraps {

    private MkTimerTraps() {}

    /** A timer of the caller's, which is not armed. */
    public static Continuation mkTimerCreate() {
        return TimerCall.MkTimerCreate.MK_TIMER_CREATE;
    }

    /** {@code time} is absolute, as the machine counts it; one that is past fires the timer at once. */
    public static Continuation mkTimerArm(MachPortName name, long time) {
        return new TimerCall.MkTimerArm(name, time);
    }

    public static Continuation mkTimerCancel(MachPortName name) {
        return new TimerCall.MkTimerCancel(name);
    }

    public static Continuation mkTimerDestroy(MachPortName name) {
        return new TimerCall.MkTimerDestroy(name);
    }

    /** The deadline of the timer comes now. For a machine on which time does not pass by itself. */
    public static Continuation mkTimerExpire(MachPortName name) {
        return new TimerCall.MkTimerExpire(name);
    }
}
