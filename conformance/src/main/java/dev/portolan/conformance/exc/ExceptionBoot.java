package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.Values.elements;
import static dev.portolan.conformance.exc.Values.entries;
import static dev.portolan.conformance.exc.Values.field;
import static dev.portolan.conformance.exc.Values.integer;
import static dev.portolan.conformance.exc.Values.text;
import static dev.portolan.conformance.exc.Values.truth;

import dev.portolan.conformance.abstraction.Difference;
import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.kern.CallRights;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.ExceptionPortsCall;
import dev.portolan.kernel.kern.ExceptionTarget;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.SpecialPorts;
import dev.portolan.kernel.kern.SpecialPortsCall;
import dev.portolan.spec.SpecFiles;
import dev.portolan.spec.manifest.Model;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.List;
import java.util.Map;

/** A kernel brought to an initial state of a world: by calls, as to every other. */
final class ExceptionBoot {

    private final TlaValue initial;
    private final ExceptionKernel kernel;
    private final ExceptionWorld world;

    private ExceptionBoot(ExceptionWorld world, TlaValue initial) {
        this.world = world;
        this.initial = initial;
        kernel = new ExceptionKernel(world, ExceptionWorld.ports(initial));
    }

    /**
     * The kernel in that state.
     *
     * @param state as TLC has {@code kernel}
     * @throws IllegalStateException if it cannot be brought there, with what is different
     */
    static ExceptionKernel boot(SpecFiles files, Model model, TlaValue state) {
        ExceptionBoot boot = new ExceptionBoot(ExceptionWorld.of(files, model, state), state);
        boot.createTasks();
        boot.allocatePorts();
        boot.giveRights();
        boot.register();
        if (model.module().endsWith("MCExcServer")) {
            boot.makeKnown();
        }
        List<Difference> differences = ExceptionState.differences(ExceptionState.of(state), boot.kernel.state());
        if (!differences.isEmpty()) {
            throw new IllegalStateException(model.name() + " begins where no kernel comes to: " + differences);
        }
        return boot.kernel;
    }

    private void createTasks() {
        ((Rec) field(initial, "tasks")).fields().forEach((name, task) -> {
            if (isActive(task)) {
                kernel.kernel().createTask(name);
            }
        });
        ((Rec) field(initial, "threads")).fields().forEach((name, thread) -> {
            if (isActive(thread)) {
                kernel.kernel().createThread(kernel.task(ExceptionWorld.taskOf(name)), name);
            }
        });
    }

    private static boolean isActive(TlaValue one) {
        return text(field(one, "life")).equals("ACTIVE");
    }

    private void allocatePorts() {
        List<TlaValue> ports = elements(field(initial, "ports"));
        for (int i = 0; i < ports.size(); i++) {
            MachThread receiver = threadOf(text(field(ports.get(i), "receiver")));
            OutValue out = new Handler(kernel, receiver).allocate().out();
            kernel.serials()[i] = serial(receiver, ((OutValue.Name) out));
        }
    }

    private static long serial(MachThread thread, OutValue.Name made) {
        for (IpcSpace.Name name : thread.task().space().names()) {
            if (name.name().equals(made.name())) {
                return ((IpcPort) name.object()).serial();
            }
        }
        throw new IllegalStateException("no port has the name " + made.name());
    }

    private MachThread threadOf(String task) {
        return kernel.task(task).threads().get(0);
    }

    private MachThread receiverOf(int port) {
        return threadOf(text(field(elements(field(initial, "ports")).get(port - 1), "receiver")));
    }

    /* H1 sends messages to the ports of the others, and to its own. */
    private void makeKnown() {
        MachThread caller = kernel.thread("H1");
        for (MachThread thread : kernel.kernel().threads()) {
            know(caller, thread.name(), thread.act());
        }
        for (MachTask task : kernel.kernel().tasks()) {
            know(caller, task.name(), task);
        }
    }

    private void know(MachThread caller, String name, ExceptionTarget object) {
        OutValue out = kernel.complete(caller, new SpecialPortsCall.GetSpecialPort(object, SpecialPorts.KERNEL_PORT))
                .out();
        kernel.knows(name, ((OutValue.Name) out).name());
    }

    private void giveRights() {
        ((Rec) field(initial, "tasks")).fields().forEach((name, task) -> {
            for (TlaValue port : elements(field(task, "sends"))) {
                new Handler(kernel, receiverOf(integer(port))).giveSend(kernel.task(name), integer(port));
            }
        });
    }

    private void register() {
        ((Rec) field(initial, "threads"))
                .fields()
                .forEach((name, thread) -> register("thread", name, field(thread, "slots")));
        ((Rec) field(initial, "tasks")).fields().forEach((name, task) -> register("task", name, field(task, "slots")));
        register("host", "host_priv", field(initial, "host"));
    }

    private void register(String level, String of, TlaValue table) {
        for (Map.Entry<Integer, TlaValue> slot : entries(table).entrySet()) {
            int port = integer(field(slot.getValue(), "port"));
            if (port > 0) {
                ExceptionTarget target = kernel.target(level, of);
                kernel.complete(receiverOf(port), registration(target, slot.getKey(), port, slot.getValue()));
            }
        }
    }

    private Continuation registration(ExceptionTarget target, int type, int port, TlaValue slot) {
        CallRights.Argument argument = kernel.argument(receiverOf(port), port);
        if (!world.masked()) {
            return new SpecialPortsCall.SetSpecialPort(target, SpecialPortsCall.EXCEPTION_PORT, argument);
        }
        int behavior = integer(field(slot, "behavior"))
                | (truth(field(slot, "codes")) ? ExceptionBehavior.MACH_EXCEPTION_CODES : 0);
        return new ExceptionPortsCall.SetExceptionPorts(
                target, 1 << type, argument, behavior, integer(field(slot, "flavor")));
    }
}
