package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgDescriptor;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortStatus;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigShape.Right;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.abi.OutValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The calls on ports by message, each method as its routine of {@code mach_port} has it; {@code task} is a name of the
 * caller's for the task whose names they are about. A call that the dialect does not have throws.
 */
public final class PortStubs {

    private static final int LIMITS = 1;
    private static final int RECEIVE_STATUS = 2;
    private static final int LIMITS_WORDS = 1;
    private static final int STATUS_WORDS = 10;
    private static final int INFO_MAX = 17;
    private static final int OPTIONS_SIZE = 24;
    private static final int TRAILER_MAX = 68;
    private static final int ELEMENTS_SHIFT = 24;
    private static final int GUARDED = 0x2;
    private static final int STRICT = 0x4;
    private static final int IMMOVABLE = 0x40;

    private static final MigClient.Reader NAME =
            reply -> reply.has(1) ? new OutValue.Name(MachPortName.of(reply.word(0))) : null;
    private static final MigClient.Reader REFS = reply -> reply.has(1) ? new OutValue.Refs(reply.word(0)) : null;
    private static final MigClient.Reader RIGHT =
            reply -> reply.has(1, MachMsgDescriptor.Port.class, 0) ? new OutValue.Name(reply.port(0)) : null;

    private final MigClient client;
    private final MigSubsystem of;

    PortStubs(MigClient client) {
        this.client = client;
        of = client.isXnus() ? MigSubsystem.XNU_MACH_PORT : MigSubsystem.CLASSIC_MACH_PORT;
    }

    public CallResult machPortNames(MachPortName task) {
        return client.call(of, "mach_port_names", task, this::names);
    }

    private OutValue names(MigReply reply) {
        if (!hasRegions(reply, 2)) {
            return null;
        }
        List<Integer> names = reply.region(0);
        List<Integer> types = reply.region(1);
        List<OutValue.NamedType> told = new ArrayList<>();
        for (int i = 0; i < names.size() && names.size() == types.size(); i++) {
            told.add(new OutValue.NamedType(MachPortName.of(names.get(i)), types.get(i)));
        }
        return new OutValue.Names(told);
    }

    /* In XNU their numbers of elements are told beside them. */
    private boolean hasRegions(MigReply reply, int number) {
        boolean are = reply.descriptors().size() == number;
        for (int i = 0; are && i < number; i++) {
            are = reply.isRegion(i)
                    && (!client.isXnus()
                            || reply.words().size() == number
                                    && reply.word(i) == reply.region(i).size());
        }
        return are;
    }

    public CallResult machPortType(MachPortName task, MachPortName name) {
        return client.call(
                of,
                "mach_port_type",
                task,
                reply -> reply.has(1) ? new OutValue.Type(reply.word(0)) : null,
                name.value());
    }

    public CallResult machPortRename(MachPortName task, MachPortName name, MachPortName newName) {
        return code("mach_port_rename", task, name.value(), newName.value());
    }

    public CallResult machPortAllocateName(MachPortName task, int right, MachPortName name) {
        return code("mach_port_allocate_name", task, right, name.value());
    }

    public CallResult machPortAllocate(MachPortName task, int right) {
        return client.call(of, "mach_port_allocate", task, NAME, right);
    }

    public CallResult machPortDestroy(MachPortName task, MachPortName name) {
        return code("mach_port_destroy", task, name.value());
    }

    public CallResult machPortDeallocate(MachPortName task, MachPortName name) {
        return code("mach_port_deallocate", task, name.value());
    }

    public CallResult machPortGetRefs(MachPortName task, MachPortName name, int right) {
        return client.call(of, "mach_port_get_refs", task, REFS, name.value(), right);
    }

    public CallResult machPortModRefs(MachPortName task, MachPortName name, int right, int delta) {
        return code("mach_port_mod_refs", task, name.value(), right, delta);
    }

    public CallResult machPortSetMscount(MachPortName task, MachPortName name, int makeSendCount) {
        return code("mach_port_set_mscount", task, name.value(), makeSendCount);
    }

    public CallResult machPortSetSeqno(MachPortName task, MachPortName name, int seqno) {
        return code("mach_port_set_seqno", task, name.value(), seqno);
    }

