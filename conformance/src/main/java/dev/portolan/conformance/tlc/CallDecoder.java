package dev.portolan.conformance.tlc;

import dev.portolan.spec.value.TlaValue;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The label of an edge, an action's name and its arguments, as a {@link Call}. */
public final class CallDecoder {

    private final String action;
    private final Map<String, TlaValue> arguments;

    private CallDecoder(String action, Map<String, TlaValue> arguments) {
        this.action = action;
        this.arguments = arguments;
    }

    /**
     * Decodes a label.
     *
     * @param arguments by the names of the action's parameters
     * @throws IllegalArgumentException if an argument is missing or is of the wrong kind
     */
    public static Call decode(String action, Map<String, TlaValue> arguments) {
        return new CallDecoder(action, arguments).call();
    }

    private Call call() {
        return switch (action) {
            case "MachMsgSend" -> new Call.MachMsg(thread(), send(), null);
            case "MachMsgSendComplex" ->
                new Call.MachMsg(thread(), sendWithoutVoucher(descriptors("descriptors"), false, false), null);
            case "MachMsgSendNotify" -> new Call.MachMsg(thread(), sendWithoutVoucher(null, true, false), null);
            case "MachMsgSendCancel" -> new Call.MachMsg(thread(), sendWithoutVoucher(null, false, true), null);
            case "MachMsgReceive" -> new Call.MachMsg(thread(), null, receive(List.of(), null));
            case "MachMsgReceiveNotify" -> new Call.MachMsg(thread(), null, receive(List.of(), name("notifyPort")));
            case "MachMsgReceiveSyncWait" ->
                new Call.MachMsg(
                        thread(), null, receive(List.of(Call.ReceiveOption.RCV_SYNC_WAIT), name("notifyPort")));
            case "MachMsgReceiveWith" -> new Call.MachMsg(thread(), null, receive(options(), null));
            case "MachMsgSendReceive" -> new Call.MachMsg(thread(), send(), receive(List.of(), null));
            case "MachMsgNothing" -> new Call.MachMsg(thread(), null, null);
            default -> {
                CallForm form = CallForm.ofAction(action);
                yield form == null ? new Call.Step(string("t"), action) : call(form);
            }
        };
    }

    private Call call(CallForm form) {
        Object[] values = new Object[form.arguments().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = argument(form.arguments().get(i));
        }
        return form.make(thread(), values);
    }

    private Object argument(Argument argument) {
        String parameter = argument.name();
        return switch (argument.kind()) {
            case NAME, CHOSEN_NAME, CALLERS_NAME -> name(parameter);
            case NAMES -> names(parameter);
            case TASK, THREAD, RIGHT, DISPOSITION, NOTIFICATION, FLAVOR, AT -> string(parameter);
            case TARGET, WORDS -> null;
            case ENTRY -> Call.Entry.valueOf(string(parameter));
            case NUMBER, DELTA, COUNT -> integer(parameter);
            case FLAG -> bool(parameter);
            case SEND -> send();
            case RECEIVE -> receive(List.of(), null);
        };
    }

    private Call.Send send() {
        Call.Header header = new Call.Header(
                name("remote"),
                disposition("remoteDisposition"),
                name("local"),
                disposition("localDisposition"),
                voucher(),
                disposition("voucherDisposition"),
                integer("id"),
                null);
        return new Call.Send(header, integer("sendSize"), timeout());
    }

    private Call.Send sendWithoutVoucher(List<Descriptor> descriptors, boolean sendNotify, boolean sendCancel) {
        Call.Header header = new Call.Header(
                name("remote"),
                disposition("remoteDisposition"),
                name("local"),
                disposition("localDisposition"),
                null,
                null,
                integer("id"),
                null,
                descriptors);
        PortName notifyPort = sendNotify || sendCancel ? name("notifyPort") : null;
        return new Call.Send(header, integer("sendSize"), timeout(), sendNotify, sendCancel, notifyPort);
    }

    private List<Descriptor> descriptors(String parameter) {
        if (value(parameter) instanceof TlaValue.Tuple tuple) {
            return tuple.elements().stream().map(this::descriptor).toList();
        }
        throw wrong(parameter, "a sequence");
    }

    private Descriptor descriptor(TlaValue value) {
        CallDecoder fields = new CallDecoder(action, ((TlaValue.Rec) value).fields());
        String kind = fields.string("kind");
        return switch (kind) {
            case Descriptor.PORT -> Descriptor.port(fields.name("name"), fields.disposition("disposition"));
            case Descriptor.OOL_PORTS -> Descriptor.ports(fields.names("names"), fields.disposition("disposition"));
            default -> Descriptor.memory(kind, fields.integer("size"));
        };
    }

    private List<PortName> names(String parameter) {
        List<PortName> names = new ArrayList<>();
        for (TlaValue name : ((TlaValue.Tuple) value(parameter)).elements()) {
            names.add(new CallDecoder(action, Map.of(parameter, name)).name(parameter));
        }
        return names;
    }

    private PortName voucher() {
        PortName voucher = name("voucher");
        return voucher.equals(PortName.NULL) && disposition("voucherDisposition") == null ? null : voucher;
    }

    private Call.Receive receive(List<Call.ReceiveOption> options, PortName notifyPort) {
        return new Call.Receive(
                name("receiveName"),
                integer("receiveSize"),
                bool("large"),
                integer("trailerSize"),
                timeout(),
                options,
                notifyPort);
    }

    private List<Call.ReceiveOption> options() {
        List<Call.ReceiveOption> options = new ArrayList<>();
        for (TlaValue option : ((TlaValue.SetOf) value("options")).elements()) {
            options.add(Call.ReceiveOption.valueOf(((TlaValue.Str) option).value()));
        }
        return options;
    }

    private String thread() {
        return string("thread");
    }

    private Call.Timeout timeout() {
        return Call.Timeout.valueOf(string("timeout"));
    }

    private String disposition(String parameter) {
        String disposition = string(parameter);
        return disposition.equals(TlcText.NONE) ? null : disposition;
    }

    private PortName name(String parameter) {
        return new TlcText().name(integer(parameter));
    }

    private String string(String parameter) {
        if (value(parameter) instanceof TlaValue.Str string) {
            return string.value().intern();
        }
        throw wrong(parameter, "a string");
    }

    private int integer(String parameter) {
        if (value(parameter) instanceof TlaValue.Int number) {
            return Math.toIntExact(number.value());
        }
        throw wrong(parameter, "a number");
    }

    private boolean bool(String parameter) {
        if (value(parameter) instanceof TlaValue.Bool bool) {
            return bool.value();
        }
        throw wrong(parameter, "a Boolean");
    }

    private TlaValue value(String parameter) {
        return arguments.get(parameter);
    }

    private IllegalArgumentException wrong(String parameter, String wanted) {
        return new IllegalArgumentException("action " + action + ": parameter " + parameter + " should be " + wanted
                + ", is " + arguments.get(parameter));
    }
}
