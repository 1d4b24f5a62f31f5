package dev.portolan.conformance.exc;

import static dev.portolan.conformance.exc.ExceptionState.GONE;
import static dev.portolan.conformance.exc.ExceptionState.NOBODY;
import static dev.portolan.conformance.exc.Values.bool;
import static dev.portolan.conformance.exc.Values.number;
import static dev.portolan.conformance.exc.Values.record;
import static dev.portolan.conformance.exc.Values.string;
import static dev.portolan.conformance.exc.Values.tuple;

import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.KernelObject;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.spec.value.TlaValue.Rec;
import java.util.ArrayList;
import java.util.List;

/** Requests and replies, in queues, in the hands of handlers and of threads in triage, as the model {@code Exc} has them. */
final class MessageRendering {

    private final ExceptionWorld world;
    private final Kernel kernel;

    MessageRendering(ExceptionWorld world, Kernel kernel) {
        this.world = world;
        this.kernel = kernel;
    }

    /** What came to a thread that waited; null if its wait was broken. */
    TlaValue reply(IpcKmsg message) {
        if (message == null) {
            return record("interrupted", bool(true));
        }
        List<Long> words = message.body();
        boolean notice = message.id() == IpcKmsg.MACH_NOTIFY_SEND_ONCE;
        boolean hasState = world.masked() && words.size() > Registers.WORDS_BEFORE;
        List<Integer> state = hasState
                ? words.subList(Registers.WORDS_BEFORE, Registers.WORDS_BEFORE + Registers.COUNT).stream()
                        .map(Long::intValue)
                        .toList()
                : null;
        return record(
                "id",
                number(message.id()),
                "size",
                number(message.size()),
                "ret",
                string(
                        notice
                                ? "NONE"
                                : Codes.name(words.get(world.masked() ? 2 : 1).intValue())),
                "flavor",
                number(hasState ? words.get(3) : 0),
                "registers",
                string(state == null ? NOBODY : Registers.name(state)));
    }

    private Rec request(RequestWords request, int size, String thread, String reply) {
        return record(
                "id", number(request.id()),
                "size", number(size),
                "thread", string(thread),
                "type", number(request.type()),
                "codes", codes(request.codes()),
                "flavor", number(request.flavor()),
                "registers", string(request.state() == null ? NOBODY : Registers.name(request.state())),
                "reply", string(reply));
    }

    /** A request in a queue. */
    TlaValue queued(IpcKmsg message) {
        if (message.id() == MessageWaits.PLAIN_ID) {
            return record("id", number(message.id()));
        }
        List<NakedRight> rights = new ArrayList<>();
        message.descriptors().forEach(descriptor -> rights.addAll(descriptor.rights()));
        String thread = rights.isEmpty() ? NOBODY : thread(object(rights.get(0)), object(rights.get(1)));
        return request(
                RequestWords.read(message.id(), message.body()),
                message.size(),
                thread,
                waiter(object(message.reply())));
    }

    /** A request as its receiver has it. */
    TlaValue received(MachTask task, MachMsgBuffer buffer) {
        List<IpcObject> named = new ArrayList<>();
        for (MachMsgDescriptor descriptor : buffer.descriptors()) {
            named.add(object(task, ((MachMsgDescriptor.Port) descriptor).name()));
        }
        String thread = named.isEmpty() ? NOBODY : thread(named.get(0), named.get(1));
        return request(
                RequestWords.read(buffer.id(), buffer.body()),
                buffer.size(),
                thread,
                waiter(object(task, buffer.remote())));
    }

    private static IpcObject object(NakedRight right) {
        return right.port() instanceof IpcPort port && port.isActive() ? port : null;
    }

    /** What the task calls so, if it lives. */
    static IpcObject object(MachTask task, MachPortName called) {
        for (IpcSpace.Name name : task.space().names()) {
            if (name.name().equals(called)) {
                return name.object() != null && name.object().isActive() ? name.object() : null;
            }
        }
        return null;
    }

    /* The thread that the first port stands for, if the second stands for its task. */
    private String thread(IpcObject thread, IpcObject task) {
        if (!(thread instanceof IpcPort port) || KernelObject.kindOf(port) != KernelObject.Kind.THREAD) {
            return GONE;
        }
        MachThread of = kernel.thread(KernelObject.indexOf(port));
        boolean owns = task instanceof IpcPort other
                && KernelObject.kindOf(other) == KernelObject.Kind.TASK
                && KernelObject.indexOf(other) == of.task().index();
        return owns || of.task().isGone() ? of.name() : of.name() + " of another task";
    }

    /** The thread that waits at a reply port. */
    String waiter(IpcObject reply) {
        return reply instanceof IpcPort port && port.isActive() && KernelObject.kindOf(port) == KernelObject.Kind.REPLY
                ? kernel.thread(KernelObject.indexOf(port)).name()
                : NOBODY;
    }

    static TlaValue codes(List<Long> codes) {
        return tuple(codes.stream()
                .map(code -> record("high", number(code >>> 32), "low", number(code & 0xffff_ffffL)))
                .toList());
    }
}
