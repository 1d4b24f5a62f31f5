package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Abstraction;
import dev.portolan.conformance.abstraction.Answers;
import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.abstraction.StateOrder;
import dev.portolan.conformance.kernel.KernelFailure;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.ExceptionGroup;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.AbandonedState;
import dev.portolan.traces.KernelState.AcceptanceState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.DescriptorState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.NoticeState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.NamedType;
import dev.portolan.traces.Notified;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Outcome.Message;
import dev.portolan.traces.Outcome.Out;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a kernel says in its own names, through a binding; in the order in which {@link Abstraction} puts it. */
final class SymbolicRendering {

    private final Binding binding;
    private final Map<String, String> taskOfThread;
    private final PortSerials serials;

    /* The state as the kernel has it, and the one whose ports have their serials. */
    private KernelState now;
    private KernelState observed;

    SymbolicRendering(Binding binding, Map<String, String> taskOfThread) {
        this(binding, taskOfThread, new PortSerials());
    }

    private SymbolicRendering(Binding binding, Map<String, String> taskOfThread, PortSerials serials) {
        this.binding = binding;
        this.taskOfThread = taskOfThread;
        this.serials = serials;
    }

    /** The same, through another binding from now on. */
    SymbolicRendering copy(Binding other) {
        SymbolicRendering copy = new SymbolicRendering(other, taskOfThread, serials.copy());
        copy.observed = observed;
        return copy;
    }

    /** The state. */
    KernelState state(KernelState raw) {
        now = raw;
        if (raw != observed) {
            observed = raw;
            serials.observe();
        }
        List<SpaceState> spaces = list(raw.spaces(), this::space);
        List<PortState> ports = list(raw.ports(), this::port);
        List<ThreadState> threads = list(raw.threads(), this::thread);
        if (spaces != null) {
            StateOrder.sort(spaces, StateOrder.BY_TASK);
        }
        if (ports != null) {
            StateOrder.sort(ports, StateOrder.BY_PORT);
        }
        if (threads != null) {
            StateOrder.sort(threads, StateOrder.BY_THREAD);
        }
        return new KernelState(spaces, ports, threads, list(raw.tasks(), this::task), list(raw.acts(), this::act));
    }

    private TaskState task(TaskState raw) {
        return new TaskState(raw.task(), raw.life(), raw.suspends(), port(raw.exceptionPort()), raw.threads());
    }

    private ActState act(ActState raw) {
        return new ActState(raw.thread(), raw.life(), raw.runState(), raw.suspends(), port(raw.exceptionPort()));
    }

    private SpaceState space(SpaceState raw) {
        there(raw.task());
        List<EntryState> entries = list(
                raw.entries(),
                entry -> new EntryState(
                        binding.symbolOf(raw.task(), RawNames.number(entry.name())),
                        entry.type(),
                        port(entry.port()),
                        entry.userRefs(),
                        request(entry.request())));
        if (entries != null) {
            StateOrder.sort(entries, StateOrder.BY_NAME);
        }
        return new SpaceState(raw.task(), entries);
    }

    private String there(String task) {
        if (!binding.hasTask(task)) {
            throw new KernelFailure("the kernel has a task that is not there: " + task);
        }
        return task;
    }

    private PortState port(PortState raw) {
        return new PortState(
                port(raw.port()),
                raw.kind(),
                raw.receiver(),
                raw.sendRights(),
                raw.sendOnceRights(),
                raw.makeSendCount(),
                raw.seqno(),
                raw.queueLimit(),
                raw.messageCount(),
                list(raw.queue(), one -> message(one, null)),
                raw.senders(),
                raw.receivers(),
                requests(raw.requests()),
                port(raw.destination()),
                some(list(raw.sets(), this::port)),
                some(list(raw.preposts(), this::port)),
                raw.guard(),
                raw.specialReply(),
                raw.timer());
    }

    private RequestState request(RequestState raw) {
        return raw == null ? null : new RequestState(raw.kind(), right(raw.right()), raw.armed(), raw.index());
    }

    private RequestsState requests(RequestsState raw) {
        return raw == null
                ? null
                : new RequestsState(
                        right(raw.noSenders()),
                        right(raw.portDestroyed()),
                        raw.free(),
                        some(list(raw.abandoned(), this::abandoned)));
    }

    private AbandonedState abandoned(AbandonedState raw) {
        return new AbandonedState(raw.task(), argument(there(raw.task()), raw.name()), right(raw.right()), raw.index());
    }

    /** @param task the one whose thread has it in hand, by whose names it is told of; null for one in a queue */
    private MessageState message(MessageState raw, String task) {
        if (raw != null && raw.notifyPort() != null && task == null) {
            throw new KernelFailure(
                    "the kernel has a message in a queue that nobody waits with, and a port to tell him");
        }
        return raw == null
                ? null
                : new MessageState(
                        raw.id(),
                        raw.size(),
                        right(raw.destination()),
                        right(raw.reply()),
                        some(list(raw.descriptors(), this::descriptor)),
                        notified(raw.notified()),
                        raw.notifyPort() == null ? null : argument(task, raw.notifyPort()),
                        acceptance(raw.acceptance()),
                        raw.timer());
    }

    private AcceptanceState acceptance(AcceptanceState raw) {
        return raw == null
                ? null
                : new AcceptanceState(raw.task(), argument(there(raw.task()), raw.name()), right(raw.right()));
    }

    private DescriptorState descriptor(DescriptorState raw) {
        return new DescriptorState(
                raw.kind(), right(raw.right()), raw.type(), list(raw.rights(), this::right), raw.size());
    }

    private Notified notified(Notified raw) {
        return raw == null || raw.name() == null
                ? raw
                : new Notified(raw.task(), argument(there(raw.task()), raw.name()), raw.count());
    }

