package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.ipc.DoomedRights;
import dev.portolan.kernel.ipc.EntryType;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcPset;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MkTimer;
import dev.portolan.kernel.ipc.MsgAcceptedRequest;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;
import dev.portolan.kernel.ipc.PortRequests;
import dev.portolan.kernel.ipc.Waiter;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.rules.KernelRules.DeadSendOnce;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.AbandonedState;
import dev.portolan.traces.KernelState.AcceptanceState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.NoticeState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Notified;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel as a {@link KernelState}, through a binding of its names and ports.
 *
 * <p>What has died is shown as dead whether or not the kernel has noticed, but for send-once rights under the rule
 * {@code deadSendOnce = swallowed}, and the reply ports of messages, where one can tell. Tasks, names, ports and threads are in the order of their
 * symbols.
 */
public final class Abstraction {

    private static final String DEAD = "dead";
    private static final String DIED = "died";
    private static final String NULL = "null";
    private static final String NO_RECEIVER = "none";

    /* Of ports that stand for tasks and threads, and of those at which answers to exceptions are waited for. */
    private static final String KERNEL = "kernel";

    private final Kernel kernel;
    private final Binding binding;

    private Abstraction(Kernel kernel, Binding binding) {
        this.kernel = kernel;
        this.binding = binding;
    }

    /** Renders the kernel, which must be between two critical sections. */
    public static KernelState of(Kernel kernel, Binding binding) {
        return new Abstraction(kernel, binding).state();
    }

    private KernelState state() {
        List<SpaceState> spaces = new ArrayList<>(2);
        for (MachTask task : kernel.tasks()) {
            if (task.space().isActive() || !task.space().names().isEmpty()) {
                spaces.add(new SpaceState(task.name(), entries(task)));
            }
        }
        List<PortState> ports = new ArrayList<>(4);
        for (IpcObject object : kernel.objects()) {
            ports.add(object instanceof IpcPort port ? port(port) : set((IpcPset) object));
        }
        StateOrder.sort(ports, StateOrder.BY_PORT);
        List<ThreadState> threads = new ArrayList<>(2);
        for (MachThread thread : kernel.threads()) {
            if (thread.continuation() != Continuation.Idle.IDLE) {
                threads.add(thread(thread, thread.continuation()));
            }
        }
        return new KernelState(spaces, ports, threads);
    }

    private List<EntryState> entries(MachTask task) {
        List<IpcSpace.Name> names = task.space().names();
        List<EntryState> entries = new ArrayList<>(names.size());
        for (IpcSpace.Name name : names) {
            entries.add(entry(task.name(), name));
        }
        StateOrder.sort(entries, StateOrder.BY_NAME);
        return entries;
    }

    private EntryState entry(String task, IpcSpace.Name name) {
        PortName symbol = binding.symbolOf(task, name.name().value());
        if (name.deadUnnoticed() && kernel.rules().deadSendOnce() == DeadSendOnce.SWALLOWED) {
            return new EntryState(symbol, EntryType.SEND_ONCE.name(), DEAD, 1);
        }
        IpcObject of = name.object();
        String object = of == null ? null : binding.portOf(of.serial());
        return new EntryState(symbol, name.type().name(), object, name.userRefs(), request(name.request()));
    }

    private RequestState request(IpcSpace.Request request) {
        if (request == null) {
            return null;
        }
        return new RequestState(request.kind(), right(request.right()), request.armed(), request.index());
    }

    private RequestsState requests(PortRequests requests) {
        List<AbandonedState> abandoned =
                requests.abandoned().stream().map(this::abandoned).toList();
        RequestsState state = new RequestsState(
                right(requests.noSenders()),
                right(requests.portDestroyed()),
                requests.free(),
                abandoned.isEmpty() ? null : abandoned);
        return state.equals(RequestsState.NONE) ? null : state;
    }

    private AbandonedState abandoned(PortRequests.Abandoned request) {
        String task = kernel.task(request.space().index()).name();
        return new AbandonedState(
                task, binding.argumentOf(task, request.name().value()), right(request.right()), request.index());
    }

