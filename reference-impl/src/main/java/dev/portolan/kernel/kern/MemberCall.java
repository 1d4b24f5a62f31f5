package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.MachPortName.MACH_PORT_DEAD;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcMembers;
import dev.portolan.kernel.rules.KernelRules.InvalidNameLookup;

/** The first critical section of each call on port sets, which is all of it. */
public sealed interface MemberCall extends Continuation.Call {

    /** {@code mach_port_insert_member}. */
    record MachPortInsertMember(MachTask target, MachPortName name, MachPortName pset) implements MemberCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid() && pset.isValid()
                            ? IpcMembers.insertMember(target.space(), name.value(), pset.value())
                            : KERN_INVALID_RIGHT);
        }
    }

    /** {@code mach_port_extract_member}. */
    record MachPortExtractMember(MachTask target, MachPortName name, MachPortName pset) implements MemberCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid() && pset.isValid()
                            ? IpcMembers.extractMember(target.space(), name.value(), pset.value())
                            : KERN_INVALID_RIGHT);
        }
    }

    /** {@code mach_port_move_member}: {@code after} names the set to join, or is null. */
    record MachPortMoveMember(MachTask target, MachPortName member, MachPortName after) implements MemberCall {
        @Override
        public Step run(MachThread thread) {
            if (refusesUnseen(thread) && (!member.isValid() || after.equals(MACH_PORT_DEAD))) {
                return Step.done(KERN_INVALID_RIGHT);
            }
            return Step.done(IpcMembers.moveMember(target.space(), member.value(), after.value()));
        }
    }

    /** {@code mach_port_get_set_status}. */
    record MachPortGetSetStatus(MachTask target, MachPortName name) implements MemberCall {
        @Override
        public Step run(MachThread thread) {
            if (refusesUnseen(thread) && !name.isValid()) {
                return Step.done(KERN_INVALID_RIGHT);
            }
            return new Step.Done(IpcMembers.getSetStatus(target.space(), name.value()));
        }
    }

    private static boolean refusesUnseen(MachThread thread) {
        return thread.kernel().rules().invalidNameLookup() == InvalidNameLookup.INVALID_RIGHT;
    }
}
