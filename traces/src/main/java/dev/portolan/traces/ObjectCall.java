package dev.portolan.traces;

import static dev.portolan.traces.Argument.Kind.CALLERS_NAME;
import static dev.portolan.traces.Argument.Kind.TASK;
import static dev.portolan.traces.Argument.Kind.THREAD;

import dev.portolan.traces.Argument.Is;

/**
 * A call on a task or a thread, or an exception that a thread raises.
 *
 * <p>The task or thread is named as the trace names it, not by a right: these calls are the specification's module {@code
 * Exc}. Beside them are {@link Call.TaskTerminate} and {@link Call.ThreadAbort}. The words of the calls of Mach 3.0 are
 * here; its exception port is special port 3.
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

    /** {@code thread_create}: a thread that is suspended once and has not begun. Out: the name. */
    record ThreadCreate(
            String thread, String task, @Is(THREAD) String created) implements Creates {
        @Override
        public String made() {
            return created;
        }
    }

    record ThreadSuspend(String thread, @Is(THREAD) String target) implements ObjectCall {}

    record ThreadResume(String thread, @Is(THREAD) String target) implements ObjectCall {}

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
     * The thread executes an instruction that faults.
     *
     * @param exception its type, by Mach's number
     */
    record RaiseException(String thread, int exception, int code, int subcode) implements ObjectCall {}
}
