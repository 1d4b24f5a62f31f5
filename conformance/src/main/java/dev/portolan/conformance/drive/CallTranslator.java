package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MachMsgHeader;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.UserLayout;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.trap.MachMsgTrap;
import dev.portolan.kernel.trap.MachPortTraps;
import dev.portolan.kernel.trap.MkTimerTraps;
import dev.portolan.traces.Call;
import dev.portolan.traces.Descriptor;
import dev.portolan.traces.ObjectCall;
import dev.portolan.traces.PortName;
import dev.portolan.traces.TimerCall;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Calls of traces as the kernel takes them: symbols made numbers. */
public final class CallTranslator {

    /** Some time; the simulated machine only asks whether there is a limit. */
    private static final MachMsgTimeout TIMED = MachMsgTimeout.timed(1);

    private final Kernel kernel;
    private final ArgumentNames names;
    private final ObjectCalls objects;

    /** A translator of calls on that kernel, for as many threads as the binding is for. */
    public CallTranslator(Kernel kernel, Binding binding) {
        this.kernel = kernel;
        this.names = new ArgumentNames(binding, new HeldNames(), ToldNames.SYMBOLS);
        this.objects = new ObjectCalls(kernel, names);
    }

    /** The call's first critical section, or null if it is no call but an event or a step. */
    public Continuation first(Call call, MachThread caller) {
        String own = caller.task().name();
        if (call instanceof Call.MachMsg msg) {
            return message(msg, own);
        }
        if (call instanceof Call.MachPortAllocate allocate) {
            return MachPortTraps.machPortAllocate(task(allocate.task()), right(allocate.right()));
        }
        if (call instanceof Call.MachPortDeallocate deallocate) {
            return MachPortTraps.machPortDeallocate(
                    task(deallocate.task()), name(deallocate.task(), deallocate.name()));
        }
        if (call instanceof Call.MachPortDestroy destroy) {
            return MachPortTraps.machPortDestroy(task(destroy.task()), name(destroy.task(), destroy.name()));
        }
        if (call instanceof Call.MachPortModRefs mod) {
            return MachPortTraps.machPortModRefs(
                    task(mod.task()), name(mod.task(), mod.name()), right(mod.right()), mod.delta());
        }
        if (call instanceof Call.MachPortGetRefs get) {
            return MachPortTraps.machPortGetRefs(task(get.task()), name(get.task(), get.name()), right(get.right()));
        }
        if (call instanceof Call.MachPortType type) {
            return MachPortTraps.machPortType(task(type.task()), name(type.task(), type.name()));
        }
        if (call instanceof Call.MachPortInsertRight insert) {
            return insert(insert, own);
        }
        if (call instanceof Call.MachPortRequestNotification request) {
            return request(request, own);
        }
        if (call instanceof Call.MachReplyPort) {
            return MachPortTraps.machReplyPort();
        }
        if (call instanceof Call.ThreadGetSpecialReplyPort) {
            return MachPortTraps.threadGetSpecialReplyPort();
        }
        Continuation timer = timer(call, own);
        if (timer != null) {
            return timer;
        }
        if (call instanceof ObjectCall object) {
            return objects.first(object, caller);
        }
        if (call instanceof Call.ThreadAbort abort && abort.target() != null) {
            return objects.abort(abort);
        }
        return call instanceof Call.PortCall port ? named(port, own) : null;
    }

    private Continuation timer(Call call, String own) {
        if (call instanceof TimerCall.MkTimerCreate) {
            return MkTimerTraps.mkTimerCreate();
        }
        if (call instanceof TimerCall.MkTimerArm arm) {
            return MkTimerTraps.mkTimerArm(name(own, arm.name()), arm.time());
        }
        if (call instanceof TimerCall.MkTimerCancel cancel) {
            return MkTimerTraps.mkTimerCancel(name(own, cancel.name()));
        }
        if (call instanceof TimerCall.MkTimerDestroy destroy) {
            return MkTimerTraps.mkTimerDestroy(name(own, destroy.name()));
        }
        return call instanceof TimerCall.MkTimerExpire expire
                ? MkTimerTraps.mkTimerExpire(name(own, expire.name()))
                : null;
    }

