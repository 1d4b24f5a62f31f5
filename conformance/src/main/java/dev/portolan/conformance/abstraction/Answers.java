package dev.portolan.conformance.abstraction;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachNotification;
import dev.portolan.kernel.abi.MachNotifyBody;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.traces.Call;
import dev.portolan.traces.ExceptionGroup;
import dev.portolan.traces.KernelState.GuardState;
import dev.portolan.traces.NamedType;
import dev.portolan.traces.Notified;
import dev.portolan.traces.Outcome.Message;
import dev.portolan.traces.Outcome.Out;
import dev.portolan.traces.PortName;
import dev.portolan.traces.PortStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;

/** The kernel's answers as traces spell them. */
public final class Answers {

    /** Names with what they denote, in the order of the names' symbols. */
    public static final Comparator<NamedType> BY_NAME = Comparator.comparing(NamedType::name, StateOrder.BY_SYMBOL);

    /* Those that cannot be asked for. */
    private static final Map<Integer, String> OTHER_NOTIFICATIONS =
            Map.of(IpcKmsg.MACH_NOTIFY_PORT_DELETED, "PORT_DELETED", IpcKmsg.MACH_NOTIFY_SEND_ONCE, "SEND_ONCE");

    private Answers() {}

    /** The return code by Mach's name, resource bits after a bar. */
    public static String code(CallResult result) {
        String code = result.code().name();
        return result.resourceBits() == 0 ? code : code + bits(result.resourceBits());
    }

    private static String bits(int bits) {
        if (bits == MachMsgReturn.MACH_MSG_IPC_SPACE) {
            return "|MACH_MSG_IPC_SPACE";
        }
        throw new IllegalStateException("no resource has the bits 0x" + Integer.toHexString(bits));
    }

    /**
     * The out-values, or null if there are none.
     *
     * @param task the one whose names they are
     */
    public static Out out(CallResult result, MachTask task, Binding binding) {
        OutValue value = result.out();
        if (value instanceof OutValue.Name name) {
            return new Out(name(name.name(), task, binding), null, null, null, null);
        }
        if (value instanceof OutValue.Refs refs) {
            return new Out(null, refs.refs(), null, null, null);
        }
        if (value instanceof OutValue.Type type) {
            return new Out(null, null, type(type.type()), null, null);
        }
        if (value instanceof OutValue.Size size) {
            PortName name = size.name() == null ? null : name(size.name(), task, binding);
            return new Out(name, null, null, size.size(), null);
        }
        if (value instanceof OutValue.Message message) {
            boolean returned = result.code().name().startsWith("MACH_SEND_");
            return new Out(null, null, null, null, message(message.buffer(), returned, task, binding));
        }
        if (value instanceof OutValue.Members members) {
            List<PortName> names = new ArrayList<>();
            members.members().forEach(name -> names.add(name(name, task, binding)));
            StateOrder.sort(names, StateOrder.BY_SYMBOL);
            return Out.ofMembers(names);
        }
        return told(value, task, binding);
    }

    /** What a call that asks is told. */
    private static Out told(OutValue value, MachTask task, Binding binding) {
        if (value instanceof OutValue.Names given) {
            List<NamedType> names = new ArrayList<>();
            given.names().forEach(one -> names.add(new NamedType(name(one.name(), task, binding), type(one.type()))));
            StateOrder.sort(names, BY_NAME);
            return Out.ofNames(names);
        }
        if (value instanceof OutValue.Context context) {
            return Out.ofContext((int) context.context());
        }
        if (value instanceof OutValue.Time time) {
            return Out.ofTime((int) time.time());
        }
        if (value instanceof OutValue.Limits limits) {
            return Out.ofStatus(PortStatus.limits(limits.queueLimit()));
        }
        if (value instanceof OutValue.Status status) {
            return Out.ofStatus(status(status.status()));
        }
        if (value instanceof OutValue.ExceptionPorts ports) {
            return Out.ofExceptionPorts(ports.groups().stream()
                    .map(one -> new ExceptionGroup(
                            one.mask(), name(one.port(), task, binding), one.behavior(), one.flavor()))
                    .toList());
        }
        if (value instanceof OutValue.ThreadState registers) {
            return Out.ofRegisters(registers.state());
        }
        if (value instanceof OutValue.Peeked peeked) {
            Message message = new Message(
                    peeked.id(), peeked.size(), PortName.NULL, null, PortName.NULL, null, peeked.seqno(), null);
            return new Out(null, null, null, null, message);
        }
        return null;
    }