    private PortState port(IpcPort port) {
        IpcSpace receiver = port.receiver();
        return new PortState(
                binding.portOf(port.serial()),
                "PORT",
                KernelPorts.isKernels(port)
                        ? KERNEL
                        : receiver == null
                                ? NO_RECEIVER
                                : kernel.task(receiver.index()).name(),
                port.sendRights(),
                port.sendOnceRights(),
                port.makeSendCount(),
                port.seqno(),
                port.queueLimit(),
                port.messageCount(),
                messages(port.queue()),
                waiters(port.senders()),
                waiters(port.receivers()),
                requests(port.requests()),
                port.destination() == null
                        ? null
                        : binding.portOf(port.destination().serial()),
                objects(port.sets()),
                null,
                Answers.guard(port.guard()),
                port.guard().special() ? ownerOf(port) : null,
                port.requests().timer() == null
                        ? null
                        : (int) port.requests().timer().deadline());
    }

    private String ownerOf(IpcPort port) {
        for (MachThread thread : kernel.threads()) {
            if (thread.specialReplyPort() == port) {
                return thread.name();
            }
        }
        return NO_RECEIVER;
    }

    private PortState set(IpcPset set) {
        return PortState.set(binding.portOf(set.serial()), waiters(set.receivers()), objects(set.preposts()));
    }

    /* Null for none. */
    private List<String> objects(List<? extends IpcObject> objects) {
        return objects.isEmpty()
                ? null
                : objects.stream().map(one -> binding.portOf(one.serial())).toList();
    }

    private List<String> waiters(List<Waiter> waiters) {
        List<String> names = new ArrayList<>(waiters.size());
        for (Waiter waiter : waiters) {
            names.add(kernel.thread(waiter.index()).name());
        }
        return names;
    }

    private List<MessageState> messages(List<IpcKmsg> queue) {
        if (queue.isEmpty()) {
            return List.of();
        }
        List<MessageState> messages = new ArrayList<>(queue.size());
        for (IpcKmsg message : queue) {
            messages.add(message(message));
        }
        return messages;
    }

    MessageState message(IpcKmsg message) {
        return new MessageState(
                message.id(),
                message.size(),
                right(message.destination()),
                reply(message.reply()),
                Descriptors.states(message.descriptors(), this::right),
                message.notified() == null ? null : notified(message.notified()),
                null,
                message.passage() instanceof MsgAcceptedRequest request ? acceptance(request) : null,
                message.passage() instanceof MkTimer ? Boolean.TRUE : null);
    }

    private AcceptanceState acceptance(MsgAcceptedRequest request) {
        String task = kernel.task(request.space().index()).name();
        PortName name = request.name() == 0 ? PortName.NULL : binding.argumentOf(task, request.name());
        return new AcceptanceState(task, name, right(request.right()));
    }

    private Notified notified(MachNotifyBody body) {
        return Answers.notified(body, kernel, binding);
    }

    RightState doomed(DoomedRights.Doomed doomed) {
        if (doomed instanceof NakedRight right) {
            return right(right);
        }
        if (!(doomed instanceof IpcKmsg message)) {
            return RightState.NONE;
        }
        RightState by = right(message.destination());
        return new RightState(
                by.type(),
                by.port(),
                new NoticeState(
                        message.id(),
                        Descriptors.states(message.descriptors(), this::right),
                        message.notified() == null ? null : notified(message.notified())));
    }

    RightState right(NakedRight right) {
        if (right.type() == NakedRight.Type.NONE && right.port() == PortReference.Invalid.IP_NULL) {
            return RightState.NONE;
        }
        return new RightState(right.type().name(), reference(right.port()));
    }

    /* One can tell a port that was dead when the right was copied in from one that has died since. */
    private RightState reply(NakedRight reply) {
        return reply.port() instanceof IpcPort port && !port.isActive()
                ? new RightState(reply.type().name(), DIED)
                : right(reply);
    }

    private String reference(PortReference reference) {
        if (reference instanceof IpcPort port) {
            return object(port);
        }
        return reference == PortReference.Invalid.IP_NULL ? NULL : DEAD;
    }

    String object(IpcObject object) {
        return object.isActive() ? binding.portOf(object.serial()) : DEAD;
    }

    ThreadState thread(MachThread thread, Continuation at) {
        ThreadRendering to = new ThreadRendering(this, binding, thread);
        to.continuation(at);
        return to.state();
    }
}
