package dev.portolan.kernel.trap;

import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.kern.AttributeCall;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.GuardCall;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MemberCall;
import dev.portolan.kernel.kern.NameCall;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.QueryCall;
import dev.portolan.kernel.kern.RequestCall;
import dev.portolan.kernel.kern.TerminationCall;
import java.util.List;

/**
 * The port calls. Each method answers the call's first critical section, for a machine to begin.
 *
 * <p>Rights and dispositions may be given as any number, as user code may.
 */
public final class MachPortTraps {

    private MachPortTraps() {}

    public static Continuation machPortAllocate(MachTask target, int right) {
        return new PortCall.MachPortAllocate(target, right);
    }

    public static Continuation machPortAllocate(MachTask target, MachPortRight right) {
        return machPortAllocate(target, right.code());
    }

    public static Continuation machPortDeallocate(MachTask target, MachPortName name) {
        return new PortCall.MachPortDeallocate(target, name);
    }

    public static Continuation machPortDestroy(MachTask target, MachPortName name) {
        return new PortCall.MachPortDestroy(target, name);
    }

    public static Continuation machPortModRefs(MachTask target, MachPortName name, int right, int delta) {
        return new PortCall.MachPortModRefs(target, name, right, delta);
    }

    public static Continuation machPortModRefs(MachTask target, MachPortName name, MachPortRight right, int delta) {
        return machPortModRefs(target, name, right.code(), delta);
    }

    public static Continuation machPortGetRefs(MachTask target, MachPortName name, int right) {
        return new PortCall.MachPortGetRefs(target, name, right);
    }

    public static Continuation machPortGetRefs(MachTask target, MachPortName name, MachPortRight right) {
        return machPortGetRefs(target, name, right.code());
    }

    public static Continuation machPortType(MachTask target, MachPortName name) {
        return new PortCall.MachPortType(target, name);
    }

    public static Continuation machPortAllocateName(MachTask target, int right, MachPortName name) {
        return new NameCall.MachPortAllocateName(target, right, name);
    }

    public static Continuation machPortRename(MachTask target, MachPortName name, MachPortName newName) {
        return new NameCall.MachPortRename(target, name, newName);
    }

    /** A port without a guard; {@code limited} if its limit is given. */
    public static Continuation machPortConstruct(MachTask target, boolean limited, int queueLimit, boolean sendRight) {
        return machPortConstruct(target, limited, queueLimit, sendRight, PortGuard.NONE);
    }

    /** A port with that guard, of which nothing but the context counts unless it is guarded. */
    public static Continuation machPortConstruct(
            MachTask target, boolean limited, int queueLimit, boolean sendRight, PortGuard guard) {
        PortGuard had = guard.guarded() ? guard : PortGuard.NONE.with(guard.context());
        return new NameCall.MachPortConstruct(target, limited, queueLimit, sendRight, had);
    }

    /** Destroys a port that has no guard, or whose guard is zero. */
    public static Continuation machPortDestruct(MachTask target, MachPortName name, int delta) {
        return machPortDestruct(target, name, delta, 0);
    }

    public static Continuation machPortDestruct(MachTask target, MachPortName name, int delta, long guard) {
        return new NameCall.MachPortDestruct(target, name, delta, guard);
    }

    public static Continuation machPortGetContext(MachTask target, MachPortName name) {
        return new GuardCall.MachPortGetContext(target, name);
    }

    public static Continuation machPortSetContext(MachTask target, MachPortName name, long context) {
        return new GuardCall.MachPortSetContext(target, name, context);
    }

    public static Continuation machPortGuard(
            MachTask target, MachPortName name, long guard, boolean strict, boolean immovable) {
        return new GuardCall.MachPortGuard(target, name, new PortGuard(guard, true, strict, immovable));
    }

    public static Continuation machPortUnguard(MachTask target, MachPortName name, long guard) {
        return new GuardCall.MachPortUnguard(target, name, guard);
    }

    public static Continuation machPortSwapGuard(MachTask target, MachPortName name, long oldGuard, long newGuard) {
        return new GuardCall.MachPortSwapGuard(target, name, oldGuard, newGuard);
    }

