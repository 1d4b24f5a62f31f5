package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.bool;
import static dev.portolan.conformance.exc.Values.elements;
import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.number;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.truth;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TaskCall;
import dev.portolan.kernel.kern.TerminationCall;
import dev.portolan.kernel.kern.ThreadCall;
import dev.portolan.kernel.kern.ThreadHold;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.SimulatedMachine;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.spec.value.TlaValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A kernel on a simulated machine, on which the actions of the model {@code Exc} are executed, each by its name.
 *
 * <p>A call of exceptions, tasks and threads is its first critical section; what its thread does after, or in triage, is a
 * step each. What a handler does with messages is IPC's, and is executed as a whole. Not for use by several threads.
 */
public final class ExceptionKernel {

    /** What an action came to, as the model tells it. */
    public record Told(String ret, TlaValue out) {}

    static final String BLOCKED = "BLOCKED";
    static final String CONTINUE = "CONTINUE";

    /* Slots above all that are allocated; a name's low bits are those of a slot's first generation. */
    private static final int FRESH_SLOTS = 1 << 16;
    private static final int FIRST_GENERATION = 3;

    private static final TlaValue NO_OUT = record("none", bool(true));

    private final ExceptionWorld world;
    private final SimulatedMachine machine = new SimulatedMachine();
    private final Kernel kernel;

    /* By thread, the request that it has received and not answered, and its programs' other messages. */
    private final Map<String, MachMsgBuffer> held = new HashMap<>();
    private final long[] serials;
    private int freshSlot = FRESH_SLOTS;

    ExceptionKernel(ExceptionWorld world, int ports) {
        this.world = world;
        kernel = new Kernel(machine, world.rules(), world.exceptionRules(), KernelLimits.DEFAULT);
        serials = new long[ports];
    }

    private ExceptionKernel(ExceptionKernel original) {
        world = original.world;
        kernel = original.kernel.copy(machine);
        held.putAll(original.held);
        serials = original.serials;
        freshSlot = original.freshSlot;
    }

    /** A copy that goes its own way. */
    public ExceptionKernel copy() {
        return new ExceptionKernel(this);
    }

    Kernel kernel() {
        return kernel;
    }

    long[] serials() {
        return serials;
    }

    /** The kernel's state, in the form of {@link ExceptionState}. */
    public TlaValue state() {
        return rendering().state();
    }

    private ExceptionRendering rendering() {
        return new ExceptionRendering(world, kernel, held, serials);
    }

    /**
     * Checks the kernel's own invariants.
     *
     * @throws AssertionError if one does not hold
     */
    public void audit() {
        KernelAudit.audit(kernel);
    }

    /**
     * The name of the model's action that an edge is, from the source of the edge; a step is that of its thread.
     *
     * @param name of the operator that the edge is called by
     */
    public static String action(String name, Map<String, TlaValue> parameters, TlaValue source) {
        if (!name.equals("Goes")) {
            return WorldActions.action(name);
        }
        String at = text(field(field(field(field(source, "threads"), text(parameters.get("t"))), "does"), "at"));
        return switch (at) {
            case "Return", "User", "Parked", "NotStarted" -> "CrossBorder";
            default -> at;
        };
    }

    /**
     * Executes an action.
     *
     * @param action by the name of the model's
     * @throws IllegalStateException if the kernel's thread is not there where the action's is
     */
    public Told perform(String action, Map<String, TlaValue> arguments) {
        MachThread thread = thread(text(arguments.get("t")));
        Told handled = new Handler(this, thread).perform(action, arguments);
        if (handled == null) {
            Continuation call = call(action, arguments, thread);
            handled = call == null ? step(thread, action) : begin(thread, call);
        }
        forgetRequests();
        return handled;
    }

    private Told begin(MachThread thread, Continuation call) {
        return told(thread, machine.begin(thread, call));
    }

    /* A call whose thread goes on to give up rights, or to the border, has its answer. */
    private Told told(MachThread thread, Answer answer) {
        if (answer instanceof Answer.Returned returned) {
            return told(thread, returned.result());
        }
        Continuation now = thread.continuation();
        Continuation then = now instanceof Continuation.ReleaseRight release ? release.then() : now;
        if (answer == Answer.Going.CONTINUED && then instanceof UserBorder.Return returned) {
            return told(thread, returned.result());
        }
        return going(answer);
    }

