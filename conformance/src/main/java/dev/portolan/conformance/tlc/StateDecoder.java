package dev.portolan.conformance.tlc;

import dev.portolan.conformance.abstraction.StateOrder;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.AbandonedState;
import dev.portolan.traces.KernelState.AskedState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.ThreadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.Value;

/**
 * The variable {@code kernel} as a {@link KernelState}. One instance a thread.
 *
 * <p>TLC shares what an action left alone between a state and its successor; so does this decoder with the state
 * that it decoded before it.
 */
public final class StateDecoder {

    /** A state together with the TLC values that it was decoded from. */
    public record Decoded(
            Value kernel,
            Part<SpaceState> spaces,
            Part<PortState> ports,
            Part<ThreadState> threads,
            Set<String> dead,
            KernelState state) {}

    /** A function's values, what each was decoded to, and of these what there is to list, by identity. */
    public record Part<T>(Value whole, String[] names, Value[] values, Object[] decoded, List<T> present) {}

    private interface Element<T> {
        T decode(String name, Value value);
    }

    private final TlcText text;
    private final OutcomeDecoder outcomes;
    private final MessageDecoder carried;
    private final int slots;
    private final Fields kernel = new Fields("spaces", "ports", "threads", "dead");
    private final Fields entry = new Fields("type", "port", "userRefs", "generation", "request");
    private final Fields request = new Fields("kind", "right", "armed", "index");
    private final Fields requests = new Fields("noSenders", "portDestroyed", "free", "abandoned");
    private final Fields abandoned = new Fields("task", "name", "right", "index");
    private final Fields asked = new Fields("id", "sync");
    private final Fields port = new Fields(
            "kind",
            "receiver",
            "sendRights",
            "sendOnceRights",
            "makeSendCount",
            "seqno",
            "queueLimit",
            "messageCount",
            "queue",
            "senders",
            "receivers",
            "requests",
            "destination",
            "sets",
            "preposts",
            "guard",
            "specialReply",
            "timer");
    private final Fields receive =
            new Fields("name", "receiveSize", "large", "trailerSize", "timeout", "none", "options", "notifyPort");
    private final Fields thread = new Fields(
            "at",
            "message",
            "timeout",
            "again",
            "receive",
            "object",
            "seqno",
            "tooLarge",
            "right",
            "target",
            "name",
            "ret",
            "out",
            "doomed",
            "then",
            "body",
            "request",
            "order",
            "always",
            "trap");

    /** A decoder of worlds, whose tables are as long as their constant says. */
    public StateDecoder(TlcText text, OutcomeDecoder outcomes) {
        this(text, outcomes, 0);
    }

    /**
     * A decoder of states whose tables may be shorter than a generation of names.
     *
     * @param slots the constant {@code Slots}; 0 if tables are as long
     */
    public StateDecoder(TlcText text, OutcomeDecoder outcomes, int slots) {
        this.text = text;
        this.outcomes = outcomes;
        carried = new MessageDecoder(text, outcomes);
        this.slots = slots;
    }

    /**
     * Decodes a kernel.
     *
     * @param near a state decoded before, whose parts are used again where TLC shares them; or null
     */
    public Decoded decode(Value value, Decoded near) {
        if (near != null && near.kernel == value) {
            return near;
        }
        RecordValue record = TlcText.record(value);
        Set<String> dead = text.strings((SetEnumValue) kernel.get(record, 3).toSetEnum());
        boolean sameTasks = near != null && near.dead.equals(dead);
        Part<SpaceState> spaces = part(
                kernel.get(record, 0),
                sameTasks ? near.spaces : null,
                (task, entries) -> space(task, entries, dead.contains(task)));
        Part<PortState> ports = part(kernel.get(record, 1), near == null ? null : near.ports, this::port);
        Part<ThreadState> threads = part(kernel.get(record, 2), near == null ? null : near.threads, this::thread);
        KernelState state = new KernelState(spaces.present, ports.present, threads.present);
        return new Decoded(value, spaces, ports, threads, dead, state);
    }