    /** What else a receive asks for. */
    static List<Call.ReceiveOption> options(Set<MachMsgReceive.Option> options) {
        return options.stream()
                .map(option -> Call.ReceiveOption.valueOf(option.name().substring("MACH_".length())))
                .toList();
    }

    /** What guards a port; null for nothing. */
    static GuardState guard(PortGuard guard) {
        boolean none = guard.context() == 0 && !guard.guarded() && !guard.strict() && !guard.immovable();
        return none ? null : new GuardState((int) guard.context(), guard.guarded(), guard.strict(), guard.immovable());
    }

    private static PortStatus status(MachPortStatus status) {
        return new PortStatus(
                status.inSet(),
                status.seqno(),
                status.makeSendCount(),
                status.queueLimit(),
                status.messageCount(),
                status.sendOnceRights(),
                status.hasSendRights(),
                status.portDestroyed(),
                status.noSenders(),
                status.guarded(),
                status.strict(),
                status.immovable());
    }

    private static Message message(MachMsgBuffer buffer, boolean returned, MachTask task, Binding binding) {
        return new Message(
                buffer.id(),
                buffer.size(),
                name(buffer.remote(), task, binding),
                disposition(buffer.remoteDisposition(), returned),
                name(buffer.local(), task, binding),
                disposition(buffer.localDisposition(), returned),
                returned ? null : buffer.seqno(),
                buffer.body().isEmpty() ? null : buffer.body(),
                Descriptors.of(buffer.descriptors(), !returned, name -> name(name, task, binding)),
                buffer.notified() == null ? null : notified(buffer.notified(), task.kernel(), binding));
    }

    /** What a notification tells; the name may be none any more. */
    static Notified notified(MachNotifyBody body, Kernel kernel, Binding binding) {
        if (!body.tellsName()) {
            return new Notified(null, null, body.count());
        }
        String task = kernel.task(body.space()).name();
        int name = body.name().value();
        return new Notified(task, name == 0 ? PortName.NULL : binding.argumentOf(task, name), null);
    }

    private static PortName name(MachPortName name, MachTask task, Binding binding) {
        if (name.isValid()) {
            // A thread may be told of a name that another has freed meanwhile.
            return isInUse(task, name)
                    ? binding.symbolOf(task.name(), name.value())
                    : binding.argumentOf(task.name(), name.value());
        }
        return name.value() == 0 ? PortName.NULL : PortName.DEAD;
    }

    private static boolean isInUse(MachTask task, MachPortName name) {
        for (IpcSpace.Name there : task.space().names()) {
            if (there.name().value() == name.value()) {
                return true;
            }
        }
        return false;
    }

    /** A message received has the same numbers under other names. */
    static String disposition(int code, boolean returned) {
        if (!MachMsgTypeName.isPortAny(code)) {
            return code == 0 ? null : Integer.toString(code);
        }
        String name = MachMsgTypeName.of(code).name().substring("MACH_MSG_TYPE_".length());
        return returned ? name.intern() : name.replace("MOVE_", "PORT_").intern();
    }

    /** What a notification's id says, or the id as a number. */
    static String notification(int id) {
        MachNotification notification = MachNotification.of(id);
        return notification == null
                ? OTHER_NOTIFICATIONS.getOrDefault(id, String.valueOf(id))
                : notification.name().substring("MACH_NOTIFY_".length());
    }

    private static String type(int bits) {
        StringJoiner rights = new StringJoiner("|");
        for (MachPortRight right : MachPortRight.values()) {
            if ((bits & right.typeBit()) != 0) {
                rights.add(right.name().substring("MACH_PORT_RIGHT_".length()));
            }
        }
        if ((bits & MachPortRight.MACH_PORT_TYPE_DNREQUEST) != 0) {
            rights.add("DNREQUEST");
        }
        if ((bits & MachPortRight.MACH_PORT_TYPE_MAREQUEST) != 0) {
            rights.add("MAREQUEST");
        }
        return rights.toString();
    }

    /** How long a call waits. */
    static Call.Timeout timeout(MachMsgTimeout timeout) {
        return switch (timeout.kind()) {
            case FOREVER -> Call.Timeout.FOREVER;
            case POLL -> Call.Timeout.POLL;
            case TIMED -> Call.Timeout.TIMED;
        };
    }
}