    private Continuation named(Call.PortCall call, String own) {
        MachTask target = task(call.task());
        if (call instanceof Call.MachPortAllocateName allocate) {
            return MachPortTraps.machPortAllocateName(
                    target, right(allocate.right()), chosen(allocate, own, allocate.name()));
        }
        if (call instanceof Call.MachPortRename rename) {
            return MachPortTraps.machPortRename(
                    target, name(call.task(), rename.name()), chosen(rename, own, rename.newName()));
        }
        if (call instanceof Call.MachPortExtractRight extract) {
            return MachPortTraps.machPortExtractRight(
                    target, name(call.task(), extract.name()), disposition(extract.disposition()));
        }
        if (call instanceof Call.MachPortConstruct construct) {
            return MachPortTraps.machPortConstruct(
                    target, construct.limited(), construct.queueLimit(), construct.sendRight(), guard(construct));
        }
        if (call instanceof Call.MachPortDestruct destruct) {
            return MachPortTraps.machPortDestruct(
                    target, name(call.task(), destruct.name()), destruct.delta(), destruct.guard());
        }
        if (call instanceof Call.MachPortSetAttributes set) {
            return MachPortTraps.machPortSetAttributes(
                    target, name(call.task(), set.name()), flavor(set.flavor()), set.queueLimit(), set.count());
        }
        if (call instanceof Call.MachPortSetMscount set) {
            return MachPortTraps.machPortSetMscount(target, name(call.task(), set.name()), set.makeSendCount());
        }
        if (call instanceof Call.MachPortSetSeqno set) {
            return MachPortTraps.machPortSetSeqno(target, name(call.task(), set.name()), set.seqno());
        }
        if (call instanceof Call.TaskTerminate end) {
            return MachPortTraps.taskTerminate(
                    target,
                    end.order().stream().map(name -> name(end.task(), name)).toList());
        }
        return asking(call);
    }

    private Continuation asking(Call.PortCall call) {
        MachTask target = task(call.task());
        if (call instanceof Call.MachPortGetAttributes get) {
            return MachPortTraps.machPortGetAttributes(
                    target, name(call.task(), get.name()), flavor(get.flavor()), get.count());
        }
        if (call instanceof Call.MachPortGetSrights get) {
            return MachPortTraps.machPortGetSrights(target, name(call.task(), get.name()));
        }
        if (call instanceof Call.MachPortPeek peek) {
            return MachPortTraps.machPortPeek(
                    target, name(call.task(), peek.name()), peek.elements(), peek.trailerSize(), peek.seqno());
        }
        return call instanceof Call.MachPortNames ? MachPortTraps.machPortNames(target) : guarding(call);
    }

    private Continuation guarding(Call.PortCall call) {
        MachTask target = task(call.task());
        if (call instanceof Call.MachPortGetContext get) {
            return MachPortTraps.machPortGetContext(target, name(call.task(), get.name()));
        }
        if (call instanceof Call.MachPortSetContext set) {
            return MachPortTraps.machPortSetContext(target, name(call.task(), set.name()), set.context());
        }
        if (call instanceof Call.MachPortGuard guard) {
            return MachPortTraps.machPortGuard(
                    target, name(call.task(), guard.name()), guard.guard(), guard.strict(), guard.immovable());
        }
        if (call instanceof Call.MachPortUnguard unguard) {
            return MachPortTraps.machPortUnguard(target, name(call.task(), unguard.name()), unguard.guard());
        }
        if (call instanceof Call.MachPortSwapGuard swap) {
            return MachPortTraps.machPortSwapGuard(
                    target, name(call.task(), swap.name()), swap.oldGuard(), swap.newGuard());
        }
        return onSet(call);
    }

