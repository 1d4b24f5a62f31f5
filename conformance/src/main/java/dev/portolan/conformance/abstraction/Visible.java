package dev.portolan.conformance.abstraction;

import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What is expected of a kernel, as far as the kernel shows it: what is null on its side is made null on ours.
 *
 * <p>That something is there or not, is compared always; only its fields, and whole parts, can be hidden.
 */
public final class Visible {

    private static final String BLOCKED = "blocked";
    private static final Set<String> WAITS = Set.of("AwaitSlot", "AwaitMessage");

    private final Set<String> hidden;

    /** @param hidden where to say what was expected and is not shown */
    public Visible(Set<String> hidden) {
        this.hidden = hidden;
    }

    /** The outcome; a kernel that shows no completions has null for them. */
    public Outcome of(Outcome expected, Outcome actual) {
        if (actual.woke() != null || expected.woke() == null || expected.woke().isEmpty()) {
            return expected;
        }
        hidden.add("calls that ended because of another");
        return new Outcome(expected.ret(), expected.clause(), expected.out(), null);
    }

    /** The state. */
    public KernelState of(KernelState expected, KernelState actual) {
        return new KernelState(
                part("spaces", expected.spaces(), actual.spaces(), SpaceState::task, this::space),
                part("ports", expected.ports(), actual.ports(), PortState::port, this::port),
                part("threads", expected.threads(), actual.threads(), ThreadState::thread, this::thread),
                part("tasks", expected.tasks(), actual.tasks(), TaskState::task, this::task),
                part("acts", expected.acts(), actual.acts(), ActState::thread, this::act));
    }

    private TaskState task(TaskState want, TaskState have) {
        return new TaskState(
                want.task(),
                want.life(),
                seen("suspend counts", want.suspends(), have.suspends()),
                seen("exception ports", want.exceptionPort(), have.exceptionPort()),
                seen("threads of tasks", want.threads(), have.threads()));
    }

    private ActState act(ActState want, ActState have) {
        return new ActState(
                want.thread(),
                want.life(),
                seen("states of threads", want.runState(), have.runState()),
                seen("suspend counts", want.suspends(), have.suspends()),
                seen("exception ports", want.exceptionPort(), have.exceptionPort()));
    }

    private <T, K> List<T> part(
            String name, List<T> expected, List<T> actual, Function<T, K> key, BinaryOperator<T> each) {
        if (expected == null || actual == null) {
            return seen(name, expected, actual);
        }
        List<T> visible = new ArrayList<>(expected.size());
        for (T want : expected) {
            T have = find(key.apply(want), actual, key);
            visible.add(have == null ? want : each.apply(want, have));
        }
        return visible;
    }

    private static <T, K> T find(K wanted, List<T> list, Function<T, K> key) {
        for (T one : list) {
            if (wanted.equals(key.apply(one))) {
                return one;
            }
        }
        return null;
    }

    private <T> T seen(String name, T expected, T actual) {
        if (actual == null && expected != null) {
            hidden.add(name);
            return null;
        }
        return expected;
    }

    private SpaceState space(SpaceState want, SpaceState have) {
        return new SpaceState(
                want.task(), part("names", want.entries(), have.entries(), EntryState::name, this::entry));
    }

    private EntryState entry(EntryState want, EntryState have) {
        return want.type().equals(have.type())
                ? new EntryState(
                        want.name(),
                        want.type(),
                        seen("ports of names", want.port(), have.port()),
                        seen("user references of names", want.userRefs(), have.userRefs()),
                        seen("requests of names", want.request(), have.request()))
                : want;
    }

    private PortState port(PortState want, PortState have) {
        return new PortState(
                want.port(),
                seen("kinds of ports", want.kind(), have.kind()),
                seen("receivers of ports", want.receiver(), have.receiver()),
                seen("send rights of ports", want.sendRights(), have.sendRights()),
                seen("send-once rights of ports", want.sendOnceRights(), have.sendOnceRights()),
                seen("make-send counts of ports", want.makeSendCount(), have.makeSendCount()),
                seen("sequence numbers of ports", want.seqno(), have.seqno()),
                seen("queue limits of ports", want.queueLimit(), have.queueLimit()),
                seen("message counts of ports", want.messageCount(), have.messageCount()),
                messages(want.queue(), have.queue()),
                seen("blocked senders", want.senders(), have.senders()),
                seen("blocked receivers", want.receivers(), have.receivers()),
                seen("requests of ports", want.requests(), have.requests()),
                seen("ways of receive rights", want.destination(), have.destination()),
                setsSeen(want.sets(), have.sets(), have),
                setsSeen(want.preposts(), have.preposts(), have),
                seen("guards of ports", want.guard(), have.guard()),
                seen("special reply ports", want.specialReply(), have.specialReply()),
                seen("timers", want.timer(), have.timer()));
    }

    /* No sets are not spoken of; whoever shows who waits shows sets. */
    private List<String> setsSeen(List<String> want, List<String> have, PortState of) {
        return of.receivers() == null ? seen("sets of ports", want, have) : want;
    }

    private List<MessageState> messages(List<MessageState> want, List<MessageState> have) {
        if (want == null || have == null || want.size() != have.size()) {
            return seen("queues of ports", want, have);
        }
        List<MessageState> visible = new ArrayList<>(want.size());
        for (int i = 0; i < want.size(); i++) {
            visible.add(message(want.get(i), have.get(i)));
        }
        return visible;
    }

    private MessageState message(MessageState want, MessageState have) {
        return want == null || have == null
                ? seen("messages of threads", want, have)
                : new MessageState(
                        want.id(),
                        seen("sizes of messages", want.size(), have.size()),
                        seen("rights in messages", want.destination(), have.destination()),
                        seen("rights in messages", want.reply(), have.reply()),
                        seen("descriptors of messages", want.descriptors(), have.descriptors()),
                        seen("what notifications tell", want.notified(), have.notified()),
                        seen("who is told of messages", want.notifyPort(), have.notifyPort()),
                        seen("who is told of messages", want.acceptance(), have.acceptance()),
                        seen("messages of timers", want.timer(), have.timer()));
    }

    private ThreadState thread(ThreadState want, ThreadState have) {
        if (have.at().equals(BLOCKED) && WAITS.contains(want.at())) {
            hidden.add("what blocked threads wait for");
            return have;
        }
        String what = "continuations of threads";
        List<RightState> doomed = seen(what, want.doomed(), have.doomed());
        return new ThreadState(
                want.thread(),
                want.at(),
                message(want.message(), have.message()),
                seen(what, want.timeout(), have.timeout()),
                seen(what, want.again(), have.again()),
                seen(what, want.receive(), have.receive()),
                seen(what, want.object(), have.object()),
                seen(what, want.seqno(), have.seqno()),
                seen(what, want.tooLarge(), have.tooLarge()),
                seen(what, want.right(), have.right()),
                seen(what, want.target(), have.target()),
                seen(what, want.name(), have.name()),
                seen(what, want.ret(), have.ret()),
                seen(what, want.out(), have.out()),
                doomed,
                want.then() == null || have.then() == null
                        ? seen(what, want.then(), have.then())
                        : thread(want.then(), have.then()),
                seen(what, want.body(), have.body()),
                seen(what, want.request(), have.request()),
                seen(what, want.order(), have.order()),
                seen(what, want.always(), have.always()),
                seen(what, want.trap(), have.trap()));
    }
}