    private <T> Part<T> part(Value whole, Part<T> near, Element<T> element) {
        if (near != null && near.whole == whole) {
            return near;
        }
        Value function = StringDomain.evaluated(whole);
        String[] names = domain(function);
        Value[] values = StringDomain.values(function).clone();
        Object[] decoded = new Object[values.length];
        List<T> present = new ArrayList<>(values.length);
        for (int i : StringDomain.order(names)) {
            boolean shared = near != null && near.values[i] == values[i] && near.names[i].equals(names[i]);
            @SuppressWarnings("unchecked")
            T state = shared ? (T) near.decoded[i] : element.decode(names[i], values[i]);
            decoded[i] = state;
            if (state != null) {
                present.add(state);
            }
        }
        return new Part<>(whole, names, values, decoded, present);
    }

    /** The function's arguments as identities: tasks, threads or ports. */
    private String[] domain(Value function) {
        String[] names = StringDomain.of(function, text);
        if (names == null) {
            names = new String[StringDomain.values(function).length];
            for (int i = 0; i < names.length; i++) {
                names[i] = text.port(i + 1);
            }
        }
        return names;
    }

    /** Null for the space of a task that has ended, once it is empty. */
    private SpaceState space(String task, Value value, boolean dead) {
        Value[] entries = TlcText.elements(value);
        List<EntryState> states = new ArrayList<>(entries.length);
        for (int i = 0; i < entries.length; i++) {
            RecordValue record = TlcText.record(entries[i]);
            String type = text.string(entry.get(record, 0));
            if (!type.equals(TlcText.NONE)) {
                int counted = slots == 0 ? entries.length : slots;
                int name = i + 1 + counted * TlcText.integer(entry.get(record, 3));
                String denoted = type.equals("DEAD_NAME") ? null : text.port(entry.get(record, 1));
                states.add(new EntryState(
                        text.name(name),
                        type,
                        denoted,
                        TlcText.integer(entry.get(record, 2)),
                        request(entry.get(record, 4))));
            }
        }
        if (entries.length > 1 && states.size() > 1) {
            // Slots are in order; names are only where no generation is past the first.
            states.sort(StateOrder.BY_NAME);
        }
        return dead && states.isEmpty() ? null : new SpaceState(task, states);
    }

    /** Null for {@code NoRequest}. */
    private RequestState request(Value value) {
        RecordValue record = TlcText.record(value);
        String kind = text.string(request.get(record, 0));
        return kind.equals(TlcText.NONE)
                ? null
                : new RequestState(
                        kind,
                        carried.right(request.get(record, 1)),
                        TlcText.bool(request.get(record, 2)),
                        TlcText.integer(request.get(record, 3)));
    }

    /** Null for {@code NoRequests}. */
    private RequestsState requests(Value value) {
        RecordValue record = TlcText.record(value);
        List<Integer> free = new ArrayList<>();
        for (Value place : TlcText.elements(requests.get(record, 2))) {
            free.add(TlcText.integer(place));
        }
        Value left = requests.find(record, 3);
        RequestsState state = new RequestsState(
                carried.right(requests.get(record, 0)),
                carried.right(requests.get(record, 1)),
                free,
                left == null ? null : abandoned(left));
        return state.equals(RequestsState.NONE) ? null : state;
    }

    private List<AbandonedState> abandoned(Value sequence) {
        List<AbandonedState> all = new ArrayList<>();
        for (Value element : TlcText.elements(sequence)) {
            RecordValue record = TlcText.record(element);
            all.add(new AbandonedState(
                    text.string(abandoned.get(record, 0)),
                    text.name(abandoned.get(record, 1)),
                    carried.right(abandoned.get(record, 2)),
                    TlcText.integer(abandoned.get(record, 3))));
        }
        return all;
    }

