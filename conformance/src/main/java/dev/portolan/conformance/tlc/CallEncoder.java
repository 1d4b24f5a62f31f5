package dev.portolan.conformance.tlc;

import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.IntValue;
import tlc2.value.impl.RecordValue;
import tlc2.value.impl.SetEnumValue;
import tlc2.value.impl.StringValue;
import tlc2.value.impl.TupleValue;
import tlc2.value.impl.Value;
import util.UniqueString;

/**
 * A {@link Call} as the record that the model's operator {@code Perform} takes. One instance a thread.
 *
 * <p>What the model knows nothing of, a message's words, is left out.
 */
public final class CallEncoder {

    /** Records of the same fields. */
    private static final class Shape {
        private final UniqueString[] names;

        Shape(String... names) {
            this.names = new UniqueString[names.length];
            for (int i = 0; i < names.length; i++) {
                this.names[i] = UniqueString.uniqueStringOf(names[i]);
            }
        }

        Value of(Value... values) {
            // TLC puts the fields of a record in its own order, in place.
            return new RecordValue(names.clone(), values, false);
        }
    }

    private static final Shape NONE = new Shape("none");
    private static final Shape SEND = new Shape("header", "timeout");
    private static final Shape HEADER = new Shape(
            "remote",
            "remoteDisposition",
            "local",
            "localDisposition",
            "voucher",
            "voucherDisposition",
            "id",
            "sendSize",
            "descriptors",
            "sendNotify",
            "sendCancel",
            "notifyPort");
    private static final Shape PORT = new Shape("kind", "name", "disposition");
    private static final Shape OOL_PORTS = new Shape("kind", "names", "disposition");
    private static final Shape OOL = new Shape("kind", "size");
    private static final Shape RECEIVE = new Shape("name", "receiveSize", "large", "trailerSize", "timeout");
    private static final Shape RECEIVE_WITH =
            new Shape("name", "receiveSize", "large", "trailerSize", "timeout", "options");
    private static final Shape RECEIVE_NOTIFY =
            new Shape("name", "receiveSize", "large", "trailerSize", "timeout", "notifyPort");
    private static final Shape RECEIVE_NOTIFY_WITH =
            new Shape("name", "receiveSize", "large", "trailerSize", "timeout", "options", "notifyPort");

    private static final Map<CallForm, Shape> SHAPES = new HashMap<>();

    static {
        for (CallForm form : CallForm.all()) {
            Stream<String> arguments = ofIpc(form).stream().map(Argument::name);
            SHAPES.put(
                    form,
                    new Shape(Stream.concat(Stream.of("call", "thread"), arguments)
                            .toArray(String[]::new)));
        }
    }

    /* To IPC an abort happens; who makes it is the care of others. */
    private static List<Argument> ofIpc(CallForm form) {
        return form.arguments().stream()
                .filter(argument -> argument.kind() != Argument.Kind.TARGET)
                .toList();
    }

    private final TlcText text;
    private final Map<String, Value> strings = new HashMap<>();

    public CallEncoder(TlcText text) {
        this.text = text;
    }

    /**
     * Encodes a call.
     *
     * @throws IllegalArgumentException if a name is spelled otherwise than {@code text} does
     */
    public Value encode(Call call) {
        CallForm form = CallForm.of(call);
        List<Argument> arguments = ofIpc(form);
        Value[] values = new Value[2 + arguments.size()];
        values[0] = string(form.action());
        values[1] = string(call.thread());
        for (int i = 0; i < arguments.size(); i++) {
            values[2 + i] = value(arguments.get(i).kind(), form.value(call, i));
        }
        return SHAPES.get(form).of(values);
    }

    private Value value(Argument.Kind kind, Object value) {
        return switch (kind) {
            case NAME, CHOSEN_NAME, CALLERS_NAME -> name((PortName) value);
            case NAMES ->
                tuple(((List<?>) value).stream().map(PortName.class::cast).toList(), this::name);
            case TASK, THREAD, RIGHT, DISPOSITION, NOTIFICATION, FLAVOR, AT -> string((String) value);
            case TARGET, WORDS -> throw new IllegalArgumentException("no call on a thread is IPC's");
            case ENTRY -> string(((Call.Entry) value).name());
            case NUMBER, DELTA, COUNT -> IntValue.gen((Integer) value);
            case FLAG -> bool((Boolean) value);
            case SEND -> send((Call.Send) value);
            case RECEIVE -> receive((Call.Receive) value);
        };
    }

    private Value send(Call.Send send) {
        if (send == null) {
            return nothing();
        }
        Call.Header from = send.header();
        Value header = HEADER.of(
                name(from.remote()),
                disposition(from.remoteDisposition()),
                name(from.local()),
                disposition(from.localDisposition()),
                name(from.voucher()),
                disposition(from.voucherDisposition()),
                IntValue.gen(from.id()),
                IntValue.gen(send.sendSize()),
                tuple(from.descriptors(), this::descriptor),
                bool(send.sendNotify()),
                bool(send.sendCancel()),
                name(send.notifyPort()));
        return SEND.of(header, string(send.timeout().name()));
    }

    private Value descriptor(Descriptor of) {
        Value kind = string(of.kind());
        return switch (of.kind()) {
            case Descriptor.PORT -> PORT.of(kind, name(of.name()), disposition(of.disposition()));
            case Descriptor.OOL_PORTS ->
                OOL_PORTS.of(kind, tuple(of.names(), this::name), disposition(of.disposition()));
            default -> OOL.of(kind, IntValue.gen(of.size() == null ? 0 : of.size()));
        };
    }

    private static <T> Value tuple(List<T> list, Function<T, Value> each) {
        List<T> elements = list == null ? List.of() : list;
        return new TupleValue(elements.stream().map(each).toArray(Value[]::new));
    }

    private Value receive(Call.Receive receive) {
        if (receive == null) {
            return nothing();
        }
        Value name = name(receive.name());
        Value size = IntValue.gen(receive.receiveSize());
        Value large = bool(receive.large());
        Value trailerSize = IntValue.gen(receive.trailerSize());
        Value timeout = string(receive.timeout().name());
        Value options = new SetEnumValue(
                receive.options().stream().map(option -> string(option.name())).toArray(Value[]::new), false);
        if (receive.notifyPort() == null) {
            return receive.options().isEmpty()
                    ? RECEIVE.of(name, size, large, trailerSize, timeout)
                    : RECEIVE_WITH.of(name, size, large, trailerSize, timeout, options);
        }
        Value notifyPort = name(receive.notifyPort());
        return receive.options().isEmpty()
                ? RECEIVE_NOTIFY.of(name, size, large, trailerSize, timeout, notifyPort)
                : RECEIVE_NOTIFY_WITH.of(name, size, large, trailerSize, timeout, options, notifyPort);
    }

    private static Value bool(boolean value) {
        return value ? BoolValue.ValTrue : BoolValue.ValFalse;
    }

    private static Value nothing() {
        return NONE.of(BoolValue.ValTrue);
    }

    private Value disposition(String disposition) {
        return string(disposition == null ? TlcText.NONE : disposition);
    }

    private Value name(PortName name) {
        return IntValue.gen(text.number(name));
    }

    private Value string(String string) {
        Value value = strings.get(string);
        if (value == null) {
            value = new StringValue(string);
            strings.put(string, value);
        }
        return value;
    }
}