    /** None are not spoken of. */
    private static <T> List<T> some(List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    private RightState right(RightState raw) {
        return raw == null ? null : new RightState(raw.type(), port(raw.port()), notice(raw.notice()));
    }

    private NoticeState notice(NoticeState raw) {
        return raw == null
                ? null
                : new NoticeState(raw.id(), some(list(raw.descriptors(), this::descriptor)), notified(raw.notified()));
    }

    String port(String identity) {
        if (identity == null) {
            return null;
        }
        return switch (identity) {
            case "dead", "died", "null" -> identity;
            default -> binding.portOf(serials.of(identity));
        };
    }

    private ThreadState thread(ThreadState raw) {
        return thread(raw, task(raw.thread()));
    }

    private ThreadState thread(ThreadState raw, String task) {
        return new ThreadState(
                raw.thread(),
                raw.at(),
                message(raw.message(), task),
                raw.timeout(),
                raw.again(),
                receive(raw.receive(), task),
                port(raw.object()),
                raw.seqno(),
                raw.tooLarge(),
                right(raw.right()),
                raw.target(),
                argument(raw.target() == null ? task : there(raw.target()), raw.name()),
                raw.ret(),
                out(raw.out(), task),
                list(raw.doomed(), this::right),
                raw.then() == null ? null : thread(raw.then(), task),
                list(raw.body(), one -> descriptor(one, symbol -> argument(task, symbol))),
                raw.request(),
                list(raw.order(), name -> argument(there(raw.target()), name)),
                raw.always(),
                raw.trap());
    }

    private String task(String thread) {
        String task = taskOfThread.get(thread);
        if (task == null) {
            throw new KernelFailure("the kernel has a thread that is not there: " + thread);
        }
        return task;
    }

    private Call.Receive receive(Call.Receive raw, String task) {
        return raw == null ? null : raw.from(argument(task, raw.name()), argument(task, raw.notifyPort()));
    }

    /**
     * What became of a call, with the clauses if the kernel is one that knows them.
     *
     * @param task the one whose names the out-values are
     * @param since the state since the call, as the kernel has it; null where every name that was told is there still
     */
    Outcome outcome(Outcome raw, String task, KernelState since) {
        now = since;
        List<Completion> woke = list(
                raw.woke(),
                one -> new Completion(one.thread(), one.ret(), one.clause(), out(one.out(), task(one.thread()))));
        return new Outcome(raw.ret(), raw.clause(), out(raw.out(), task), woke);
    }

    private Out out(Out raw, String task) {
        if (raw == null
                || raw.name() == null
                        && raw.message() == null
                        && raw.members() == null
                        && raw.names() == null
                        && raw.exceptionPorts() == null) {
            return raw;
        }
        List<PortName> members = list(raw.members(), name -> name(task, name));
        if (members != null) {
            StateOrder.sort(members, StateOrder.BY_SYMBOL);
        }
        List<NamedType> names = list(raw.names(), one -> new NamedType(name(task, one.name()), one.type()));
        if (names != null) {
            StateOrder.sort(names, Answers.BY_NAME);
        }
        return new Out(
                name(task, raw.name()),
                raw.refs(),
                raw.type(),
                raw.size(),
                message(raw.message(), task),
                members,
                names,
                raw.status(),
                raw.context(),
                raw.time(),
                list(
                        raw.exceptionPorts(),
                        one -> new ExceptionGroup(
                                one.mask(), name(task, one.port()), one.behavior(), one.stateFlavor())),
                raw.registers());
    }

    private Message message(Message raw, String task) {
        return raw == null
                ? null
                : new Message(
                        raw.id(),
                        raw.size(),
                        name(task, raw.remote()),
                        raw.remoteDisposition(),
                        name(task, raw.local()),
                        raw.localDisposition(),
                        raw.seqno(),
                        raw.body(),
                        some(list(raw.descriptors(), one -> descriptor(one, symbol -> name(task, symbol)))),
                        notified(raw.notified()));
    }

    private static Descriptor descriptor(Descriptor raw, UnaryOperator<PortName> symbol) {
        return new Descriptor(
                raw.kind(),
                raw.name() == null ? null : symbol.apply(raw.name()),
                raw.disposition(),
                list(raw.names(), symbol),
                raw.size(),
                raw.deallocate());
    }

    /** A name that a call gave out; a thread may be told of one that another has freed meanwhile. */
    private PortName name(String task, PortName raw) {
        if (raw == null || !raw.isValid()) {
            return raw;
        }
        int number = RawNames.number(raw);
        return isFreed(task, raw) ? binding.argumentOf(task, number) : binding.symbolOf(task, number);
    }

    private boolean isFreed(String task, PortName raw) {
        List<EntryState> entries = now == null ? null : entries(now, task);
        if (entries == null) {
            return false;
        }
        for (EntryState entry : entries) {
            if (entry.name().equals(raw)) {
                return false;
            }
        }
        return true;
    }

    /** The entries of a task's space; null if they were not observed. */
    static List<EntryState> entries(KernelState state, String task) {
        if (state.spaces() != null) {
            for (SpaceState space : state.spaces()) {
                if (space.task().equals(task)) {
                    return space.entries();
                }
            }
        }
        return null;
    }

    private PortName argument(String task, PortName raw) {
        return raw == null || !raw.isValid() ? raw : binding.argumentOf(task, RawNames.number(raw));
    }

    private static <T, R> List<R> list(List<T> raw, Function<T, R> each) {
        if (raw == null) {
            return null;
        }
        if (raw.isEmpty()) {
            return List.of();
        }
        List<R> list = new ArrayList<>(raw.size());
        for (T one : raw) {
            list.add(each.apply(one));
        }
        return list;
    }
}
