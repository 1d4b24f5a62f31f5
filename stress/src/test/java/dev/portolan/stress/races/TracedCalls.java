package dev.portolan.stress.races;

import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.AttributeCall;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.MemberCall;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.QueryCall;
import dev.portolan.kernel.kern.RequestCall;
import dev.portolan.kernel.kern.TerminationCall;
import dev.portolan.kernel.kern.TimerCall;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.PortName;
import java.util.List;

/** The calls of races as traces tell them, their names the kernel's numbers. */
final class TracedCalls {

    private TracedCalls() {}

    static Call of(MachThread thread, Continuation call) {
        String caller = thread.name();
        if (call instanceof Continuation.CopyinHeader msg) {
            return new Call.MachMsg(caller, send(msg.send()), receive(msg.receive()));
        }
        if (call instanceof Continuation.CopyinReceiveName msg) {
            return new Call.MachMsg(caller, null, receive(msg.receive()));
        }
        if (call instanceof PortCall.MachPortAllocate allocate) {
            return new Call.MachPortAllocate(
                    caller, allocate.target().name(), right(allocate.right()), Call.Entry.TRAP);
        }
        if (call instanceof PortCall.MachPortDeallocate one) {
            return new Call.MachPortDeallocate(caller, one.target().name(), name(one.name()), Call.Entry.TRAP);
        }
        if (call instanceof PortCall.MachPortDestroy one) {
            return new Call.MachPortDestroy(caller, one.target().name(), name(one.name()), Call.Entry.TRAP);
        }
        if (call instanceof PortCall.MachPortModRefs one) {
            return new Call.MachPortModRefs(
                    caller, one.target().name(), name(one.name()), right(one.right()), one.delta(), Call.Entry.TRAP);
        }
        if (call instanceof MemberCall.MachPortInsertMember insert) {
            return new Call.MachPortInsertMember(
                    caller, insert.target().name(), name(insert.name()), name(insert.pset()), Call.Entry.TRAP);
        }
        if (call instanceof PortCall.MachPortInsertRight insert) {
            return new Call.MachPortInsertRight(
                    caller,
                    insert.target().name(),
                    name(insert.name()),
                    name(insert.right()),
                    disposition(insert.disposition()),
                    insert.entry() == PortCall.Entry.RPC ? Call.Entry.RPC : Call.Entry.TRAP);
        }
        if (call instanceof TerminationCall.TaskTerminate end) {
            return new Call.TaskTerminate(
                    caller,
                    end.target().name(),
                    end.order().stream().map(TracedCalls::name).toList(),
                    Call.Entry.RPC);
        }
        if (call instanceof AttributeCall.MachPortSetAttributes set) {
            return new Call.MachPortSetAttributes(
                    caller,
                    set.target().name(),
                    name(set.name()),
                    "LIMITS",
                    set.queueLimit(),
                    set.count(),
                    Call.Entry.TRAP);
        }
        if (call instanceof QueryCall.MachPortNames names) {
            return new Call.MachPortNames(caller, names.target().name(), Call.Entry.TRAP);
        }
        if (call instanceof RequestCall.MachPortRequestNotification request) {
            return new Call.MachPortRequestNotification(
                    caller,
                    request.target().name(),
                    name(request.name()),
                    MachNotification.of(request.id()).name().substring("MACH_NOTIFY_".length()),
                    request.sync(),
                    name(request.notifyPort()),
                    disposition(request.disposition()),
                    request.entry() == PortCall.Entry.RPC ? Call.Entry.RPC : Call.Entry.TRAP);
        }
        if (call instanceof TimerCall timer) {
            return timer(caller, timer);
        }
        throw new IllegalArgumentException("no race has made such a call: " + call);
    }

    private static Call timer(String caller, TimerCall call) {
        if (call instanceof TimerCall.MkTimerArm arm) {
            return new dev.portolan.traces.TimerCall.MkTimerArm(caller, name(arm.name()), (int) arm.time());
        }
        if (call instanceof TimerCall.MkTimerCancel cancel) {
            return new dev.portolan.traces.TimerCall.MkTimerCancel(caller, name(cancel.name()));
        }
        if (call instanceof TimerCall.MkTimerDestroy destroy) {
            return new dev.portolan.traces.TimerCall.MkTimerDestroy(caller, name(destroy.name()));
        }
        if (call instanceof TimerCall.MkTimerExpire expire) {
            return new dev.portolan.traces.TimerCall.MkTimerExpire(caller, name(expire.name()));
        }
        return new dev.portolan.traces.TimerCall.MkTimerCreate(caller);
    }

    private static Call.Send send(MachMsgSend send) {
        MachMsgHeader header = send.header();
        return new Call.Send(
                new Call.Header(
                        name(header.remote()),
                        disposition(header.remoteDisposition()),
                        name(header.local()),
                        disposition(header.localDisposition()),
                        name(header.voucher()),
                        disposition(header.voucherDisposition()),
                        header.id(),
                        send.body(),
                        send.descriptors().isEmpty()
                                ? null
                                : send.descriptors().stream()
                                        .map(TracedCalls::descriptor)
                                        .toList()),
                send.sendSize(),
                timeout(send.timeout()));
    }

    private static Descriptor descriptor(MachMsgDescriptor descriptor) {
        MachMsgDescriptor.Port port = (MachMsgDescriptor.Port) descriptor;
        return Descriptor.port(name(port.name()), disposition(port.disposition()));
    }

    private static Call.Receive receive(MachMsgReceive receive) {
        return receive.isNone()
                ? null
                : new Call.Receive(
                        name(receive.name()),
                        receive.receiveSize(),
                        receive.large(),
                        receive.trailerSize(),
                        timeout(receive.timeout()),
                        List.of(),
                        receive.notifyPort() == null ? null : name(receive.notifyPort()));
    }

    static PortName name(MachPortName name) {
        if (!name.isValid()) {
            return name.value() == 0 ? PortName.NULL : PortName.DEAD;
        }
        return new PortName(Integer.toUnsignedString(name.value()));
    }

    private static String disposition(int code) {
        return code == MachMsgTypeName.NONE
                ? null
                : MachMsgTypeName.of(code).name().substring("MACH_MSG_TYPE_".length());
    }

    private static String right(int code) {
        return MachPortRight.of(code).name().substring("MACH_PORT_RIGHT_".length());
    }

    private static Call.Timeout timeout(MachMsgTimeout timeout) {
        return switch (timeout.kind()) {
            case FOREVER -> Call.Timeout.FOREVER;
            case POLL -> Call.Timeout.POLL;
            case TIMED -> Call.Timeout.TIMED;
        };
    }
}
