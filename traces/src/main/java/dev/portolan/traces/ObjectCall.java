package dev.portolan.traces;

import static dev.portolan.traces.Argument.Kind.CALLERS_NAME;
import static dev.portolan.traces.Argument.Kind.COUNT;
import static dev.portolan.traces.Argument.Kind.TASK;
import static dev.portolan.traces.Argument.Kind.THREAD;
import static dev.portolan.traces.Argument.Kind.WORDS;

import dev.portolan.traces.Argument.Is;
import java.util.List;

/**
 * A call on a task or a thread, or an exception that a thread raises.
 *
 * <p>The task or thread is named as the trace names it, not by a right: these calls are the specification's module {@code
 * Exc}. Beside them are {@link Call.TaskTerminate} and {@link Call.ThreadAbort}. The exception port of Mach 3.0 is special
 * port 3; where there is one for each type of exception, there are calls for those.
 */
public sealed interface ObjectCall extends Call {

    /** A call that makes a task or a thread, to which its caller gets a right. */
    sealed interface Creates extends ObjectCall {

        /** What the trace calls it. */
        String made();
    }

    /** A call that changes nothing. */
    sealed interface Asks extends ObjectCall {}

    /** {@code task_create}: a task with what its parent, {@code task}, leaves it. Out: the name. */
    record TaskCreate(String thread, String task, @Is(TASK) String child) implements Creates {
        @Override
        public String made() {
            return child;
        }
    }

    record TaskSuspend(String thread, String task) implements ObjectCall {}

    record TaskResume(String thread, String task) implements ObjectCall {}

    /** {@code pid_suspend} of the task's process, by the task in place of its number. */
    record PidSuspend(String thread, String task) implements ObjectCall {}

    /** {@code pid_resume}. */
    record PidResume(String thread, String task) implements ObjectCall {}

    /** {@code thread_create}: a thread that is suspended once and has not begun. Out: the name. */
    record ThreadCreate(
            String thread, String task, @Is(THREAD) String created) implements Creates {
        @Override
        public String made() {
            return created;
        }
    }

    /**
     * {@code thread_create_running}: a thread with these registers, that begins at once if its task lets it. Out: the name.
     *
     * @param stateFlavor which registers they are
     */
    record ThreadCreateRunning(
            String thread,
            String task,
            @Is(THREAD) String created,
            int stateFlavor,
            @Is(WORDS) List<Integer> registers) implements Creates {
        @Override
        public String made() {
            return created;
        }
    }

    /** {@code thread_get_state}. Out: the registers. */
    record ThreadGetState(String thread, @Is(THREAD) String target, int stateFlavor) implements Asks {}

    /** {@code thread_set_state}. */
    record ThreadSetState(
            String thread,
            @Is(THREAD) String target,
            int stateFlavor,
            @Is(WORDS) List<Integer> registers) implements ObjectCall {}

    record ThreadSuspend(String thread, @Is(THREAD) String target) implements ObjectCall {}

    record ThreadResume(String thread, @Is(THREAD) String target) implements ObjectCall {}

    record ThreadAbortSafely(String thread, @Is(THREAD) String target) implements ObjectCall {}

    record ThreadTerminate(String thread, @Is(THREAD) String target) implements ObjectCall {}

    /**
     * {@code task_set_special_port}.
     *
     * @param which of its ports, by Mach's number
     * @param port a name in the caller's space
     */
    record TaskSetSpecialPort(
            String thread,
            String task,
            int which,
            @Is(CALLERS_NAME) PortName port,
            String disposition) implements ObjectCall {}

    /** Out: the name. */
    record TaskGetSpecialPort(String thread, String task, int which) implements Asks {}

    /** {@code thread_set_special_port}, as that of a task. */
    record ThreadSetSpecialPort(
            String thread,
            @Is(THREAD) String target,
            int which,
            @Is(CALLERS_NAME) PortName port,
            String disposition) implements ObjectCall {}

    /** Out: the name. */
    record ThreadGetSpecialPort(String thread, @Is(THREAD) String target, int which) implements Asks {}

    /**
     * {@code task_set_exception_ports}.
     *
     * @param mask a bit for each type of exception
     * @param port a name in the caller's space
     * @param behavior of requests, by Mach's number, with {@code MACH_EXCEPTION_CODES} or without
     * @param stateFlavor of the registers that requests have
     */
    record TaskSetExceptionPorts(
            String thread,
            String task,
            int mask,
            @Is(CALLERS_NAME) PortName port,
            String disposition,
            int behavior,
            int stateFlavor)
            implements ObjectCall {}

    /** {@code thread_set_exception_ports}, as that of a task. */
    record ThreadSetExceptionPorts(
            String thread,
            @Is(THREAD) String target,
            int mask,
            @Is(CALLERS_NAME) PortName port,
            String disposition,
            int behavior,
            int stateFlavor)
            implements ObjectCall {}

    /** {@code host_set_exception_ports}, as that of a task, by who has the host's privileged port. */
    record HostSetExceptionPorts(
            String thread, int mask, @Is(CALLERS_NAME) PortName port, String disposition, int behavior, int stateFlavor)
            implements ObjectCall {}

    /**
     * {@code task_get_exception_ports}. Out: the exception ports, to which the caller gets rights.
     *
     * @param count how many groups there is room for
     */
    record TaskGetExceptionPorts(
            String thread, String task, int mask, @Is(COUNT) int count) implements ObjectCall {}

    /** {@code thread_get_exception_ports}, as that of a task. */
    record ThreadGetExceptionPorts(
            String thread,
            @Is(THREAD) String target,
            int mask,
            @Is(COUNT) int count) implements ObjectCall {}

    /** {@code host_get_exception_ports}, as that of a task, by who has the host's privileged port. */
    record HostGetExceptionPorts(
            String thread, int mask, @Is(COUNT) int count) implements ObjectCall {}

    /** {@code task_swap_exception_ports}: sets as far as there is room for what was there. Out: that. */
    record TaskSwapExceptionPorts(
            String thread,
            String task,
            int mask,
            @Is(CALLERS_NAME) PortName port,
            String disposition,
            int behavior,
            int stateFlavor,
            @Is(COUNT) int count)
            implements ObjectCall {}

    /** {@code thread_swap_exception_ports}, as that of a task. */
    record ThreadSwapExceptionPorts(
            String thread,
            @Is(THREAD) String target,
            int mask,
            @Is(CALLERS_NAME) PortName port,
            String disposition,
            int behavior,
            int stateFlavor,
            @Is(COUNT) int count)
            implements ObjectCall {}

    /** {@code host_swap_exception_ports}, as that of a task, by who has the host's privileged port. */
    record HostSwapExceptionPorts(
            String thread,
            int mask,
            @Is(CALLERS_NAME) PortName port,
            String disposition,
            int behavior,
            int stateFlavor,
            @Is(COUNT) int count)
            implements ObjectCall {}

    /**
     * The thread executes an instruction that faults.
     *
     * @param exception its type, by Mach's number
     */
    record RaiseException(String thread, int exception, int code, int subcode) implements ObjectCall {}

    /**
     * The thread has used more of a resource than it may.
     *
     * @param resource by Mach's number
     * @param limitFlavor which of the resource's limits
     * @param limit in the resource's unit
     * @param observed in the same unit
     */
    record ExceedLimit(String thread, int resource, int limitFlavor, int limit, int observed) implements ObjectCall {}
}
