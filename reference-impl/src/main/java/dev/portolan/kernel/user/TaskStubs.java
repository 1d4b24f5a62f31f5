package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.InfoFlavor;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ThreadRunState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The calls on tasks, threads and the host by message, each method as its routine has it; the first argument is a name of
 * the caller's for what is called. A call that the dialect does not have throws.
 */
public final class TaskStubs {

    private static final int HANDLERS = 32;
    private static final int COPY_SEND = MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code();
    private static final int HOST_BASIC_INFO = 1;
    private static final int HOST_INFO_WORDS = 12;
    private static final int HOST_INFO_OLD_WORDS = 5;

    private static final MigClient.Reader RIGHT =
            reply -> reply.has(1, MachMsgDescriptor.Port.class, 0) ? new OutValue.Name(reply.port(0)) : null;
    private static final MigClient.Reader STATE =
            reply -> reply.hasArrayAt(0) ? new OutValue.ThreadState(reply.arrayAt(0)) : null;

    private final MigClient client;
    private final MigSubsystem ofTask;
    private final MigSubsystem ofThread;
    private final MigSubsystem ofHost;

    TaskStubs(MigClient client) {
        this.client = client;
        ofTask = client.isXnus() ? MigSubsystem.XNU_TASK : MigSubsystem.CLASSIC_MACH;
        ofThread = client.isXnus() ? MigSubsystem.XNU_THREAD_ACT : MigSubsystem.CLASSIC_MACH;
        ofHost = client.isXnus() ? MigSubsystem.XNU_MACH_HOST : MigSubsystem.CLASSIC_MACH_HOST;
    }

    /* Tasks. */

    /** {@code task_create} that hands over no ledgers; what its child inherits is not asked. */
    public CallResult taskCreate(MachPortName parent) {
        return client.isXnus()
                ? client.call(
                        ofTask,
                        "task_create",
                        parent,
                        MigShape.ofPorts(2),
                        List.of(new MachMsgDescriptor.OolPorts(List.of(), COPY_SEND)),
                        RIGHT,
                        List.of(0, 0),
                        List.of())
                : client.call(ofTask, "task_create", parent, RIGHT, 0);
    }

    public CallResult taskTerminate(MachPortName task) {
        return code(ofTask, "task_terminate", task);
    }

    public CallResult taskThreads(MachPortName task) {
        return client.call(ofTask, "task_threads", task, this::ports);
    }

    public CallResult machPortsRegister(MachPortName task, List<MachPortName> ports) {
        return client.call(
                ofTask,
                "mach_ports_register",
                task,
                MigShape.ofPorts(client.isXnus() ? 1 : 0),
                List.of(new MachMsgDescriptor.OolPorts(ports, COPY_SEND)),
                MigClient.NOTHING,
                client.isXnus() ? List.of(ports.size()) : List.of(),
                List.of());
    }

    public CallResult machPortsLookup(MachPortName task) {
        return client.call(ofTask, "mach_ports_lookup", task, this::ports);
    }

    /* In XNU their number is told beside them. */
    private OutValue ports(MigReply reply) {
        boolean isArray = reply.has(1, MachMsgDescriptor.OolPorts.class, client.isXnus() ? 1 : 0);
        boolean isWhole =
                isArray && (!client.isXnus() || reply.word(0) == reply.ports().size());
        return isWhole ? new OutValue.Ports(reply.ports()) : null;
    }

    /** {@code task_info} of the basic flavor. */
    public CallResult taskInfo(MachPortName task) {
        InfoFlavor basic = client.isXnus() ? InfoFlavor.XNU_TASK : InfoFlavor.CLASSIC_TASK;
        int suspends = client.isXnus() ? 11 : 0;
        return client.call(
                ofTask,
                "task_info",
                task,
                reply -> reply.hasArrayAt(0) && reply.word(0) == basic.words()
                        ? new OutValue.TaskInfo(reply.arrayAt(0).get(suspends))
                        : null,
                basic.number(),
                basic.words());
    }

    public CallResult taskSuspend(MachPortName task) {
        return code(ofTask, "task_suspend", task);
    }

    public CallResult taskResume(MachPortName task) {
        return code(ofTask, "task_resume", task);
    }

    public CallResult taskGetSpecialPort(MachPortName task, int which) {
        return client.call(ofTask, "task_get_special_port", task, RIGHT, which);
    }

    public CallResult taskSetSpecialPort(MachPortName task, int which, MachPortName port) {
        return setSpecialPort(ofTask, "task_set_special_port", task, which, port);
    }

    /* Threads. */

    public CallResult threadCreate(MachPortName parent) {
        return client.call(ofTask, "thread_create", parent, RIGHT);
    }

    public CallResult threadCreateRunning(MachPortName parent, int flavor, List<Integer> state) {
        return client.call(
                ofTask, "thread_create_running", parent, MigShape.ofArray(1), List.of(), RIGHT, List.of(flavor), state);
    }

    public CallResult threadTerminate(MachPortName thread) {
        return code(ofThread, "thread_terminate", thread);
    }

    public CallResult threadSuspend(MachPortName thread) {
        return code(ofThread, "thread_suspend", thread);
    }

    public CallResult threadResume(MachPortName thread) {
        return code(ofThread, "thread_resume", thread);
    }

    public CallResult threadAbort(MachPortName thread) {
        return code(ofThread, "thread_abort", thread);
    }

    public CallResult threadAbortSafely(MachPortName thread) {
        return code(ofThread, "thread_abort_safely", thread);
    }

    public CallResult threadGetState(MachPortName thread, int flavor) {
        return client.call(ofThread, "thread_get_state", thread, STATE, flavor, MigShape.THREAD_STATE_MAX);
    }