    public CallResult machPortGetSetStatus(MachPortName task, MachPortName name) {
        return client.call(
                of,
                "mach_port_get_set_status",
                task,
                reply -> hasRegions(reply, 1)
                        ? new OutValue.Members(
                                reply.region(0).stream().map(MachPortName::of).toList())
                        : null,
                name.value());
    }

    public CallResult machPortMoveMember(MachPortName task, MachPortName member, MachPortName after) {
        return code("mach_port_move_member", task, member.value(), after.value());
    }

    public CallResult machPortInsertMember(MachPortName task, MachPortName name, MachPortName pset) {
        return code("mach_port_insert_member", task, name.value(), pset.value());
    }

    public CallResult machPortExtractMember(MachPortName task, MachPortName name, MachPortName pset) {
        return code("mach_port_extract_member", task, name.value(), pset.value());
    }

    /** {@code notify} is a name of the caller's, of which a send-once right is had by that disposition. */
    public CallResult machPortRequestNotification(
            MachPortName task, MachPortName name, int id, int sync, MachPortName notify, int disposition) {
        return client.call(
                of,
                "mach_port_request_notification",
                task,
                MigShape.ofPort(Right.SEND_ONCE, 3),
                MigClient.right(notify, disposition),
                RIGHT,
                List.of(name.value(), id, sync),
                List.of());
    }

    /** {@code right} is a name of the caller's. */
    public CallResult machPortInsertRight(MachPortName task, MachPortName name, MachPortName right, int disposition) {
        return client.call(
                of,
                "mach_port_insert_right",
                task,
                MigShape.ofPort(Right.POLYMORPHIC, 1),
                MigClient.right(right, disposition),
                MigClient.NOTHING,
                List.of(name.value()),
                List.of());
    }

    public CallResult machPortExtractRight(MachPortName task, MachPortName name, int disposition) {
        return client.call(of, "mach_port_extract_right", task, RIGHT, name.value(), disposition);
    }

    /** {@code mach_port_set_attributes} of the limit, {@code mach_port_set_qlimit}. */
    public CallResult machPortSetQueueLimit(MachPortName task, MachPortName name, int queueLimit) {
        return client.isXnus()
                ? machPortSetAttributes(task, name, LIMITS, List.of(queueLimit))
                : code("mach_port_set_qlimit", task, name.value(), queueLimit);
    }

    public CallResult machPortSetAttributes(MachPortName task, MachPortName name, int flavor, List<Integer> info) {
        return client.call(
                of,
                "mach_port_set_attributes",
                task,
                MigShape.ofArray(2, INFO_MAX),
                List.of(),
                MigClient.NOTHING,
                List.of(name.value(), flavor),
                info);
    }

    /** {@code mach_port_get_attributes} of the status, {@code mach_port_get_receive_status}. */
    public CallResult machPortGetReceiveStatus(MachPortName task, MachPortName name) {
        return client.isXnus()
                ? machPortGetAttributes(task, name, RECEIVE_STATUS, STATUS_WORDS)
                : client.call(of, "mach_port_get_receive_status", task, this::attributes, name.value());
    }

    public CallResult machPortGetAttributes(MachPortName task, MachPortName name, int flavor, int count) {
        return client.call(of, "mach_port_get_attributes", task, this::attributes, name.value(), flavor, count);
    }

    private OutValue attributes(MigReply reply) {
        if (!reply.hasArrayAt(0)) {
            return null;
        }
        List<Integer> info = reply.arrayAt(0);
        return switch (info.size()) {
            case 0 -> OutValue.Nothing.NOTHING;
            case LIMITS_WORDS -> new OutValue.Limits(info.get(0));
            case STATUS_WORDS - 1 -> status(info, 0);
            case STATUS_WORDS -> status(info, info.get(STATUS_WORDS - 1));
            default -> null;
        };
    }

    private static OutValue status(List<Integer> info, int flags) {
        return new OutValue.Status(new MachPortStatus(
                info.get(0) != 0,
                info.get(1),
                info.get(2),
                info.get(3),
                info.get(4),
                info.get(5),
                info.get(6) != 0,
                info.get(7) != 0,
                info.get(8) != 0,
                (flags & GUARDED) != 0,
                (flags & STRICT) != 0,
                (flags & IMMOVABLE) != 0));
    }

