package dev.portolan.conformance.explain;

import dev.portolan.conformance.explain.Passage.Kind;
import dev.portolan.conformance.explain.Passage.Lifeline;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.ThreadState;
import dev.portolan.traces.Outcome;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What passed between threads and ports in one moment, read from the states on either side of it. */
final class Passages {

    /** The id of the message by which a port learns that a send-once right was given up. */
    private static final String SEND_ONCE = "71";

    private final StateView before;
    private final StateView after;
    private final Call call;
    private final Outcome outcome;
    private final Lifeline caller;
    private final Set<String> accounted = new LinkedHashSet<>();
    private final List<Passage> found = new ArrayList<>();

    private Passages(StateView before, StateView after, Call call, Outcome outcome) {
        this.before = before;
        this.after = after;
        this.call = call;
        this.outcome = outcome;
        this.caller = Lifeline.thread(call.thread());
    }

    /** In the order in which it happened, as far as that can be told. */
    static List<Passage> of(Moment moment) {
        KernelState after = moment.after() == null ? moment.before() : moment.after();
        Passages passages = new Passages(
                new StateView(moment.before()),
                new StateView(after),
                moment.event().call(),
                moment.event().outcome());
        passages.find();
        return passages.found;
    }

    private void find() {
        for (PortState port : after.ports()) {
            PortState old = before.port(port.port());
            int taken = old == null ? 0 : Math.max(0, number(port.seqno()) - number(old.seqno()));
            int held = old == null ? 0 : size(old.queue());
            messages(port.port(), size(port.queue()) - held + taken, taken);
        }
        for (Outcome.Completion one : completions()) {
            if (!accounted.contains(one.thread()) && !one.thread().equals(call.thread())) {
                found.add(new Passage(caller, Lifeline.thread(one.thread()), Kind.WAKES, brief(one.ret())));
            }
        }
        waits();
        List<Passage> told = List.copyOf(found);
        if (!(call instanceof Call.MachMsg)) {
            // A port call begins with the name; a message's reply right travels with the message.
            found.clear();
        }
        names(told);
        found.addAll(call instanceof Call.MachMsg ? List.of() : told);
    }

    private void messages(String port, int posted, int taken) {
        Deque<Sender> senders = senders(port);
        for (int i = 0; i < posted; i++) {
            Sender sender = senders.isEmpty() ? new Sender(call.thread(), SEND_ONCE) : senders.pop();
            accounted.add(sender.thread);
            found.add(new Passage(Lifeline.thread(sender.thread), Lifeline.port(port), Kind.SENDS, sender.message));
        }
        Deque<String> receivers = receivers(port);
        for (int i = 0; i < taken && !receivers.isEmpty(); i++) {
            String receiver = receivers.pop();
            accounted.add(receiver);
            found.add(new Passage(Lifeline.port(port), Lifeline.thread(receiver), Kind.RECEIVES, received(receiver)));
        }
    }

    private record Sender(String thread, String message) {}

    /** Who may have posted to a port: the caller, then those who waited to. */
    private Deque<Sender> senders(String port) {
        Deque<Sender> senders = new ArrayDeque<>();
        if (call instanceof Call.MachMsg msg
                && msg.send() != null
                && port.equals(before.denotes(caller.name(), msg.send().header().remote()))) {
            senders.add(new Sender(
                    caller.name(), Integer.toString(msg.send().header().id())));
        }
        for (ThreadState thread : before.threads()) {
            MessageState message = thread.message();
            if (message != null && port.equals(message.destination().port()) && hasMovedOn(thread)) {
                senders.add(new Sender(thread.thread(), Integer.toString(message.id())));
            }
        }
        return senders;
    }

    private Deque<String> receivers(String port) {
        Deque<String> receivers = new ArrayDeque<>();
        for (ThreadState thread : before.threads()) {
            if (receivesFrom(port, thread.object()) && hasMovedOn(thread)) {
                receivers.add(thread.thread());
            }
        }
        if (call instanceof Call.MachMsg msg
                && msg.receive() != null
                && receivesFrom(
                        port, before.denotes(caller.name(), msg.receive().name()))) {
            receivers.add(caller.name());
        }
        return receivers;
    }

    /* From the port itself, or from a set that it is or was in. */
    private boolean receivesFrom(String port, String object) {
        return port.equals(object) || object != null && (isIn(before, port, object) || isIn(after, port, object));
    }

    private static boolean isIn(StateView state, String port, String set) {
        PortState seen = state.port(port);
        return seen != null && seen.sets() != null && seen.sets().contains(set);
    }

    private boolean hasMovedOn(ThreadState thread) {
        ThreadState now = after.thread(thread.thread());
        return now == null || !now.at().equals(thread.at());
    }

    private String received(String thread) {
        Outcome.Out out = thread.equals(call.thread()) ? outcome.out() : null;
        for (Outcome.Completion one : completions()) {
            out = one.thread().equals(thread) ? one.out() : out;
        }
        return out == null || out.message() == null
                ? ""
                : Integer.toString(out.message().id());
    }

    private void waits() {
        for (ThreadState thread : after.threads()) {
            ThreadState old = before.thread(thread.thread());
            String port = StateView.waitsOn(thread);
            if (port != null && (old == null || !port.equals(StateView.waitsOn(old)))) {
                found.add(new Passage(Lifeline.thread(thread.thread()), Lifeline.port(port), Kind.WAITS, ""));
            }
        }
    }

    /* Ports that the call names, or brings forth, and nothing else tells of. */
    private void names(List<Passage> told) {
        Set<String> ports = before.named(call);
        for (PortState port : after.ports()) {
            if (before.port(port.port()) == null) {
                ports.add(port.port());
            }
        }
        for (String port : ports) {
            Lifeline lifeline = Lifeline.port(port);
            if (told.stream()
                    .noneMatch(one -> one.from().equals(lifeline) || one.to().equals(lifeline))) {
                found.add(new Passage(caller, lifeline, Kind.NAMES, ""));
            }
        }
    }

    private List<Outcome.Completion> completions() {
        return outcome.woke() == null ? List.of() : outcome.woke();
    }

    private static String brief(String ret) {
        return ret.equals(Outcome.CONTINUE)
                ? ""
                : ret.replaceFirst("^(KERN|MACH)_", "").replaceFirst("^MSG_", "");
    }

    private static int number(Integer value) {
        return Objects.requireNonNullElse(value, 0);
    }

    private static int size(List<?> list) {
        return list == null ? 0 : list.size();
    }
}