    public CallResult threadSetState(MachPortName thread, int flavor, List<Integer> state) {
        return client.call(
                ofThread,
                "thread_set_state",
                thread,
                MigShape.ofArray(1),
                List.of(),
                MigClient.NOTHING,
                List.of(flavor),
                state);
    }

    /** {@code thread_info} of the basic flavor. */
    public CallResult threadInfo(MachPortName thread) {
        InfoFlavor basic = client.isXnus() ? InfoFlavor.XNU_THREAD : InfoFlavor.CLASSIC_THREAD;
        return client.call(
                ofThread,
                "thread_info",
                thread,
                reply -> reply.hasArrayAt(0) && reply.word(0) == basic.words() ? threadInfo(reply.arrayAt(0)) : null,
                basic.number(),
                basic.words());
    }

    private OutValue threadInfo(List<Integer> fields) {
        int state = client.isXnus() ? 6 : 7;
        return Arrays.stream(ThreadRunState.values())
                .filter(one -> one.code() == fields.get(state))
                .findFirst()
                .map(one -> new OutValue.ThreadInfo(one, fields.get(state + 2)))
                .orElse(null);
    }

    public CallResult threadGetSpecialPort(MachPortName thread, int which) {
        return client.call(ofThread, "thread_get_special_port", thread, RIGHT, which);
    }

    public CallResult threadSetSpecialPort(MachPortName thread, int which, MachPortName port) {
        return setSpecialPort(ofThread, "thread_set_special_port", thread, which, port);
    }

    private CallResult setSpecialPort(MigSubsystem of, String routine, MachPortName to, int which, MachPortName port) {
        return client.call(
                of,
                routine,
                to,
                MigShape.ofPort(1),
                MigClient.right(port, COPY_SEND),
                MigClient.NOTHING,
                List.of(which),
                List.of());
    }

    /* Exception ports, of a task, a thread or the host. */

    /** Whose exception ports they are. */
    public enum Level {
        THREAD("thread_", MigSubsystem.XNU_THREAD_ACT),
        TASK("task_", MigSubsystem.XNU_TASK),
        HOST("host_", MigSubsystem.XNU_HOST_PRIV);

        private final String prefix;
        private final MigSubsystem of;

        Level(String prefix, MigSubsystem of) {
            this.prefix = prefix;
            this.of = of;
        }
    }

    public CallResult setExceptionPorts(
            Level level, MachPortName to, int mask, MachPortName port, int behavior, int flavor) {
        return client.call(
                level.of,
                level.prefix + "set_exception_ports",
                to,
                MigShape.ofPort(3),
                MigClient.right(port, COPY_SEND),
                MigClient.NOTHING,
                List.of(mask, behavior, flavor),
                List.of());
    }

    public CallResult getExceptionPorts(Level level, MachPortName to, int mask) {
        return client.call(level.of, level.prefix + "get_exception_ports", to, TaskStubs::exceptionPorts, mask);
    }

    public CallResult swapExceptionPorts(
            Level level, MachPortName to, int mask, MachPortName port, int behavior, int flavor) {
        return client.call(
                level.of,
                level.prefix + "swap_exception_ports",
                to,
                MigShape.ofPort(3),
                MigClient.right(port, COPY_SEND),
                TaskStubs::exceptionPorts,
                List.of(mask, behavior, flavor),
                List.of());
    }

    private static OutValue exceptionPorts(MigReply reply) {
        int groups = reply.words().isEmpty() ? 0 : reply.word(0);
        if (!reply.has(HANDLERS, MachMsgDescriptor.Port.class, 1 + 3 * groups)) {
            return null;
        }
        List<OutValue.ExceptionGroup> told = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            told.add(new OutValue.ExceptionGroup(
                    reply.word(1 + i), reply.port(i), reply.word(1 + groups + i), reply.word(1 + 2 * groups + i)));
        }
        return new OutValue.ExceptionPorts(List.copyOf(told));
    }

    /* The host. */

    /** {@code host_info} of the basic flavor. */
    public CallResult hostInfo(MachPortName host) {
        return client.call(
                ofHost,
                "host_info",
                host,
                reply -> reply.hasArrayAt(0) ? new OutValue.HostInfo(reply.arrayAt(0)) : null,
                HOST_BASIC_INFO,
                client.isXnus() ? HOST_INFO_WORDS : HOST_INFO_OLD_WORDS);
    }

    /** {@code host_kernel_version}, {@code host_get_kernel_version}. */
    public CallResult hostKernelVersion(MachPortName host) {
        String routine = client.isXnus() ? "host_kernel_version" : "host_get_kernel_version";
        return client.call(ofHost, routine, host, this::version);
    }

    /* In XNU an offset, which is none, and a size stand before the bytes; elsewhere their number. */
    private OutValue version(MigReply reply) {
        StringBuilder text = new StringBuilder();
        List<Integer> words = reply.words();
        for (int word : words.subList(Math.min(client.isXnus() ? 2 : 1, words.size()), words.size())) {
            for (int i = 0; i < Integer.BYTES; i++) {
                char one = (char) (word >>> i * Byte.SIZE & 0xff);
                if (one == 0) {
                    return new OutValue.Version(text.toString());
                }
                text.append(one);
            }
        }
        return null;
    }

    public CallResult hostPageSize(MachPortName host) {
        return client.call(
                ofHost, "host_page_size", host, reply -> reply.has(2) ? new OutValue.Context(reply.wide(0)) : null);
    }

    private CallResult code(MigSubsystem of, String routine, MachPortName to) {
        return client.call(of, routine, to, MigClient.NOTHING);
    }
}
