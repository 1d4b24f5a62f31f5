package dev.portolan.conformance.validate;

import dev.portolan.conformance.abstraction.Binder;
import dev.portolan.conformance.drive.SymbolicDriver;
import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.AbandonedState;
import dev.portolan.traces.KernelState.AcceptanceState;
import dev.portolan.traces.KernelState.DescriptorState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.NoticeState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a run says of an event, as the module {@code IpcTrace} takes it: the model's numbers in place of symbols, and of
 * what was not seen nothing.
 */
final class SaidInNumbers {

    private static final Set<String> HAVE_A_RECEIVE_HALF = Set.of("CopyinBody", "Admit", "Post", "AwaitSlot");

    private final Overheard model;
    private final SymbolicDriver driver;
    private final ModelNumbers numbers;
    private final SaidOut outs;
    private final boolean exact;

    /**
     * @param model on which the events happen
     * @param driver of the model
     * @param exact whether the run says all there is
     */
    SaidInNumbers(Overheard model, SymbolicDriver driver, boolean exact) {
        this.model = model;
        this.driver = driver;
        this.numbers = new ModelNumbers(driver);
        this.outs = new SaidOut(numbers);
        this.exact = exact;
    }

    TlaValue of(Trace.Event event) {
        Outcome seen = Bodies.without(event.outcome());
        TlaRecord said = outcome(seen, Binder.taskOfOut(event.call(), driver.taskOfThread()));
        KernelState state = event.state();
        if (state != null) {
            KernelState there = model.observe();
            Map<String, PortState> ports = new HashMap<>();
            there.ports().forEach(one -> ports.put(one.port(), one));
            Map<String, ThreadState> threads = new HashMap<>();
            there.threads().forEach(one -> threads.put(one.thread(), one));
            said.put("spaces", SaidOut.list(state.spaces(), this::space))
                    .put("ports", SaidOut.list(state.ports(), one -> port(one, ports.get(driver.rawPort(one.port())))))
                    .put("threads", SaidOut.list(state.threads(), one -> thread(one, threads.get(one.thread()))));
        }
        driver.binding().metUnbound();
        return said.number("seq", event.seq()).value();
    }

    /**
     * What a run in parallel says of a step, which is what it says of the call if the step ends it or makes it wait; and
     * never whom it let go, for it cannot be told which step that was.
     *
     * @param ret the step's answer
     */
    TlaValue of(ParallelEvents.One one, String ret, boolean ends) {
        TlaRecord said = new TlaRecord();
        if (ends && one.last() != null) {
            String task = Binder.taskOfOut(one.event().call(), driver.taskOfThread());
            said.text("ret", one.last().ret());
            said.put(
                    "out",
                    outs.out(exact, task, one.last().out(), model.outcome().out()));
        } else if (ret.equals(Outcome.BLOCKED)) {
            said.text("ret", ret);
        }
        driver.binding().metUnbound();
        return said.number("seq", one.event().seq()).value();
    }

    private TlaRecord outcome(Outcome seen, String task) {
        boolean whole = exact && seen.isObserved();
        Outcome heard = model.outcome();
        List<Outcome.Completion> woke = seen.woke() == null ? List.of() : seen.woke();
        TlaRecord said =
                new TlaRecord().text("ret", seen.ret()).put("out", outs.out(whole, task, seen.out(), heard.out()));
        if (seen.isObserved() || !woke.isEmpty()) {
            said.put("woke", SaidOut.list(woke, one -> end(whole, one, heard.woke())));
        }
        return said;
    }

    private TlaValue end(boolean whole, Outcome.Completion one, List<Outcome.Completion> heard) {
        Outcome.Out out = heard.stream()
                .filter(other -> other.thread().equals(one.thread()))
                .map(Outcome.Completion::out)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        return new TlaRecord()
                .text("thread", one.thread())
                .text("ret", one.ret())
                .put("out", outs.out(whole, driver.taskOfThread().get(one.thread()), one.out(), out))
                .value();
    }

    private TlaValue space(SpaceState space) {
        return new TlaRecord()
                .text("task", space.task())
                .put("entries", SaidOut.list(space.entries(), entry -> entry(space.task(), entry)))
                .value();
    }

