package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MigArguments;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.MigShape.Right;
import dev.portolan.kernel.abi.MigSubsystem;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.NotificationRequest;
import dev.portolan.kernel.ipc.PortGuard;

/** The routines on ports: each dialect's subsystem {@code mach_port}. */
final class PortRoutines {

    /* mach_port_info_t; mach_port_options_t, of which the first word is flags and the second the limit. */
    private static final int PORT_INFO_MAX = 17;
    private static final int OPTIONS_SIZE = 24;

    private static final int MPO_CONTEXT_AS_GUARD = 0x1;
    private static final int MPO_QLIMIT = 0x2;
    private static final int MPO_INSERT_SEND_RIGHT = 0x10;
    private static final int MPO_STRICT = 0x20;
    private static final int MPO_IMMOVABLE_RECEIVE = 0x80;

    private static final int MPG_STRICT = 1;
    private static final int MPG_IMMOVABLE_RECEIVE = 2;

    /* MACH_RCV_TRAILER_ELEMENTS. */
    private static final int ELEMENTS_SHIFT = 24;
    private static final int ELEMENTS_MASK = 0xf;

    private PortRoutines() {}

    static void addXnus(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.XNU_MACH_PORT;
        addCommon(routines, of);
        routines.add(of, "mach_port_peek", space(4, (it, in, rights) -> peek(it, in)));
        routines.add(
                of,
                "mach_port_get_attributes",
                space(
                                3,
                                (it, in, rights) ->
                                        new QueryCall.MachPortGetAttributes(it, in.name(0), in.word(1), in.word(2)))
                        .tellingArray());
        routines.add(
                of,
                "mach_port_set_attributes",
                space(MigShape.ofArray(2, PORT_INFO_MAX), (it, in, rights) -> setAttributes(it, in)));
        routines.add(
                of,
                "mach_port_allocate_qos",
                space(
                        3,
                        (it, in, rights) ->
                                new AllocateCall.MachPortAllocateQos(it, in.word(0), in.word(1), in.word(2))));
        routines.add(
                of,
                "mach_port_allocate_full",
                space(MigShape.ofPort(4), (it, in, rights) -> allocateFull(it, in, rights.get(0))));
        routines.add(
                of,
                "mach_port_get_srights",
                space(1, (it, in, rights) -> new QueryCall.MachPortGetSrights(it, in.name(0))));
        routines.add(
                of,
                "mach_port_insert_member",
                space(2, (it, in, rights) -> new MemberCall.MachPortInsertMember(it, in.name(0), in.name(1))));
        routines.add(
                of,
                "mach_port_extract_member",
                space(2, (it, in, rights) -> new MemberCall.MachPortExtractMember(it, in.name(0), in.name(1))));
        routines.add(
                of,
                "mach_port_get_context",
                space(1, (it, in, rights) -> new GuardCall.MachPortGetContext(it, in.name(0))));
        routines.add(
                of,
                "mach_port_set_context",
                space(3, (it, in, rights) -> new GuardCall.MachPortSetContext(it, in.name(0), in.wide(1))));
        routines.add(
                of,
                "mach_port_construct",
                space(MigShape.ofRegion(OPTIONS_SIZE, 2), (it, in, rights) -> construct(it, in)));
        routines.add(
                of,
                "mach_port_destruct",
                space(4, (it, in, rights) -> new NameCall.MachPortDestruct(it, in.name(0), in.word(1), in.wide(2))));
        routines.add(
                of,
                "mach_port_guard",
                space(
                        4,
                        (it, in, rights) -> new GuardCall.MachPortGuard(
                                it, in.name(0), new PortGuard(in.wide(1), true, in.word(3) != 0, false))));
        routines.add(
                of,
                "mach_port_unguard",
                space(3, (it, in, rights) -> new GuardCall.MachPortUnguard(it, in.name(0), in.wide(1))));
        routines.add(of, "mach_port_guard_with_flags", space(5, (it, in, rights) -> guardWithFlags(it, in)));
        routines.add(
                of,
                "mach_port_swap_guard",
                space(5, (it, in, rights) -> new GuardCall.MachPortSwapGuard(it, in.name(0), in.wide(1), in.wide(3))));
    }

    static void addClassics(KernelRoutines routines) {
        MigSubsystem of = MigSubsystem.CLASSIC_MACH_PORT;
        addCommon(routines, of);
        routines.add(
                of,
                "mach_port_set_qlimit",
                space(
                        2,
                        (it, in, rights) -> new AttributeCall.MachPortSetAttributes(
                                it, in.name(0), AttributeCall.MACH_PORT_LIMITS_INFO, in.word(1), 1)));
        routines.add(
                of,
                "mach_port_get_receive_status",
                space(
                        1,
                        (it, in, rights) -> new QueryCall.MachPortGetAttributes(
                                it,
                                in.name(0),
                                QueryCall.MACH_PORT_RECEIVE_STATUS,
                                QueryCall.MachPortGetAttributes.STATUS_WORDS)));
        routines.add(
                MigSubsystem.CLASSIC_MACH_DEBUG,
                "mach_port_get_srights",
                space(1, (it, in, rights) -> new QueryCall.MachPortGetSrights(it, in.name(0))));
    }