    private static Told going(Answer answer) {
        return new Told(answer == Answer.Going.BLOCKED ? BLOCKED : CONTINUE, NO_OUT);
    }

    private Told told(MachThread thread, CallResult result) {
        return new Told(result.code().toString(), out(thread, result.out()));
    }

    private TlaValue out(MachThread thread, OutValue out) {
        ExceptionRendering rendering = rendering();
        if (out instanceof OutValue.ExceptionPorts ports) {
            List<TlaValue> groups = new ArrayList<>();
            for (OutValue.ExceptionGroup group : ports.groups()) {
                groups.add(record(
                        "slot",
                        ExceptionRendering.slot(
                                rendering.portOf(thread.task(), group.port()), group.behavior(), group.flavor()),
                        "mask",
                        ExceptionRendering.types(group.mask())));
            }
            return record("groups", Values.tuple(groups));
        }
        // The name of a task or thread that was made is no exception port.
        if (out instanceof OutValue.Name name && isExceptionPort(rendering, thread, name.name())) {
            return record("port", number(rendering.portOf(thread.task(), name.name())));
        }
        return NO_OUT;
    }

    private static boolean isExceptionPort(ExceptionRendering rendering, MachThread thread, MachPortName name) {
        return !name.isValid() || rendering.portOf(thread.task(), name) > 0;
    }

    private Told step(MachThread thread, String action) {
        Continuation now = thread.continuation();
        String at = switch (now.getClass().getSimpleName()) {
            case "Idle", "Return", "Parked", "NotStarted" -> "CrossBorder";
            case "TearDown" -> "DestroySpace";
            default -> now.getClass().getSimpleName();
        };
        if (!at.equals(action)) {
            throw new IllegalStateException("thread " + thread + " is at " + at + ", not at " + action);
        }
        if (now instanceof TerminationCall.TearDown) {
            return tearDown(thread);
        }
        if (now == Continuation.Idle.IDLE) {
            machine.begin(thread, new UserBorder.Return(CallResult.KERN_SUCCESS));
            return new Told(CONTINUE, NO_OUT);
        }
        Answer answer = machine.step(thread);
        if (now instanceof ThreadHold.AwaitStopped) {
            return told(thread, answer);
        }
        return now instanceof UserBorder ? new Told(CONTINUE, NO_OUT) : going(answer);
    }

    /* To the model the end of a space is one step. */
    private Told tearDown(MachThread thread) {
        Answer answer = Answer.Going.CONTINUED;
        while (!(thread.continuation() instanceof UserBorder)) {
            answer = machine.step(thread);
        }
        return told(thread, answer);
    }

    /** Makes the whole call, and answers what it came to. */
    CallResult complete(MachThread thread, Continuation call) {
        Answer answer = machine.begin(thread, call);
        while (answer == Answer.Going.CONTINUED) {
            answer = machine.step(thread);
        }
        if (answer instanceof Answer.Returned returned) {
            return returned.result();
        }
        throw new IllegalStateException("thread " + thread + " waits in " + call);
    }

