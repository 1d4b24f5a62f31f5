package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_DEAD_NAME;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND;
import static dev.portolan.kernel.abi.MachPortRight.MACH_PORT_RIGHT_SEND_ONCE;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.HeaderTransfer;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.NameDestruction;
import dev.portolan.kernel.ipc.NameQueries;
import dev.portolan.kernel.rules.KernelRules.DeadNameType;
import dev.portolan.kernel.rules.KernelRules.InsertRightChecks;
import dev.portolan.kernel.rules.KernelRules.InvalidNameFreed;
import dev.portolan.kernel.rules.KernelRules.InvalidNameRefs;
import dev.portolan.kernel.rules.KernelRules.RightsKnown;
import dev.portolan.kernel.rules.KernelRules.SameNameInsert;

/** The first critical section of each port call. {@code target} is the task whose space it acts on. */
public sealed interface PortCall extends Continuation.Call {

    /** How the call entered the kernel. */
    enum Entry {
        /** By its trap, which serves only the caller's own task. */
        TRAP,
        /** As a message to the target's task port. */
        RPC
    }

    /** {@code mach_port_allocate}. */
    record MachPortAllocate(MachTask target, int right) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            return new Step.Done(
                    isAllocated(right)
                            ? target.space().machPortAllocate(MachPortRight.of(right))
                            : CallResult.of(KERN_INVALID_VALUE));
        }
    }

    /** {@code mach_port_deallocate}. */
    record MachPortDeallocate(MachTask target, MachPortName name) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            return thread.after(CallResult.of(
                    name.isValid()
                            ? target.space().machPortDeallocate(name.value(), thread.doomed())
                            : invalidNameFreed(thread)));
        }
    }

    /** {@code mach_port_destroy}. */
    record MachPortDestroy(MachTask target, MachPortName name) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            return thread.after(CallResult.of(
                    name.isValid()
                            ? NameDestruction.machPortDestroy(target.space(), name.value(), thread.doomed())
                            : invalidNameFreed(thread)));
        }
    }

    /** {@code mach_port_mod_refs}. */
    record MachPortModRefs(MachTask target, MachPortName name, int right, int delta) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            if (!isKnown(right, thread)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            if (!name.isValid()) {
                return Step.done(isAsSendRight(right, thread) ? KERN_SUCCESS : KERN_INVALID_NAME);
            }
            return thread.after(
                    CallResult.of(target.space().machPortModRefs(name.value(), right, delta, thread.doomed())));
        }
    }

    /** {@code mach_port_get_refs}. */
    record MachPortGetRefs(MachTask target, MachPortName name, int right) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            if (!isKnown(right, thread)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            if (name.isValid()) {
                return new Step.Done(NameQueries.refs(target.space(), name.value(), right));
            }
            return new Step.Done(
                    isAsSendRight(right, thread)
                            ? CallResult.of(KERN_SUCCESS, new OutValue.Refs(1))
                            : CallResult.of(KERN_INVALID_NAME));
        }
    }

    /** {@code mach_port_type}. */
    record MachPortType(MachTask target, MachPortName name) implements PortCall {
        @Override
        public Step run(MachThread thread) {
            if (name.isValid()) {
                return new Step.Done(NameQueries.type(target.space(), name.value()));
            }
            boolean deadName =
                    name.equals(MACH_PORT_DEAD) && thread.kernel().rules().deadNameType() == DeadNameType.DEAD_NAME;
            return new Step.Done(
                    deadName
                            ? CallResult.of(KERN_SUCCESS, new OutValue.Type(MACH_PORT_RIGHT_DEAD_NAME.typeBit()))
                            : CallResult.of(KERN_INVALID_NAME));
        }
    }

    /** {@code mach_port_insert_right}: {@code right} is a name of the caller's. */
    record MachPortInsertRight(MachTask target, MachPortName name, MachPortName right, int disposition, Entry entry)
            implements PortCall {
        @Override
        public boolean bringsRight() {
            return true;
        }

        @Override
        public Step run(MachThread thread) {
            boolean copyinJudges = thread.kernel().rules().insertRightChecks() == InsertRightChecks.AFTER_COPYIN;
            if (isInPlace()) {
                return Step.done(target.space().insertSendRight(name.value(), MachMsgTypeName.of(disposition)));
            }
            if (!copyinJudges && !MachMsgTypeName.isPortAny(disposition)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            if (!right.isValid() && !(copyinJudges && entry == Entry.TRAP)) {
                return new Continuation.InsertRight(HeaderTransfer.invalidRight(right, disposition), target, name);
            }
            IpcSpace.Copyin copyin = thread.task().space().copyinRight(right.value(), disposition, thread.doomed());
            return copyin.code() == KERN_SUCCESS
                    ? thread.after(new Continuation.InsertRight(copyin.right(), target, name))
                    : Step.done(entry == Entry.TRAP ? copyin.code() : MachMsgReturn.MACH_SEND_INVALID_RIGHT);
        }

        @Override
        public boolean isInPlace() {
            return target.kernel().rules().sameNameInsert() == SameNameInsert.ONE_STEP
                    && entry == Entry.TRAP
                    && name.equals(right)
                    && (disposition == MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND.code()
                            || disposition == MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND.code());
        }
    }

    /** True if rights of that kind can be allocated. */
    static boolean isAllocated(int right) {
        return MachPortRight.isRight(right)
                && right != MACH_PORT_RIGHT_SEND.code()
                && right != MACH_PORT_RIGHT_SEND_ONCE.code();
    }

    private static KernReturn invalidNameFreed(MachThread thread) {
        return thread.kernel().rules().invalidNameFreed() == InvalidNameFreed.SUCCEEDS
                ? KERN_SUCCESS
                : KERN_INVALID_NAME;
    }

    private static boolean isKnown(int right, MachThread thread) {
        boolean six = thread.kernel().rules().rightsKnown() == RightsKnown.SIX;
        return right >= 0 && right < (six ? 6 : 5);
    }

    private static boolean isAsSendRight(int right, MachThread thread) {
        boolean counted = right == MACH_PORT_RIGHT_SEND.code() || right == MACH_PORT_RIGHT_SEND_ONCE.code();
        return counted && thread.kernel().rules().invalidNameRefs() == InvalidNameRefs.AS_SEND_RIGHT;
    }
}
