package dev.portolan.conformance.shrink;

import dev.portolan.conformance.kernel.Setting;
import dev.portolan.traces.Call;
import dev.portolan.traces.Call.Entry;
import dev.portolan.traces.Call.Header;
import dev.portolan.traces.Call.Receive;
import dev.portolan.traces.Call.Send;
import dev.portolan.traces.Call.Timeout;
import dev.portolan.traces.PortName;
import java.util.ArrayList;
import java.util.List;

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
        } else if (call instanceof Call.MachPortModRefs one) {
            if (Math.abs(one.delta()) > 1) {
                int delta = Integer.signum(one.delta());
                simpler.add(new Call.MachPortModRefs(
                        one.thread(), one.task(), one.name(), one.right(), delta, one.entry()));
            }
        } else {
            Call trapped = byTrap(call, setting);
            if (trapped != null) {
                simpler.add(trapped);
            }
        }
        return simpler;
    }

    /** By trap what was done by message; null if it cannot be: a trap acts on the caller's own task. */
    private static Call byTrap(Call call, Setting setting) {
        if (call instanceof Call.MachPortInsertRight one && isOwn(setting, one.thread(), one.task(), one.entry())) {
            return new Call.MachPortInsertRight(
                    one.thread(), one.task(), one.name(), one.right(), one.disposition(), Entry.TRAP);
        }
        if (call instanceof Call.MachPortAllocate one && isOwn(setting, one.thread(), one.task(), one.entry())) {
            return new Call.MachPortAllocate(one.thread(), one.task(), one.right(), Entry.TRAP);
        }
        if (call instanceof Call.MachPortDeallocate one && isOwn(setting, one.thread(), one.task(), one.entry())) {
            return new Call.MachPortDeallocate(one.thread(), one.task(), one.name(), Entry.TRAP);
        }
        if (call instanceof Call.MachPortDestroy one && isOwn(setting, one.thread(), one.task(), one.entry())) {
            return new Call.MachPortDestroy(one.thread(), one.task(), one.name(), Entry.TRAP);
        }
        return null;
    }

    private static boolean isOwn(Setting setting, String thread, String task, Entry entry) {
        return entry == Entry.RPC
                && setting.tasks().getOrDefault(task, List.of()).contains(thread);
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
                simpler.add(new Call.MachMsg(
                        msg.thread(),
                        send,
                        new Receive(
                                receive.name(),
                                receive.receiveSize(),
                                receive.large(),
                                receive.trailerSize(),
                                Timeout.FOREVER)));
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
            simpler.add(new Send(with(header, PortName.NULL, null, header.body()), send.sendSize(), send.timeout()));
        }
        if (header.body() != null && !header.body().isEmpty()) {
            Header less = with(header, header.local(), header.localDisposition(), List.of());
            simpler.add(new Send(less, HEADER, send.timeout()));
        }
        if (send.timeout() == Timeout.TIMED) {
            simpler.add(new Send(header, send.sendSize(), Timeout.FOREVER));
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
                body);
    }
}
