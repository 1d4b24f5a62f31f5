package dev.portolan.conformance.drive;

import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.PortName;
import dev.portolan.traces.TimerCall;
import java.util.List;

/** Calls of traces in a kernel's own names. */
final class RawCalls {

    private final ArgumentNames names;

    RawCalls(ArgumentNames names) {
        this.names = names;
    }

    /**
     * The call with numbers for its symbols.
     *
     * @param own the caller's task
     * @param target the space of the task that the call acts on, as it is now
     */
    Call of(Call call, String own, ArgumentNames.Space target) {
        if (call instanceof Call.MachMsg msg) {
            return new Call.MachMsg(msg.thread(), send(msg.send(), own), receive(msg.receive(), own));
        }
        if (call instanceof ObjectCall || call instanceof TimerCall) {
            return CallForm.of(call)
                    .with(
                            call,
                            (argument, value) -> argument.kind() == Argument.Kind.CALLERS_NAME
                                    ? name(own, (PortName) value)
                                    : value);
        }
        return call instanceof Call.PortCall port ? of(port, own, target) : call;
    }

    private Call of(Call.PortCall call, String own, ArgumentNames.Space target) {
        return CallForm.of(call).with(call, (argument, value) -> switch (argument.kind()) {
            case NAME -> name(call.task(), (PortName) value);
            case NAMES ->
                ((List<?>) value)
                        .stream()
                                .map(name -> name(call.task(), (PortName) name))
                                .toList();
            case CALLERS_NAME -> name(own, (PortName) value);
            case CHOSEN_NAME -> RawNames.of(names.chosen(call, own, (PortName) value, target));
            default -> value;
        });
    }

    private Call.Send send(Call.Send send, String own) {
        if (send == null) {
            return null;
        }
        Call.Header from = send.header();
        Call.Header header = new Call.Header(
                name(own, from.remote()),
                from.remoteDisposition(),
                name(own, from.local()),
                from.localDisposition(),
                name(own, from.voucher()),
                from.voucherDisposition(),
                from.id(),
                from.body(),
                from.descriptors() == null
                        ? null
                        : from.descriptors().stream()
                                .map(one -> descriptor(one, own))
                                .toList());
        return new Call.Send(
                header,
                send.sendSize(),
                send.timeout(),
                send.sendNotify(),
                send.sendCancel(),
                name(own, send.notifyPort()));
    }

    private Descriptor descriptor(Descriptor from, String own) {
        return new Descriptor(
                from.kind(),
                name(own, from.name()),
                from.disposition(),
                from.names() == null
                        ? null
                        : from.names().stream().map(one -> name(own, one)).toList(),
                from.size(),
                from.deallocate());
    }

    private Call.Receive receive(Call.Receive receive, String own) {
        return receive == null ? null : receive.from(name(own, receive.name()), name(own, receive.notifyPort()));
    }

    private PortName name(String task, PortName symbol) {
        return symbol == null ? null : RawNames.of(names.argument(task, symbol));
    }
}
