package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.ExceptionState.NOBODY;
import static dev.portolan.conformance.exc.Values.bool;
import static dev.portolan.conformance.exc.Values.number;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.string;
import static dev.portolan.conformance.exc.Values.tuple;
import static dev.portolan.conformance.exc.Values.with;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionType;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionAction;
import dev.portolan.kernel.kern.ExceptionActions;
import dev.portolan.kernel.kern.ExceptionTriage;
import dev.portolan.kernel.kern.HeldPort;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelObject;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPorts;
import dev.portolan.kernel.kern.TerminationCall;
import dev.portolan.kernel.kern.ThreadAct;
import dev.portolan.kernel.kern.ThreadHold;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** A kernel as a state of the model {@code Exc}, in the form of {@link ExceptionState}: the abstraction function. */
final class ExceptionRendering {

    private static final Rec NOTHING = record("none", bool(true));

    private final ExceptionWorld world;
    private final Kernel kernel;
    private final Map<String, MachMsgBuffer> held;
    private final long[] serials;
    private final MessageRendering messages;

    /**
     * @param held by thread, the request that it has received and not answered
     * @param serials the serial numbers of the world's ports
     */
    ExceptionRendering(ExceptionWorld world, Kernel kernel, Map<String, MachMsgBuffer> held, long[] serials) {
        this.world = world;
        this.kernel = kernel;
        this.held = held;
        this.serials = serials;
        messages = new MessageRendering(world, kernel);
    }

    TlaValue state() {
        SortedMap<String, TlaValue> tasks = new TreeMap<>();
        world.tasks().forEach(name -> tasks.put(name, absentTask()));
        kernel.tasks().forEach(task -> tasks.put(task.name(), task(task)));
        SortedMap<String, TlaValue> threads = new TreeMap<>();
        world.threads().forEach(name -> threads.put(name, absentThread()));
        kernel.threads().forEach(thread -> threads.put(thread.name(), thread(thread)));
        List<TlaValue> ports = new ArrayList<>();
        for (long serial : serials) {
            ports.add(port(serial));
        }
        return record(
                "tasks",
                new Rec(tasks),
                "threads",
                new Rec(threads),
                "host",
                world.masked() ? table(kernel.host().exceptions()) : tuple(List.of()),
                "ports",
                tuple(ports),
                "replies",
                replies());
    }

    /* Tasks and threads. */

    private TlaValue absentTask() {
        SpecialPorts first = SpecialPorts.ofTask(world.exceptionRules());
        return record(
                "life",
                string("NONE"),
                "suspends",
                number(0),
                "pidHeld",
                bool(false),
                "slots",
                emptyTable(),
                "special",
                special(first, world.taskPorts()),
                "registered",
                registered(first),
                "sends",
                Values.set(List.of()));
    }

    private TlaValue absentThread() {
        return record(
                "life", string("NONE"),
                "started", bool(false),
                "suspends", number(0),
                "aborted", string("NO"),
                "registers", string("faulting"),
                "due", NOTHING,
                "slots", world.masked() ? tuple(List.of()) : emptyTable(),
                "special", special(SpecialPorts.ofThread(), ExceptionWorld.THREAD_PORTS),
                "request", NOTHING,
                "does", at("NotStarted"));
    }

    private TlaValue task(MachTask task) {
        List<TlaValue> sends = new ArrayList<>();
        for (IpcSpace.Name name : task.space().names()) {
            if (name.type().holdsSend() && portOf(name.object()) > 0) {
                sends.add(number(portOf(name.object())));
            }
        }
        String life = task.isActive() ? "ACTIVE" : task.isGone() ? "GONE" : "TERMINATED";
        return record(
                "life",
                string(life),
                "suspends",
                number(task.suspends()),
                "pidHeld",
                bool(task.isPidHeld()),
                "slots",
                table(task.exceptions()),
                "special",
                special(task.special(), world.taskPorts()),
                "registered",
                registered(task.special()),
                "sends",
                Values.set(sends));
    }