    private static void addCommon(KernelRoutines routines, MigSubsystem of) {
        routines.add(of, "mach_port_names", space(0, (it, in, rights) -> new QueryCall.MachPortNames(it)));
        routines.add(of, "mach_port_type", space(1, (it, in, rights) -> new PortCall.MachPortType(it, in.name(0))));
        routines.add(
                of,
                "mach_port_rename",
                space(2, (it, in, rights) -> new NameCall.MachPortRename(it, in.name(0), in.name(1))));
        routines.add(
                of,
                "mach_port_allocate_name",
                space(2, (it, in, rights) -> new NameCall.MachPortAllocateName(it, in.word(0), in.name(1))));
        routines.add(
                of, "mach_port_allocate", space(1, (it, in, rights) -> new PortCall.MachPortAllocate(it, in.word(0))));
        routines.add(
                of, "mach_port_destroy", space(1, (it, in, rights) -> new PortCall.MachPortDestroy(it, in.name(0))));
        routines.add(
                of,
                "mach_port_deallocate",
                space(1, (it, in, rights) -> new PortCall.MachPortDeallocate(it, in.name(0))));
        routines.add(
                of,
                "mach_port_get_refs",
                space(2, (it, in, rights) -> new PortCall.MachPortGetRefs(it, in.name(0), in.word(1))));
        routines.add(
                of,
                "mach_port_mod_refs",
                space(3, (it, in, rights) -> new PortCall.MachPortModRefs(it, in.name(0), in.word(1), in.word(2))));
        routines.add(
                of,
                "mach_port_set_mscount",
                space(2, (it, in, rights) -> new AttributeCall.MachPortSetMscount(it, in.name(0), in.word(1))));
        routines.add(
                of,
                "mach_port_set_seqno",
                space(2, (it, in, rights) -> new AttributeCall.MachPortSetSeqno(it, in.name(0), in.word(1))));
        routines.add(
                of,
                "mach_port_get_set_status",
                space(1, (it, in, rights) -> new MemberCall.MachPortGetSetStatus(it, in.name(0))));
        routines.add(
                of,
                "mach_port_move_member",
                space(2, (it, in, rights) -> new MemberCall.MachPortMoveMember(it, in.name(0), in.name(1))));
        routines.add(
                of,
                "mach_port_request_notification",
                space(
                        MigShape.ofPort(Right.SEND_ONCE, 3),
                        (it, in, rights) -> requestNotification(it, in, rights.get(0))));
        routines.add(
                of,
                "mach_port_insert_right",
                space(
                        MigShape.ofPort(Right.POLYMORPHIC, 1),
                        (it, in, rights) ->
                                new Carries(it, new Continuation.InsertRight(rights.get(0), it, in.name(0)))));
        routines.add(
                of,
                "mach_port_extract_right",
                space(2, (it, in, rights) -> new NameCall.MachPortExtractRight(it, in.name(0), in.word(1))));
    }

    private static KernelRoutine space(int words, KernelRoutine.OfTask maker) {
        return space(MigShape.ofWords(words), maker);
    }

    private static KernelRoutine space(MigShape shape, KernelRoutine.OfTask maker) {
        return KernelRoutine.task(KernelRoutine.Of.SPACE, shape, maker);
    }

    private static Continuation.Call peek(MachTask task, MigArguments in) {
        int elements = in.word(1) >>> ELEMENTS_SHIFT & ELEMENTS_MASK;
        return new QueryCall.MachPortPeek(task, in.name(0), elements, in.word(3), in.word(2));
    }

    private static Continuation.Call setAttributes(MachTask task, MigArguments in) {
        int count = in.array().size();
        return new AttributeCall.MachPortSetAttributes(
                task, in.name(0), in.word(1), count == 0 ? 0 : in.array().get(0), count);
    }

    private static Continuation.Call construct(MachTask task, MigArguments in) {
        int flags = in.region().get(0);
        boolean isGuarded = (flags & MPO_CONTEXT_AS_GUARD) != 0;
        PortGuard guard = isGuarded
                ? new PortGuard(in.wide(0), true, (flags & MPO_STRICT) != 0, (flags & MPO_IMMOVABLE_RECEIVE) != 0)
                : PortGuard.NONE.with(in.wide(0));
        return new NameCall.MachPortConstruct(
                task, (flags & MPO_QLIMIT) != 0, in.region().get(1), (flags & MPO_INSERT_SEND_RIGHT) != 0, guard);
    }

    private static Continuation.Call allocateFull(MachTask task, MigArguments in, NakedRight prototype) {
        return AllocateCall.RefusesPrototype.isOne(prototype)
                ? new AllocateCall.RefusesPrototype(prototype)
                : new AllocateCall.MachPortAllocateFull(task, in.word(0), in.word(1), in.word(2), in.name(3));
    }

    private static Continuation.Call guardWithFlags(MachTask task, MigArguments in) {
        int flags = in.word(3);
        boolean isStrict = (flags & MPG_STRICT) != 0;
        boolean isImmovable = (flags & MPG_IMMOVABLE_RECEIVE) != 0;
        return new GuardCall.MachPortGuard(task, in.name(0), new PortGuard(in.wide(1), true, isStrict, isImmovable));
    }

    private static Continuation.Call requestNotification(MachTask task, MigArguments in, NakedRight right) {
        NakedRight told = new CallRights.Carried(right).had();
        NotificationRequest request = new NotificationRequest(in.name(0), in.word(1), in.word(2), told);
        return new Carries(task, new RequestCall.RequestNotification(task, request, false));
    }

    /**
     * A call whose right came with the message, and which begins where others have copied theirs in.
     *
     * @param target the task whose space it acts on
     */
    private record Carries(MachTask target, Continuation then) implements Continuation.Call {
        @Override
        public boolean bringsRight() {
            return true;
        }

        @Override
        public Step run(MachThread thread) {
            return then;
        }
    }
}