    private TlaValue entry(String task, EntryState entry) {
        return new TlaRecord()
                .number("name", numbers.name(task, entry.name()))
                .text("type", entry.type())
                .number("port", numbers.port(entry.port()))
                .number("userRefs", entry.userRefs())
                .put("request", request(entry.request()))
                .value();
    }

    private TlaValue request(RequestState of) {
        RequestState said = of == null && exact ? RequestState.NONE : of;
        return said == null
                ? null
                : new TlaRecord()
                        .text("kind", said.kind())
                        .put("right", right(said.right()))
                        .bool("armed", said.armed())
                        .number("index", said.index())
                        .value();
    }

    private TlaValue requests(RequestsState of, RequestsState heard, boolean ofPort) {
        RequestsState said = of == null && exact && ofPort ? RequestsState.NONE : of;
        return said == null
                ? null
                : new TlaRecord()
                        .put("noSenders", right(said.noSenders()))
                        .put("portDestroyed", right(said.portDestroyed()))
                        .put("free", SaidOut.list(said.free(), place -> new TlaValue.Int(place)))
                        .put(
                                "abandoned",
                                SaidOut.list(
                                        said.abandoned(), heard == null ? null : heard.abandoned(), this::abandoned))
                        .value();
    }

    private TlaValue abandoned(AbandonedState of, AbandonedState heard) {
        return new TlaRecord()
                .text("task", of.task())
                .number("name", numbers.argument(of.task(), of.name(), heard == null ? null : heard.name()))
                .put("right", right(of.right()))
                .number("index", of.index())
                .value();
    }

    private TlaValue port(PortState of, PortState heard) {
        return new TlaRecord()
                .put("guard", SaidOfQueries.guard(of.guard()))
                .text("specialReply", of.specialReply())
                .number("timer", of.timer())
                .number("port", numbers.port(of.port()))
                .text("kind", of.kind())
                .text("receiver", of.receiver())
                .number("sendRights", of.sendRights())
                .number("sendOnceRights", of.sendOnceRights())
                .number("makeSendCount", of.makeSendCount())
                .number("seqno", of.seqno())
                .number("queueLimit", of.queueLimit())
                .number("messageCount", of.messageCount())
                .put("queue", SaidOut.list(of.queue(), heard == null ? null : heard.queue(), this::message))
                .put("senders", SaidOut.list(of.senders(), TlaValue.Str::new))
                .put("receivers", SaidOut.list(of.receivers(), TlaValue.Str::new))
                .put(
                        "requests",
                        requests(of.requests(), heard == null ? null : heard.requests(), "PORT".equals(of.kind())))
                .number("destination", destination(of))
                .put("sets", SaidOut.list(of.sets(), set -> new TlaValue.Int(numbers.port(set))))
                .put("preposts", SaidOut.list(of.preposts(), member -> new TlaValue.Int(numbers.port(member))))
                .value();
    }

    /** A run that says all there is says so of a port that is on no way. */
    private Integer destination(PortState of) {
        return of.destination() == null && exact && "PORT".equals(of.kind())
                ? Integer.valueOf(0)
                : numbers.port(of.destination());
    }

    private TlaValue message(MessageState of, MessageState heard) {
        return message(of, heard, null);
    }

    /** @param task the one whose thread has the message in hand; null for one in a queue */
    private TlaValue message(MessageState of, MessageState heard, String task) {
        return new TlaRecord()
                .number("id", of.id())
                .number("size", of.size())
                .put("destination", right(of.destination()))
                .put("reply", right(of.reply()))
                .put(
                        "descriptors",
                        SaidOut.none(of.descriptors())
                                ? nothingAtAll()
                                : SaidOut.list(of.descriptors(), this::descriptor))
                .put("notified", outs.notified(exact, of.notified(), heard == null ? null : heard.notified()))
                .number(
                        "notifyPort",
                        numbers.argument(task, of.notifyPort(), heard == null ? null : heard.notifyPort()))
                .put("acceptance", acceptance(of.acceptance(), heard == null ? null : heard.acceptance()))
                .bool("timer", of.timer())
                .value();
    }

    private TlaValue acceptance(AcceptanceState of, AcceptanceState heard) {
        return of == null
                ? null
                : new TlaRecord()
                        .text("task", of.task())
                        .number("name", numbers.argument(of.task(), of.name(), heard == null ? null : heard.name()))
                        .put("right", right(of.right()))
                        .value();
    }