    private TlaValue thread(MachThread thread) {
        ThreadAct act = thread.act();
        String life = act.isActive() ? "ACTIVE" : act.isGone() ? "GONE" : "TERMINATED";
        MachMsgBuffer request = held.get(thread.name());
        return record(
                "life", string(life),
                "started", bool(act.isStarted()),
                "suspends", number(act.suspends()),
                "aborted", string(act.isAborted() ? "YES" : "NO"),
                "registers", string(Registers.name(act.getState(Registers.GENERAL))),
                "due", act.due() == null ? NOTHING : exception(act.due()),
                "slots", table(act.exceptions()),
                "special", special(act.special(), ExceptionWorld.THREAD_PORTS),
                "request", request == null ? NOTHING : messages.received(thread.task(), request),
                "does", does(thread));
    }

    /* Slots. */

    private TlaValue emptyTable() {
        return Values.function(world.keys(), key -> slot(ExceptionAction.NONE));
    }

    private TlaValue table(ExceptionActions actions) {
        return actions.isPresent() ? Values.function(keys(actions), key -> slot(actions.get(key))) : tuple(List.of());
    }

    /* The slots that the world speaks of, and each other that somebody has set, which is not as it should be. */
    private List<Integer> keys(ExceptionActions actions) {
        SortedSet<Integer> keys = new TreeSet<>(world.keys());
        for (int type = 0; world.masked() && type < ExceptionType.COUNT; type++) {
            if (!slot(actions.get(type)).equals(slot(ExceptionAction.NONE))) {
                keys.add(type);
            }
        }
        return List.copyOf(keys);
    }

    TlaValue slot(ExceptionAction action) {
        return slot(action.port() > 0 ? portOf(action.port()) : action.port(), action.behavior(), action.flavor());
    }

    static TlaValue slot(long port, int behavior, int flavor) {
        return record(
                "port",
                number(port),
                "behavior",
                number(ExceptionBehavior.kind(behavior)),
                "codes",
                bool(ExceptionBehavior.hasWideCodes(behavior)),
                "flavor",
                number(flavor));
    }

    /* Special and registered ports. */

    private TlaValue special(SpecialPorts ports, List<Integer> numbers) {
        return Values.function(numbers, which -> held(ports.get(which)));
    }

    private TlaValue registered(SpecialPorts ports) {
        return tuple(ports.registered().stream().map(this::held).toList());
    }

    private TlaValue held(HeldPort port) {
        return number(port.port() > 0 ? portOf(port.port()) : port.port());
    }

    /* Continuations. */

    private static Rec at(String where) {
        return record("at", string(where));
    }

    private TlaValue does(MachThread thread) {
        Continuation now = thread.continuation();
        String name = now.getClass().getSimpleName();
        if (now instanceof ExceptionTriage triage) {
            return triage(at(name), triage);
        }
        if (now == Continuation.Idle.IDLE) {
            return at("User");
        }
        if (now instanceof UserBorder) {
            return at(name);
        }
        if (now instanceof Continuation.ReleaseRight) {
            List<TlaValue> doomed = new ArrayList<>();
            for (DoomedRights.Doomed one : thread.doomed().rights()) {
                doomed.add(number(one instanceof NakedRight right ? portOf((IpcPort) right.port()) : 0));
            }
            return with(at(name), "doomed", tuple(doomed));
        }
        if (now instanceof ThreadHold.AwaitStopped await) {
            List<TlaValue> targets = new ArrayList<>();
            await.targets()
                    .forEach(target -> targets.add(string(kernel.thread(target).name())));
            return with(at(name), "targets", Values.set(targets));
        }
        IpcObject waitsAt = MessageWaits.portOf(now);
        if (waitsAt != null) {
            return with(at(name), "port", number(portOf(waitsAt)));
        }
        if (now instanceof TerminationCall.TearDown tearDown) {
            return with(at("DestroySpace"), "task", string(tearDown.target().name()));
        }
        return at(name);
    }

