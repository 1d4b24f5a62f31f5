package dev.portolan.traces;

import static dev.portolan.traces.Argument.Kind.CALLERS_NAME;

import dev.portolan.traces.Argument.Is;

/** A call on a timer of the caller's own. */
public sealed interface TimerCall extends Call {

    /** Out: the name of the timer's receive right, or null. */
    record MkTimerCreate(String thread) implements TimerCall {}

    /**
     * {@code mk_timer_arm}.
     *
     * @param time the deadline; one that is not above zero has passed
     */
    record MkTimerArm(String thread, @Is(CALLERS_NAME) PortName name, int time) implements TimerCall {}

    /** Out: the deadline that the timer had, 0 if it was not armed. */
    record MkTimerCancel(String thread, @Is(CALLERS_NAME) PortName name) implements TimerCall {}

    record MkTimerDestroy(String thread, @Is(CALLERS_NAME) PortName name) implements TimerCall {}

    /** The deadline of the timer has come. No call of Mach's: the environment makes it, by a thread that has nothing to do. */
    record MkTimerExpire(String thread, @Is(CALLERS_NAME) PortName name) implements TimerCall {}
}
