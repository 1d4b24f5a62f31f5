package dev.portolan.conformance.drive;

import dev.portolan.traces.Call;
import dev.portolan.traces.PortName;

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
        if (call instanceof Call.MachPortDeallocate of) {
            return new Call.MachPortDeallocate(of.thread(), of.task(), name(of.task(), of.name()), of.entry());
        }
        if (call instanceof Call.MachPortDestroy of) {
            return new Call.MachPortDestroy(of.thread(), of.task(), name(of.task(), of.name()), of.entry());
        }
        if (call instanceof Call.MachPortModRefs of) {
            return new Call.MachPortModRefs(
                    of.thread(), of.task(), name(of.task(), of.name()), of.right(), of.delta(), of.entry());
        }
        if (call instanceof Call.MachPortGetRefs of) {
            return new Call.MachPortGetRefs(of.thread(), of.task(), name(of.task(), of.name()), of.right(), of.entry());
        }
        if (call instanceof Call.MachPortType of) {
            return new Call.MachPortType(of.thread(), of.task(), name(of.task(), of.name()), of.entry());
        }
        return call instanceof Call.MachPortInsertRight insert ? insert(insert, own, target) : call;
    }

    private Call insert(Call.MachPortInsertRight insert, String own, ArgumentNames.Space target) {
        PortName right = name(own, insert.right());
        // By trap the two names are in one space, and being the same is something that the kernel looks at.
        boolean same = insert.task().equals(own) && insert.name().equals(insert.right());
        PortName name = same ? right : RawNames.of(names.target(insert.task(), insert.name(), target));
        return new Call.MachPortInsertRight(
                insert.thread(), insert.task(), name, right, insert.disposition(), insert.entry());
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
                from.body());
        return new Call.Send(header, send.sendSize(), send.timeout());
    }

    private Call.Receive receive(Call.Receive receive, String own) {
        return receive == null
                ? null
                : new Call.Receive(
                        name(own, receive.name()),
                        receive.receiveSize(),
                        receive.large(),
                        receive.trailerSize(),
                        receive.timeout());
    }

    private PortName name(String task, PortName symbol) {
        return symbol == null ? null : RawNames.of(names.argument(task, symbol));
    }
}