    private TlaValue descriptor(DescriptorState of) {
        return new TlaRecord()
                .text("kind", of.kind())
                .put("right", right(of.right()))
                .text("type", of.type())
                .put("rights", SaidOut.list(of.rights(), this::right))
                .number("size", of.size())
                .value();
    }

    /** A run that says all there is says nothing of what is not there. */
    private TlaValue nothingAtAll() {
        return exact ? SaidOut.NO_ELEMENTS : null;
    }

    private TlaValue right(RightState of) {
        return right(of, null);
    }

    private TlaValue right(RightState of, RightState heard) {
        return of == null
                ? null
                : new TlaRecord()
                        .text("type", of.type())
                        .number("port", numbers.port(of.port()))
                        .put("notice", notice(of.notice(), heard == null ? null : heard.notice()))
                        .value();
    }

    private TlaValue notice(NoticeState of, NoticeState heard) {
        return of == null
                ? null
                : new TlaRecord()
                        .number("id", of.id())
                        .put(
                                "descriptors",
                                SaidOut.none(of.descriptors())
                                        ? SaidOut.NO_ELEMENTS
                                        : SaidOut.list(of.descriptors(), this::descriptor))
                        .put("notified", outs.notified(true, of.notified(), heard == null ? null : heard.notified()))
                        .value();
    }

    private TlaValue thread(ThreadState of, ThreadState heard) {
        return new TlaRecord()
                .text("thread", of.thread())
                .put("continuation", continuation(driver.taskOfThread().get(of.thread()), of, heard))
                .value();
    }

    private TlaValue continuation(String task, ThreadState of, ThreadState heard) {
        if (of == null) {
            return null;
        }
        TlaValue receive = receive(task, of.receive(), heard == null ? null : heard.receive());
        TlaValue out = outs.out(exact, task, of.out(), heard == null ? null : heard.out());
        String owner = of.target() == null ? task : of.target();
        return new TlaRecord()
                .text("at", of.at())
                .put(
                        "message",
                        of.message() == null
                                ? null
                                : message(of.message(), heard == null ? null : heard.message(), task))
                .text("timeout", of.timeout() == null ? null : of.timeout().name())
                .bool("again", of.again())
                .bool("always", of.always())
                .bool("trap", of.trap())
                .put(
                        "receive",
                        receive == null && exact && HAVE_A_RECEIVE_HALF.contains(of.at()) ? SaidOut.NOTHING : receive)
                .number("object", numbers.port(of.object()))
                .number("seqno", of.seqno())
                .bool("tooLarge", of.tooLarge())
                .put("right", right(of.right()))
                .text("target", of.target())
                .number("name", numbers.argument(owner, of.name(), heard == null ? null : heard.name()))
                .text("ret", of.ret())
                .put("out", of.out() != null || of.at().equals("Resume") ? out : null)
                .put("doomed", SaidOut.list(of.doomed(), heard == null ? null : heard.doomed(), this::right))
                .put("then", continuation(task, of.then(), heard == null ? null : heard.then()))
                .put("body", outs.descriptors(task, of.body(), heard == null ? null : heard.body()))
                .put("request", SaidOfQueries.asked(of.request()))
                .put("order", numbers.tuple(owner, of.order(), heard == null ? null : heard.order()))
                .value();
    }

    private TlaValue receive(String task, Call.Receive of, Call.Receive heard) {
        return of == null
                ? null
                : new TlaRecord()
                        .number("name", numbers.argument(task, of.name(), heard == null ? null : heard.name()))
                        .number("receiveSize", of.receiveSize())
                        .bool("large", of.large())
                        .number("trailerSize", of.trailerSize())
                        .text("timeout", of.timeout().name())
                        .put("options", options(of.options()))
                        .number(
                                "notifyPort",
                                numbers.argument(task, of.notifyPort(), heard == null ? null : heard.notifyPort()))
                        .value();
    }

    /** Null for none. */
    private static TlaValue options(List<Call.ReceiveOption> options) {
        return options.isEmpty()
                ? null
                : new TlaValue.SetOf(options.stream()
                        .<TlaValue>map(option -> new TlaValue.Str(option.name()))
                        .toList());
    }
}