    private TlaValue triage(Rec at, ExceptionTriage triage) {
        Rec common = with(with(at, "exception", exception(triage.exception())), "level", number(triage.level() + 1));
        if (triage instanceof ExceptionTriage.SendRequest send) {
            return with(common, "slot", slot(send.action()));
        }
        if (triage instanceof ExceptionTriage.AwaitReply await) {
            return with(with(common, "slot", slot(await.action())), "reply", string(messages.waiter(await.reply())));
        }
        if (triage instanceof ExceptionTriage.TakeReply take) {
            return with(with(common, "slot", slot(take.action())), "message", messages.reply(take.message()));
        }
        if (triage instanceof ExceptionTriage.InstallState install) {
            Rec message = record(
                    "id",
                    number(install.reply().id()),
                    "size",
                    number(install.reply().size()),
                    "ret",
                    string(Codes.name(install.reply().ret())),
                    "flavor",
                    number(install.reply().flavor()),
                    "registers",
                    string(Registers.name(install.reply().state())));
            return with(with(common, "slot", slot(install.action())), "message", message);
        }
        return common;
    }

    private static TlaValue exception(MachException exception) {
        return record("type", number(exception.type()), "codes", MessageRendering.codes(exception.codes()));
    }

    /* Reply ports. */

    /* The threads at whose reply ports a reply is to come; one that has its reply in its hands waits no more. */
    private TlaValue replies() {
        List<TlaValue> waiting = new ArrayList<>();
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPort port
                    && KernelObject.kindOf(port) == KernelObject.Kind.REPLY
                    && port.sendOnceRights() > 0
                    && port.queue().isEmpty()
                    && !isAnswered(port)) {
                waiting.add(string(messages.waiter(port)));
            }
        }
        return Values.set(waiting);
    }

    private boolean isAnswered(IpcPort port) {
        return kernel.thread(KernelObject.indexOf(port)).continuation() instanceof ExceptionTriage.TakeReply take
                && take.message() != null;
    }

    /* Ports. */

    private TlaValue port(long serial) {
        for (IpcObject object : kernel.objects()) {
            if (object instanceof IpcPort port && port.serial() == serial) {
                return record(
                        "life",
                        string("ALIVE"),
                        "receiver",
                        string(kernel.task(port.receiver().index()).name()),
                        "sendRights",
                        number(port.sendRights()),
                        "queue",
                        tuple(port.queue().stream().map(messages::queued).toList()));
            }
        }
        return record(
                "life", string("DEAD"), "receiver", string(NOBODY), "sendRights", number(0), "queue", tuple(List.of()));
    }

    /** The world's number of a port that lives; 0 of any other. */
    long portOf(IpcObject object) {
        return object instanceof IpcPort port && port.isActive() ? portOf(port.serial()) : 0;
    }

    private long portOf(long serial) {
        for (int i = 0; i < serials.length; i++) {
            if (serials[i] == serial) {
                return i + 1;
            }
        }
        return 0;
    }

    /** The world's number of what the caller calls so: a port, or one that is null or dead. */
    long portOf(MachTask task, MachPortName name) {
        if (!name.isValid()) {
            return name.equals(MachPortName.MACH_PORT_DEAD) ? ExceptionAction.DEAD : ExceptionAction.NULL;
        }
        IpcObject object = MessageRendering.object(task, name);
        KernelObject.Kind kind = object instanceof IpcPort port ? KernelObject.kindOf(port) : null;
        return kind == null ? portOf(object) : kernels(kind);
    }

    private static long kernels(KernelObject.Kind kind) {
        return switch (kind) {
            case HOST -> HeldPort.HOST.port();
            case TASK_NAME -> HeldPort.NAME.port();
            default -> HeldPort.OWN.port();
        };
    }

    /** The types in a mask. */
    static TlaValue types(int mask) {
        List<TlaValue> types = new ArrayList<>();
        for (int type = 0; type < ExceptionType.COUNT; type++) {
            if (ExceptionType.isIn(mask, type)) {
                types.add(number(type));
            }
        }
        return Values.set(types);
    }
}