    /* The first section of a call; null if the action is none. */
    private Continuation call(String action, Map<String, TlaValue> of, MachThread thread) {
        return switch (action) {
            case "SetExceptionPorts" ->
                new ExceptionPortsCall.SetExceptionPorts(
                        target(of.get("target")), mask(of), port(of, thread), behavior(of), integer(of.get("flavor")));
            case "GetExceptionPorts" ->
                new ExceptionPortsCall.GetExceptionPorts(target(of.get("target")), mask(of), integer(of.get("count")));
            case "SwapExceptionPorts" ->
                new ExceptionPortsCall.SwapExceptionPorts(
                        target(of.get("target")),
                        mask(of),
                        port(of, thread),
                        behavior(of),
                        integer(of.get("flavor")),
                        integer(of.get("count")));
            case "SetSpecialPort" ->
                new ExceptionPortsCall.SetSpecialPort(
                        target(of.get("target")), integer(of.get("which")), port(of, thread));
            case "GetSpecialPort" ->
                new ExceptionPortsCall.GetSpecialPort(target(of.get("target")), integer(of.get("which")));
            case "RaiseException" -> new ExceptionTriage.RaiseException(exception(of.get("exception")));
            case "TaskCreate" -> new TaskCall.TaskCreate(taskOrNull(of.get("parent")), text(of.get("child")));
            case "TaskSuspend" -> new TaskCall.TaskSuspend(taskOrNull(of.get("task")));
            case "TaskResume" -> new TaskCall.TaskResume(taskOrNull(of.get("task")));
            case "TaskTerminate" -> new TaskCall.TaskTerminate(taskOrNull(of.get("task")));
            case "ThreadCreate" -> {
                String created = text(of.get("created"));
                yield new ThreadCall.ThreadCreate(task(ExceptionWorld.taskOf(created)), created);
            }
            case "ThreadSuspend" -> new ThreadCall.ThreadSuspend(threadOrNull(of.get("target")));
            case "ThreadResume" -> new ThreadCall.ThreadResume(threadOrNull(of.get("target")));
            case "ThreadAbort" -> new ThreadCall.ThreadAbort(threadOrNull(of.get("target")));
            case "ThreadAbortSafely" -> new ThreadCall.ThreadAbortSafely(threadOrNull(of.get("target")));
            case "ThreadTerminate" -> new ThreadCall.ThreadTerminate(threadOrNull(of.get("target")));
            default -> null;
        };
    }

    private static int mask(Map<String, TlaValue> arguments) {
        int mask = 0;
        for (TlaValue type : elements(arguments.get("mask"))) {
            mask |= 1 << integer(type);
        }
        return mask;
    }

    private static int behavior(Map<String, TlaValue> arguments) {
        int behavior = integer(arguments.get("behavior"));
        return truth(arguments.get("codes")) ? behavior | ExceptionBehavior.MACH_EXCEPTION_CODES : behavior;
    }

    private static MachException exception(TlaValue exception) {
        List<Long> codes = new ArrayList<>();
        for (TlaValue code : elements(field(exception, "codes"))) {
            codes.add((long) integer(field(code, "high")) << 32 | integer(field(code, "low")));
        }
        return new MachException(integer(field(exception, "type")), codes);
    }

    private ExceptionPortsCall.Argument port(Map<String, TlaValue> arguments, MachThread thread) {
        return argument(thread, integer(arguments.get("port")));
    }

    /** A port as an argument of a call: a right is made from the receive right if the caller has that. */
    ExceptionPortsCall.Argument argument(MachThread thread, int port) {
        if (port <= 0) {
            return new ExceptionPortsCall.Argument(
                    port == 0 ? MachPortName.MACH_PORT_DEAD : MachPortName.MACH_PORT_NULL,
                    MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
        }
        Names names = new Names(thread.task(), serials);
        return new ExceptionPortsCall.Argument(
                names.of(port),
                names.receives(port)
                        ? MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND
                        : MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
    }

    private ExceptionTarget target(TlaValue target) {
        return target(text(field(target, "level")), text(field(target, "of")));
    }

    ExceptionTarget target(String level, String of) {
        return switch (level) {
            case "thread" ->
                of.equals(ExceptionState.NOBODY) ? null : thread(of).act();
            case "task" -> of.equals(ExceptionState.NOBODY) ? null : task(of);
            default -> of.equals("host_priv") ? kernel.host() : null;
        };
    }

    private MachThread threadOrNull(TlaValue name) {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals(text(name)))
                .findFirst()
                .orElse(null);
    }

    private MachTask taskOrNull(TlaValue name) {
        return kernel.tasks().stream()
                .filter(task -> task.name().equals(text(name)))
                .findFirst()
                .orElse(null);
    }

    MachThread thread(String name) {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no thread " + name));
    }

    MachTask task(String name) {
        return kernel.tasks().stream()
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no task " + name));
    }

    /** A name that no space has had. */
    MachPortName freshName() {
        return MachPortName.of(freshSlot++ << 8 | FIRST_GENERATION);
    }

    MachMsgBuffer request(MachThread thread) {
        return held.get(thread.name());
    }

    void hold(MachThread thread, MachMsgBuffer request) {
        held.put(thread.name(), request);
    }

    void letGo(MachThread thread) {
        held.remove(thread.name());
    }

    /* A request is a right in its task's space, and goes with that. */
    private void forgetRequests() {
        held.keySet().removeIf(thread -> thread(thread).task().isGone());
    }
}