    private static PortGuard guard(Call.MachPortConstruct call) {
        return new PortGuard(call.context(), call.guarded(), call.strict(), call.immovable());
    }

    private Continuation onSet(Call.PortCall call) {
        if (call instanceof Call.MachPortInsertMember insert) {
            return MachPortTraps.machPortInsertMember(
                    task(insert.task()), name(insert.task(), insert.name()), name(insert.task(), insert.pset()));
        }
        if (call instanceof Call.MachPortExtractMember extract) {
            return MachPortTraps.machPortExtractMember(
                    task(extract.task()), name(extract.task(), extract.name()), name(extract.task(), extract.pset()));
        }
        if (call instanceof Call.MachPortMoveMember move) {
            return MachPortTraps.machPortMoveMember(
                    task(move.task()), name(move.task(), move.member()), name(move.task(), move.after()));
        }
        if (call instanceof Call.MachPortGetSetStatus get) {
            return MachPortTraps.machPortGetSetStatus(task(get.task()), name(get.task(), get.name()));
        }
        throw new IllegalArgumentException("the kernel has no call " + call);
    }

    private Continuation request(Call.MachPortRequestNotification request, String own) {
        return MachPortTraps.machPortRequestNotification(
                task(request.task()),
                name(request.task(), request.name()),
                notification(request.id()),
                request.sync(),
                name(own, request.notifyPort()),
                disposition(request.disposition()),
                entry(request));
    }

    private static PortCall.Entry entry(Call.PortCall call) {
        return call.entry() == Call.Entry.RPC ? PortCall.Entry.RPC : PortCall.Entry.TRAP;
    }

    private Continuation insert(Call.MachPortInsertRight insert, String own) {
        return MachPortTraps.machPortInsertRight(
                task(insert.task()),
                chosen(insert, own, insert.name()),
                name(own, insert.right()),
                disposition(insert.disposition()),
                entry(insert));
    }

    private Continuation message(Call.MachMsg msg, String own) {
        if (msg.send() == null && msg.receive() == null) {
            return MachMsgTrap.nothing();
        }
        if (msg.send() == null) {
            return MachMsgTrap.receive(receive(msg.receive(), own));
        }
        MachMsgSend send = send(msg.send(), own);
        return msg.receive() == null
                ? MachMsgTrap.send(send)
                : MachMsgTrap.sendReceive(send, receive(msg.receive(), own));
    }

    private MachMsgSend send(Call.Send send, String own) {
        Call.Header from = send.header();
        MachMsgHeader header = new MachMsgHeader(
                name(own, from.remote()),
                disposition(from.remoteDisposition()),
                name(own, from.local()),
                disposition(from.localDisposition()),
                name(own, from.voucher()),
                disposition(from.voucherDisposition()),
                from.id());
        List<Long> body = from.body() == null ? List.of() : from.body();
        return new MachMsgSend(
                header,
                send.sendSize(),
                body,
                descriptors(from, own),
                timeout(send.timeout()),
                MachMsgEnvelope.NOBODYS,
                send.sendNotify(),
                send.sendCancel(),
                name(own, send.notifyPort()));
    }

    private List<MachMsgDescriptor> descriptors(Call.Header from, String own) {
        return from.descriptors() == null
                ? List.of()
                : from.descriptors().stream().map(one -> descriptor(one, own)).toList();
    }

    private MachMsgDescriptor descriptor(Descriptor from, String own) {
        return switch (from.kind()) {
            case Descriptor.PORT -> new MachMsgDescriptor.Port(name(own, from.name()), disposition(from.disposition()));
            case Descriptor.OOL_PORTS ->
                new MachMsgDescriptor.OolPorts(
                        from.names().stream().map(one -> name(own, one)).toList(), disposition(from.disposition()));
            default ->
                new MachMsgDescriptor.Ool(
                        from.size() == null ? 0 : from.size(), from.kind().equals(Descriptor.OOL_VOLATILE));
        };
    }

