package dev.portolan.conformance.tlc;

import dev.portolan.conformance.abstraction.Answers;
import dev.portolan.conformance.abstraction.StateOrder;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.NamedType;
import dev.portolan.traces.Notified;
import dev.portolan.traces.Outcome;
import dev.portolan.traces.Outcome.Completion;
import dev.portolan.traces.Outcome.Message;
import dev.portolan.traces.Outcome.Out;
import dev.portolan.traces.PortName;
import dev.portolan.traces.PortStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;

/** The variable {@code outcome} as an {@link Outcome}. One instance a thread. */
public final class OutcomeDecoder {

    private final TlcText text;
    private final Fields outcome = new Fields("ret", "clause", "out", "woke");
    private final Fields completion = new Fields("thread", "ret", "clause", "out");
    private final Fields out =
            new Fields("name", "refs", "type", "size", "message", "members", "names", "status", "context", "time");
    private final Fields guard = new Fields("context", "guarded", "strict", "immovable");
    private final Fields named = new Fields("name", "type");
    private final Fields status = new Fields(
            "inSet",
            "seqno",
            "makeSendCount",
            "queueLimit",
            "messageCount",
            "sendOnceRights",
            "hasSendRights",
            "portDestroyed",
            "noSenders",
            "guarded",
            "strict",
            "immovable");
    private final Fields message = new Fields(
            "id",
            "size",
            "remote",
            "remoteDisposition",
            "local",
            "localDisposition",
            "seqno",
            "descriptors",
            "notified");
    private final Fields descriptor = new Fields("kind", "name", "disposition", "names", "size");
    private final Fields notified = new Fields("task", "name", "count");

    public OutcomeDecoder(TlcText text) {
        this.text = text;
    }

    public Outcome outcome(Value value) {
        RecordValue record = TlcText.record(value);
        return new Outcome(
                text.string(outcome.get(record, 0)),
                text.string(outcome.get(record, 1)),
                out(outcome.get(record, 2)),
                woke(outcome.get(record, 3)));
    }

    private List<Completion> woke(Value value) {
        Value[] elements = TlcText.elements(value);
        if (elements.length == 0) {
            return List.of();
        }
        List<Completion> completions = new ArrayList<>(elements.length);
        for (Value element : elements) {
            RecordValue record = TlcText.record(element);
            completions.add(new Completion(
                    text.string(completion.get(record, 0)),
                    text.string(completion.get(record, 1)),
                    text.string(completion.get(record, 2)),
                    out(completion.get(record, 3))));
        }
        return completions;
    }

    /** Null for {@code NoOut}. */
    Out out(Value value) {
        RecordValue record = TlcText.record(value);
        Value name = out.find(record, 0);
        Value refs = out.find(record, 1);
        Value type = out.find(record, 2);
        Value size = out.find(record, 3);
        Value inside = out.find(record, 4);
        Value members = out.find(record, 5);
        Value names = out.find(record, 6);
        Value told = out.find(record, 7);
        Value context = out.find(record, 8);
        Value time = out.find(record, 9);
        boolean nothing = Stream.of(name, refs, type, size, inside, members, names, told, context, time)
                .allMatch(Objects::isNull);
        return nothing
                ? null
                : new Out(
                        name == null ? null : text.name(name),
                        refs == null ? null : TlcText.integer(refs),
                        type == null ? null : text.string(type),
                        size == null ? null : TlcText.integer(size),
                        inside == null ? null : message(TlcText.record(inside)),
                        members == null ? null : members(members),
                        names == null ? null : namesOf(names),
                        told == null ? null : status(TlcText.record(told)),
                        context == null ? null : TlcText.integer(context),
                        time == null ? null : TlcText.integer(time),
                        null,
                        null);
    }

    /* Of a set of names with what they denote, in the order of their symbols. */
    private List<NamedType> namesOf(Value set) {
        List<NamedType> names = new ArrayList<>();
        for (Value one : TlcText.members(set)) {
            RecordValue record = TlcText.record(one);
            names.add(new NamedType(text.name(named.get(record, 0)), text.string(named.get(record, 1))));
        }
        StateOrder.sort(names, Answers.BY_NAME);
        return names;
    }

    private PortStatus status(RecordValue record) {
        return new PortStatus(
                flag(record, 0),
                number(record, 1),
                number(record, 2),
                number(record, 3),
                number(record, 4),
                number(record, 5),
                flag(record, 6),
                flag(record, 7),
                flag(record, 8),
                flag(record, 9),
                flag(record, 10),
                flag(record, 11));
    }

    /** Null for a port that nothing guards, which has no such field. */
    GuardState guard(Value value) {
        if (value == null) {
            return null;
        }
        RecordValue record = TlcText.record(value);
        return new GuardState(
                TlcText.integer(guard.get(record, 0)),
                TlcText.bool(guard.get(record, 1)),
                TlcText.bool(guard.get(record, 2)),
                TlcText.bool(guard.get(record, 3)));
    }

    private Boolean flag(RecordValue record, int field) {
        Value value = status.find(record, field);
        return value == null ? null : (Boolean) TlcText.bool(value);
    }

    private Integer number(RecordValue record, int field) {
        Value value = status.find(record, field);
        return value == null ? null : (Integer) TlcText.integer(value);
    }

    /* Of a set of names, in the order of their symbols. */
    private List<PortName> members(Value set) {
        List<PortName> names = new ArrayList<>();
        for (Value name : TlcText.members(set)) {
            names.add(text.name(name));
        }
        StateOrder.sort(names, StateOrder.BY_SYMBOL);
        return names;
    }

    private Message message(RecordValue record) {
        Value seqno = message.find(record, 6);
        return new Message(
                TlcText.integer(message.get(record, 0)),
                TlcText.integer(message.get(record, 1)),
                text.name(message.get(record, 2)),
                text.stringOrNull(message.get(record, 3)),
                text.name(message.get(record, 4)),
                text.stringOrNull(message.get(record, 5)),
                seqno == null ? null : TlcText.integer(seqno),
                null,
                descriptors(message.get(record, 7)),
                notified(message.get(record, 8)));
    }

    /** Null for none. */
    List<Descriptor> descriptors(Value sequence) {
        Value[] elements = TlcText.elements(sequence);
        if (elements.length == 0) {
            return null;
        }
        List<Descriptor> descriptors = new ArrayList<>(elements.length);
        for (Value element : elements) {
            RecordValue record = TlcText.record(element);
            Value name = descriptor.find(record, 1);
            Value disposition = descriptor.find(record, 2);
            Value names = descriptor.find(record, 3);
            Value size = descriptor.find(record, 4);
            descriptors.add(new Descriptor(
                    text.string(descriptor.get(record, 0)),
                    name == null ? null : text.name(name),
                    disposition == null ? null : text.stringOrNull(disposition),
                    names == null ? null : text.names(names),
                    size == null ? null : TlcText.integer(size),
                    null));
        }
        return descriptors;
    }

    /** Null for {@code NotNotified}. */
    Notified notified(Value value) {
        RecordValue record = TlcText.record(value);
        Value task = notified.find(record, 0);
        Value count = notified.find(record, 2);
        if (task == null) {
            return count == null ? null : new Notified(null, null, TlcText.integer(count));
        }
        return new Notified(text.string(task), text.name(notified.get(record, 1)), null);
    }
}
