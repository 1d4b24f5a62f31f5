package dev.portolan.conformance.shrink;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Argument;
import dev.portolan.traces.Call;
import dev.portolan.traces.Call.Entry;
import dev.portolan.traces.Call.Header;
import dev.portolan.traces.Call.Receive;
import dev.portolan.traces.Call.Send;
import dev.portolan.traces.Call.Timeout;
import dev.portolan.traces.CallForm;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Calls that say the same with less. */
final class SimplerCalls {

    private static final int HEADER = 24;

    private SimplerCalls() {}

    /**
     * Variants of the call, each simpler in one respect; the boldest first.
     *
     * @param setting whose threads the caller is one of
     */
    static List<Call> of(Call call, Setting setting) {
        List<Call> simpler = new ArrayList<>();
        if (call instanceof Call.MachMsg msg) {
            messages(msg, simpler);
        } else if (call instanceof Call.PortCall port) {
            boolean isOwn = setting.tasks().getOrDefault(port.task(), List.of()).contains(call.thread());
            if (port.entry() == Entry.RPC && isOwn) {
                // A trap acts on the caller's own task.
                simpler.add(with(call, Argument.Kind.ENTRY, value -> Entry.TRAP));
            }
            Integer delta = (Integer) CallForm.of(call).value(call, Argument.Kind.DELTA);
            if (delta != null && Math.abs(delta) > 1) {
                simpler.add(with(call, Argument.Kind.DELTA, value -> Integer.signum(delta)));
            }
        }
        return simpler;
    }

    private static Call with(Call call, Argument.Kind kind, UnaryOperator<Object> change) {
        return CallForm.of(call).with(call, (argument, value) -> argument.kind() == kind ? change.apply(value) : value);
    }

    private static void messages(Call.MachMsg msg, List<Call> simpler) {
        Send send = msg.send();
        Receive receive = msg.receive();
        if (send != null && receive != null) {
            simpler.add(new Call.MachMsg(msg.thread(), send, null));
            simpler.add(new Call.MachMsg(msg.thread(), null, receive));
        }
        if (send != null) {
            for (Send less : sends(send)) {
                simpler.add(new Call.MachMsg(msg.thread(), less, receive));
            }
        }
        if (receive != null) {
            if (receive.timeout() == Timeout.TIMED) {
                simpler.add(new Call.MachMsg(msg.thread(), send, receive.waiting(Timeout.FOREVER)));
            }
            if (receive.large()) {
                simpler.add(new Call.MachMsg(
                        msg.thread(),
                        send,
                        new Receive(
                                receive.name(),
                                receive.receiveSize(),
                                false,
                                receive.trailerSize(),
                                receive.timeout(),
                                receive.options(),
                                receive.notifyPort())));
            }
            if (!receive.options().isEmpty() || receive.notifyPort() != null) {
                simpler.add(new Call.MachMsg(
                        msg.thread(),
                        send,
                        new Receive(
                                receive.name(),
                                receive.receiveSize(),
                                receive.large(),
                                receive.trailerSize(),
                                receive.timeout())));
            }
        }
    }

    private static List<Send> sends(Send send) {
        List<Send> simpler = new ArrayList<>();
        Header header = send.header();
        boolean hasReply = header.localDisposition() != null
                || header.local() != null && header.local().isValid();
        if (hasReply) {
            Header without = with(header, PortName.NULL, null, header.body());
            simpler.add(send.with(without, send.sendSize(), send.timeout()));
        }
        if (header.body() != null && !header.body().isEmpty()) {
            Header less = with(header, header.local(), header.localDisposition(), List.of());
            simpler.add(send.with(less, HEADER, send.timeout()));
        }
        if (send.timeout() == Timeout.TIMED) {
            simpler.add(send.with(header, send.sendSize(), Timeout.FOREVER));
        }
        if (send.sendNotify() || send.sendCancel()) {
            simpler.add(new Send(header, send.sendSize(), send.timeout()));
        }
        return simpler;
    }

    private static Header with(Header header, PortName local, String localDisposition, List<Long> body) {
        return new Header(
                header.remote(),
                header.remoteDisposition(),
                local,
                localDisposition,
                header.voucher(),
                header.voucherDisposition(),
                header.id(),
                body,
                header.descriptors());
    }
}