    /**
     * {@code task_terminate}, as far as it concerns the task's space.
     *
     * @param order the names in the order in which they are to be destroyed; those that it leaves out go last
     */
    public static Continuation taskTerminate(MachTask target, List<MachPortName> order) {
        return new TerminationCall.TaskTerminate(target, List.copyOf(order));
    }

    /** A receive right that may not move, and a send right, for the thread's answers. */
    public static Continuation threadGetSpecialReplyPort() {
        return NameCall.ThreadGetSpecialReplyPort.THREAD_GET_SPECIAL_REPLY_PORT;
    }

    /** A receive right for the caller. */
    public static Continuation machReplyPort() {
        return NameCall.MachReplyPort.MACH_REPLY_PORT;
    }

    /** The right goes from the target's space to the caller's. */
    public static Continuation machPortExtractRight(MachTask target, MachPortName name, int disposition) {
        return new NameCall.MachPortExtractRight(target, name, disposition);
    }

    /** {@code count} is how many words of the flavor are given. */
    public static Continuation machPortSetAttributes(
            MachTask target, MachPortName name, int flavor, int queueLimit, int count) {
        return new AttributeCall.MachPortSetAttributes(target, name, flavor, queueLimit, count);
    }

    /** Sets the limit of a port's queue. */
    public static Continuation machPortSetQueueLimit(MachTask target, MachPortName name, int queueLimit) {
        return machPortSetAttributes(target, name, AttributeCall.MACH_PORT_LIMITS_INFO, queueLimit, 1);
    }

    public static Continuation machPortSetMscount(MachTask target, MachPortName name, int makeSendCount) {
        return new AttributeCall.MachPortSetMscount(target, name, makeSendCount);
    }

    public static Continuation machPortSetSeqno(MachTask target, MachPortName name, int seqno) {
        return new AttributeCall.MachPortSetSeqno(target, name, seqno);
    }

    /** {@code count} is how many words of the flavor there is room for. */
    public static Continuation machPortGetAttributes(MachTask target, MachPortName name, int flavor, int count) {
        return new QueryCall.MachPortGetAttributes(target, name, flavor, count);
    }

    public static Continuation machPortGetSrights(MachTask target, MachPortName name) {
        return new QueryCall.MachPortGetSrights(target, name);
    }

    /** Asks for a trailer of {@code elements} with room for {@code trailerSize} bytes; {@code seqno} 0 is the first. */
    public static Continuation machPortPeek(
            MachTask target, MachPortName name, int elements, int trailerSize, int seqno) {
        return new QueryCall.MachPortPeek(target, name, elements, trailerSize, seqno);
    }

    public static Continuation machPortNames(MachTask target) {
        return new QueryCall.MachPortNames(target);
    }

    /** {@code right} is a name in the caller's space, {@code name} one in the target's. */
    public static Continuation machPortInsertRight(
            MachTask target, MachPortName name, MachPortName right, int disposition, PortCall.Entry entry) {
        return new PortCall.MachPortInsertRight(target, name, right, disposition, entry);
    }

    /** {@code notify} is a name in the caller's space, {@code name} one in the target's. */
    public static Continuation machPortRequestNotification(
            MachTask target,
            MachPortName name,
            int id,
            int sync,
            MachPortName notify,
            int disposition,
            PortCall.Entry entry) {
        return new RequestCall.MachPortRequestNotification(target, name, id, sync, notify, disposition, entry);
    }

    /** {@code name} is of a receive right, {@code pset} of a set. */
    public static Continuation machPortInsertMember(MachTask target, MachPortName name, MachPortName pset) {
        return new MemberCall.MachPortInsertMember(target, name, pset);
    }

    public static Continuation machPortExtractMember(MachTask target, MachPortName name, MachPortName pset) {
        return new MemberCall.MachPortExtractMember(target, name, pset);
    }

    /** {@code after} is of the set to join, or null. */
    public static Continuation machPortMoveMember(MachTask target, MachPortName member, MachPortName after) {
        return new MemberCall.MachPortMoveMember(target, member, after);
    }

    public static Continuation machPortGetSetStatus(MachTask target, MachPortName name) {
        return new MemberCall.MachPortGetSetStatus(target, name);
    }

    /** By trap: into the caller's own space. */
    public static Continuation machPortInsertRight(
            MachTask caller, MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return machPortInsertRight(caller, name, right, disposition.code(), PortCall.Entry.TRAP);
    }
}