    /** Null for a free identity. */
    private PortState port(String identity, Value value) {
        RecordValue record = TlcText.record(value);
        String kind = text.string(port.get(record, 0));
        if (kind.equals(TlcText.NONE)) {
            return null;
        }
        List<String> receivers = text.strings(port.get(record, 10));
        if (kind.equals("PORT_SET")) {
            return PortState.set(identity, receivers, ports(port.get(record, 14)));
        }
        Value timer = port.find(record, 17);
        return new PortState(
                identity,
                kind,
                text.string(port.get(record, 1)),
                TlcText.integer(port.get(record, 2)),
                TlcText.integer(port.get(record, 3)),
                TlcText.integer(port.get(record, 4)),
                TlcText.integer(port.get(record, 5)),
                TlcText.integer(port.get(record, 6)),
                TlcText.integer(port.get(record, 7)),
                carried.messages(port.get(record, 8)),
                text.strings(port.get(record, 9)),
                receivers,
                requests(port.get(record, 11)),
                destination(TlcText.integer(port.get(record, 12))),
                ports(port.get(record, 13)),
                null,
                outcomes.guard(port.find(record, 15)),
                port.find(record, 16) == null ? null : text.string(port.find(record, 16)),
                timer == null ? null : TlcText.integer(timer));
    }

    /* Null for none. */
    private List<String> ports(Value sequence) {
        List<String> ports = new ArrayList<>();
        for (Value element : TlcText.elements(sequence)) {
            ports.add(text.port(element));
        }
        return ports.isEmpty() ? null : ports;
    }

    /** Null for none. */
    private String destination(int identity) {
        return identity == 0 ? null : text.port(identity);
    }

    private AskedState asked(RecordValue record) {
        return new AskedState(text.string(asked.get(record, 0)), TlcText.integer(asked.get(record, 1)));
    }

    /** Null for {@code NoReceive}. */
    private Call.Receive receive(Value value) {
        RecordValue record = TlcText.record(value);
        if (receive.find(record, 5) != null) {
            return null;
        }
        Value name = receive.find(record, 0);
        Value options = receive.find(record, 6);
        Value notify = receive.find(record, 7);
        return new Call.Receive(
                name == null ? null : text.name(name),
                TlcText.integer(receive.get(record, 1)),
                TlcText.bool(receive.get(record, 2)),
                TlcText.integer(receive.get(record, 3)),
                text.timeout(receive.get(record, 4)),
                options == null ? List.of() : text.options(options),
                notify == null ? null : text.name(notify));
    }

    /** Null for an idle thread. */
    private ThreadState thread(String name, Value value) {
        ThreadState state = continuation(name, value);
        return state.at().equals("Idle") ? null : state;
    }

    private ThreadState continuation(String name, Value value) {
        RecordValue record = TlcText.record(value);
        return new ThreadState(
                name,
                text.string(thread.get(record, 0)),
                field(record, 1, carried::message),
                field(record, 2, text::timeout),
                field(record, 3, TlcText::bool),
                field(record, 4, this::receive),
                field(record, 5, text::port),
                field(record, 6, TlcText::integer),
                field(record, 7, TlcText::bool),
                field(record, 8, carried::right),
                field(record, 9, text::string),
                field(record, 10, text::name),
                field(record, 11, text::string),
                field(record, 12, outcomes::out),
                field(record, 13, carried::rights),
                field(record, 14, then -> continuation(name, then)),
                field(record, 15, outcomes::descriptors),
                field(record, 16, asked -> asked(TlcText.record(asked))),
                field(record, 17, text::names),
                field(record, 18, TlcText::bool),
                field(record, 19, TlcText::bool));
    }

    /** Null for a field that is not there. */
    private <T> T field(RecordValue record, int field, Function<Value, T> as) {
        Value value = thread.find(record, field);
        return value == null ? null : as.apply(value);
    }
}