    private MachMsgReceive receive(Call.Receive receive, String own) {
        return new MachMsgReceive(
                name(own, receive.name()),
                receive.receiveSize(),
                receive.large(),
                receive.trailerSize(),
                timeout(receive.timeout()),
                options(receive.options()),
                UserLayout.LP64,
                receive.notifyPort() == null ? null : name(own, receive.notifyPort()));
    }

    private static Set<MachMsgReceive.Option> options(List<Call.ReceiveOption> asked) {
        Set<MachMsgReceive.Option> options = EnumSet.noneOf(MachMsgReceive.Option.class);
        asked.forEach(option -> options.add(MachMsgReceive.Option.valueOf("MACH_" + option)));
        return options;
    }

    /** The task of that name, which there is. */
    MachTask task(String name) {
        for (int i = 0; ; i++) {
            MachTask task = kernel.task(i);
            if (task.name().equals(name)) {
                return task;
            }
        }
    }

    private MachPortName name(String task, PortName symbol) {
        return MachPortName.of(names.argument(task, symbol));
    }

    private MachPortName chosen(Call.PortCall call, String own, PortName symbol) {
        MachTask task = task(call.task());
        return MachPortName.of(names.chosen(call, own, symbol, test -> {
            for (IpcSpace.Name name : task.space().names()) {
                if (test.test(name.name().value())) {
                    return true;
                }
            }
            return false;
        }));
    }

    private static int right(String right) {
        return switch (right) {
            case "SEND" -> MachPortRight.MACH_PORT_RIGHT_SEND.code();
            case "RECEIVE" -> MachPortRight.MACH_PORT_RIGHT_RECEIVE.code();
            case "SEND_ONCE" -> MachPortRight.MACH_PORT_RIGHT_SEND_ONCE.code();
            case "PORT_SET" -> MachPortRight.MACH_PORT_RIGHT_PORT_SET.code();
            case "DEAD_NAME" -> MachPortRight.MACH_PORT_RIGHT_DEAD_NAME.code();
            default -> Integer.parseInt(right);
        };
    }

    private static int notification(String id) {
        return switch (id) {
            case "PORT_DELETED" -> IpcKmsg.MACH_NOTIFY_PORT_DELETED;
            case "SEND_POSSIBLE" -> MachNotification.MACH_NOTIFY_SEND_POSSIBLE.id();
            case "PORT_DESTROYED" -> MachNotification.MACH_NOTIFY_PORT_DESTROYED.id();
            case "NO_SENDERS" -> MachNotification.MACH_NOTIFY_NO_SENDERS.id();
            case "SEND_ONCE" -> IpcKmsg.MACH_NOTIFY_SEND_ONCE;
            case "DEAD_NAME" -> MachNotification.MACH_NOTIFY_DEAD_NAME.id();
            default -> Integer.parseInt(id);
        };
    }

    private static int flavor(String flavor) {
        return switch (flavor) {
            case "LIMITS" -> 1;
            case "RECEIVE_STATUS" -> 2;
            default -> Integer.parseInt(flavor);
        };
    }

    private static int disposition(String disposition) {
        if (disposition == null) {
            return MachMsgTypeName.NONE;
        }
        return switch (disposition) {
            case "MOVE_RECEIVE" -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_RECEIVE.code();
            case "MOVE_SEND" -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND.code();
            case "MOVE_SEND_ONCE" -> MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE.code();
            case "COPY_SEND" -> MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code();
            case "MAKE_SEND" -> MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code();
            case "MAKE_SEND_ONCE" -> MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE.code();
            default -> Integer.parseInt(disposition);
        };
    }

    private static MachMsgTimeout timeout(Call.Timeout timeout) {
        return switch (timeout) {
            case FOREVER -> MachMsgTimeout.FOREVER;
            case POLL -> MachMsgTimeout.POLL;
            case TIMED -> TIMED;
        };
    }
}