    public CallResult machPortGetSrights(MachPortName task, MachPortName name) {
        MigSubsystem subsystem = client.isXnus() ? of : MigSubsystem.CLASSIC_MACH_DEBUG;
        return client.call(subsystem, "mach_port_get_srights", task, REFS, name.value());
    }

    /** The trailer's last element is that one. */
    public CallResult machPortPeek(MachPortName task, MachPortName name, int elements, int seqno) {
        return client.call(
                of,
                "mach_port_peek",
                task,
                PortStubs::peeked,
                name.value(),
                elements << ELEMENTS_SHIFT,
                seqno,
                TRAILER_MAX);
    }

    private static OutValue peeked(MigReply reply) {
        boolean isWhole = reply.words().size() > 3 && reply.has(4 + reply.word(3) / Integer.BYTES);
        List<Integer> words = reply.words();
        return isWhole
                ? new OutValue.Peeked(
                        reply.word(2), reply.word(1), reply.word(0), List.copyOf(words.subList(4, words.size())))
                : null;
    }

    public CallResult machPortAllocateQos(MachPortName task, int right, int qos, int length) {
        return client.call(of, "mach_port_allocate_qos", task, PortStubs::allocated, right, qos, length);
    }

    /** Without a prototype. */
    public CallResult machPortAllocateFull(MachPortName task, int right, int qos, int length, MachPortName name) {
        return client.call(
                of,
                "mach_port_allocate_full",
                task,
                MigShape.ofPort(4),
                MigClient.right(MachPortName.MACH_PORT_NULL, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code()),
                PortStubs::allocated,
                List.of(right, qos, length, name.value()),
                List.of());
    }

    private static OutValue allocated(MigReply reply) {
        return reply.has(3)
                ? new OutValue.Allocated(reply.word(0), reply.word(1), MachPortName.of(reply.word(2)))
                : null;
    }

    public CallResult machPortGetContext(MachPortName task, MachPortName name) {
        return client.call(
                of,
                "mach_port_get_context",
                task,
                reply -> reply.has(2) ? new OutValue.Context(reply.wide(0)) : null,
                name.value());
    }

    public CallResult machPortSetContext(MachPortName task, MachPortName name, long context) {
        return code("mach_port_set_context", task, MigClient.words(context, name.value()));
    }

    /** The flags are those of {@code mach_port_options_t}. */
    public CallResult machPortConstruct(MachPortName task, int flags, int queueLimit, long context) {
        return client.call(
                of,
                "mach_port_construct",
                task,
                MigShape.ofRegion(OPTIONS_SIZE, 2),
                List.of(new MachMsgDescriptor.OolWords(List.of(flags, queueLimit, 0, 0, 0, 0))),
                NAME,
                List.of(MigClient.words(context)),
                List.of());
    }

    public CallResult machPortDestruct(MachPortName task, MachPortName name, int delta, long guard) {
        return code("mach_port_destruct", task, MigClient.words(guard, name.value(), delta));
    }

    public CallResult machPortGuard(MachPortName task, MachPortName name, long guard, boolean strict) {
        Integer[] words = MigClient.words(guard, name.value());
        return code("mach_port_guard", task, words[0], words[1], words[2], strict ? 1 : 0);
    }

    public CallResult machPortUnguard(MachPortName task, MachPortName name, long guard) {
        return code("mach_port_unguard", task, MigClient.words(guard, name.value()));
    }

    /** The flags are {@code MPG_STRICT} 1 and {@code MPG_IMMOVABLE_RECEIVE} 2. */
    public CallResult machPortGuardWithFlags(MachPortName task, MachPortName name, long guard, long flags) {
        return code("mach_port_guard_with_flags", task, MigClient.words(flags, MigClient.words(guard, name.value())));
    }

    public CallResult machPortSwapGuard(MachPortName task, MachPortName name, long oldGuard, long newGuard) {
        return code("mach_port_swap_guard", task, MigClient.words(newGuard, MigClient.words(oldGuard, name.value())));
    }

    private CallResult code(String routine, MachPortName task, Integer... words) {
        return client.call(of, routine, task, MigClient.NOTHING, words);
    }
}
