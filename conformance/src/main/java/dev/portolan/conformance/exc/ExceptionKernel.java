package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.number;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.string;
import static dev.portolan.conformance.exc.Values.text;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelAudit;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.TerminationCall;
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
final class ExceptionKernel implements ActionKernel {

    /* Slots above all that are allocated; a name's low bits are those of a slot's first generation. */
    private static final int FRESH_SLOTS = 1 << 16;
    private static final int FIRST_GENERATION = 3;

    private final ExceptionWorld world;
    private final SimulatedMachine machine = new SimulatedMachine();
    private final Kernel kernel;

    /* What the threads that call know the ports of tasks and threads by; none where nobody sends messages to them. */
    private final Map<String, MachPortName> objects = new HashMap<>();

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
        objects.putAll(original.objects);
        serials = original.serials;
        freshSlot = original.freshSlot;
    }

    @Override
    public ExceptionKernel copy() {
        return new ExceptionKernel(this);
    }

    Kernel kernel() {
        return kernel;
    }

    long[] serials() {
        return serials;
    }

    @Override
    public TlaValue state() {
        return rendering().state();
    }

    private ExceptionRendering rendering() {
        return new ExceptionRendering(world, kernel, held, serials);
    }

    @Override
    public void audit() {
        KernelAudit.audit(kernel);
    }

    @Override
    public Told perform(Action action) {
        Map<String, TlaValue> arguments = action.arguments();
        MachThread thread = thread(text(arguments.get("t")));
        Told handled = new Handler(this, thread).perform(action.name(), arguments);
        if (handled == null) {
            Continuation call = new ExceptionCalls(this, thread).call(action.name(), arguments);
            handled = call == null ? step(thread, action.name()) : begin(thread, call);
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
        return Told.of(answer == Answer.Going.BLOCKED ? Told.BLOCKED : Told.CONTINUE);
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
        if (out instanceof OutValue.Name name) {
            return record("port", number(rendering.portOf(thread.task(), name.name())));
        }
        if (out instanceof OutValue.Ports ports) {
            return record(
                    "ports",
                    Values.tuple(ports.names().stream()
                            .map(name -> number(rendering.portOf(thread.task(), name)))
                            .toList()));
        }
        if (out instanceof OutValue.TaskInfo info) {
            return record("suspends", number(info.suspendCount()));
        }
        if (out instanceof OutValue.ThreadInfo info) {
            return record(
                    "suspends",
                    number(info.suspendCount()),
                    "runs",
                    string(info.runState().name()));
        }
        if (out instanceof OutValue.ThreadState state) {
            return record("registers", string(Registers.name(state.state())));
        }
        return Told.NO_OUT;
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
            return Told.of(Told.CONTINUE);
        }
        Answer answer = machine.step(thread);
        if (answer instanceof Answer.Returned returned && MessageWaits.isOne(now)) {
            thread.begin(new UserBorder.Return(returned.result()));
        }
        if (now instanceof ThreadHold.AwaitStopped || MessageWaits.isOne(now)) {
            return told(thread, answer);
        }
        return now instanceof UserBorder ? Told.of(Told.CONTINUE) : going(answer);
    }

    /* To the model the end of a space is one step. */
    private Told tearDown(MachThread thread) {
        Answer answer = Answer.Going.CONTINUED;
        while (!(thread.continuation() instanceof UserBorder)) {
            answer = machine.step(thread);
        }
        return told(thread, answer);
    }

    /** Makes the whole call, or as much of it as comes before its wait. */
    Told upToWait(MachThread thread, Continuation call) {
        Answer answer = machine.begin(thread, call);
        while (answer == Answer.Going.CONTINUED) {
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

    /** A port as an argument of a call: a right is made from the receive right if the caller has that. */
    CallRights.Named argument(MachThread thread, int port) {
        if (port <= 0) {
            return new CallRights.Named(
                    port == 0 ? MachPortName.MACH_PORT_DEAD : MachPortName.MACH_PORT_NULL,
                    MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
        }
        Names names = new Names(thread.task(), serials);
        return new CallRights.Named(
                names.of(port),
                names.receives(port)
                        ? MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND
                        : MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND);
    }

    ExceptionTarget target(TlaValue target) {
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

    MachThread threadOrNull(TlaValue name) {
        return kernel.threads().stream()
                .filter(thread -> thread.name().equals(text(name)))
                .findFirst()
                .orElse(null);
    }

    MachTask taskOrNull(TlaValue name) {
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

    /** The name of the port of a task or thread, to who sends messages there. */
    MachPortName object(String of) {
        return objects.get(of);
    }

    void knows(String of, MachPortName name) {
        objects.put(of, name);
    }
}
