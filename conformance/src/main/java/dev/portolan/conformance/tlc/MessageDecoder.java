package dev.portolan.conformance.tlc;

import dev.portolan.traces.KernelState.AcceptanceState;
import dev.portolan.traces.KernelState.DescriptorState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.NoticeState;
import dev.portolan.traces.KernelState.RightState;
import java.util.ArrayList;
import java.util.List;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.Value;

/** Messages as a state has them, and the rights that they carry. One instance a thread. */
final class MessageDecoder {

    private final TlcText text;
    private final OutcomeDecoder outcomes;
    private final Fields message = new Fields(
            "id", "size", "destination", "reply", "descriptors", "notified", "notifyPort", "acceptance", "timer");
    private final Fields acceptance = new Fields("task", "name", "right");
    private final Fields descriptor = new Fields("kind", "right", "rights", "size", "type");
    private final Fields right = new Fields("type", "port", "notice");
    private final Fields notice = new Fields("id", "descriptors", "notified");

    MessageDecoder(TlcText text, OutcomeDecoder outcomes) {
        this.text = text;
        this.outcomes = outcomes;
    }

    List<MessageState> messages(Value sequence) {
        Value[] elements = TlcText.elements(sequence);
        List<MessageState> messages = new ArrayList<>(elements.length);
        for (Value element : elements) {
            messages.add(message(element));
        }
        return messages;
    }

    MessageState message(Value value) {
        RecordValue record = TlcText.record(value);
        Value notify = message.find(record, 6);
        Value accepted = message.find(record, 7);
        return new MessageState(
                TlcText.integer(message.get(record, 0)),
                TlcText.integer(message.get(record, 1)),
                right(message.get(record, 2)),
                right(message.get(record, 3)),
                descriptors(message.get(record, 4)),
                outcomes.notified(message.get(record, 5)),
                notify == null ? null : text.name(notify),
                accepted == null ? null : acceptance(TlcText.record(accepted)),
                message.find(record, 8) != null ? Boolean.TRUE : null);
    }

    private AcceptanceState acceptance(RecordValue record) {
        return new AcceptanceState(
                text.string(acceptance.get(record, 0)),
                text.name(acceptance.get(record, 1)),
                right(acceptance.get(record, 2)));
    }

    /** Null for none. */
    private List<DescriptorState> descriptors(Value sequence) {
        Value[] elements = TlcText.elements(sequence);
        if (elements.length == 0) {
            return null;
        }
        List<DescriptorState> descriptors = new ArrayList<>(elements.length);
        for (Value element : elements) {
            RecordValue record = TlcText.record(element);
            Value carried = descriptor.find(record, 1);
            Value array = descriptor.find(record, 2);
            Value size = descriptor.find(record, 3);
            Value type = descriptor.find(record, 4);
            descriptors.add(new DescriptorState(
                    text.string(descriptor.get(record, 0)),
                    carried == null ? null : right(carried),
                    type == null ? null : text.string(type),
                    array == null ? null : rights(array),
                    size == null ? null : TlcText.integer(size)));
        }
        return descriptors;
    }

    RightState right(Value value) {
        RecordValue record = TlcText.record(value);
        Value told = right.find(record, 2);
        return new RightState(
                text.string(right.get(record, 0)),
                text.port(right.get(record, 1)),
                told == null ? null : notice(TlcText.record(told)));
    }

    private NoticeState notice(RecordValue record) {
        return new NoticeState(
                TlcText.integer(notice.get(record, 0)),
                descriptors(notice.get(record, 1)),
                outcomes.notified(notice.get(record, 2)));
    }

    List<RightState> rights(Value sequence) {
        List<RightState> rights = new ArrayList<>();
        for (Value element : TlcText.elements(sequence)) {
            rights.add(right(element));
        }
        return rights;
    }
}
