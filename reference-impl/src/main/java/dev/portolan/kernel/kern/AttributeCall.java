package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.PortAttributes;
import dev.portolan.kernel.rules.KernelRules.InvalidNameLookup;

/** The first critical section of each call on a port's attributes; it is the last too. */
public sealed interface AttributeCall extends Continuation.Call {

    /** {@code MACH_PORT_LIMITS_INFO}, the flavor of the queue's limit. */
    int MACH_PORT_LIMITS_INFO = 1;

    /** {@code mach_port_set_attributes}; {@code count} is how many words of the flavor are given. */
    record MachPortSetAttributes(MachTask target, MachPortName name, int flavor, int queueLimit, int count)
            implements AttributeCall {
        @Override
        public Step run(MachThread thread) {
            if (flavor != MACH_PORT_LIMITS_INFO) {
                return Step.done(KERN_INVALID_ARGUMENT);
            }
            if (count < 1) {
                return Step.done(KERN_FAILURE);
            }
            if (queueLimit < 0 || queueLimit > thread.kernel().rules().greatestQueueLimit()) {
                return Step.done(KERN_INVALID_VALUE);
            }
            return Step.done(
                    name.isValid()
                            ? PortAttributes.setQueueLimit(target.space(), name.value(), queueLimit)
                            : invalidName(thread));
        }
    }

    /** {@code mach_port_set_mscount}. */
    record MachPortSetMscount(MachTask target, MachPortName name, int makeSendCount) implements AttributeCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid()
                            ? PortAttributes.setMakeSendCount(target.space(), name.value(), makeSendCount)
                            : invalidName(thread));
        }
    }

    /** {@code mach_port_set_seqno}. */
    record MachPortSetSeqno(MachTask target, MachPortName name, int seqno) implements AttributeCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid()
                            ? PortAttributes.setSeqno(target.space(), name.value(), seqno)
                            : invalidName(thread));
        }
    }

    /** What a call that wants a right answers for {@code MACH_PORT_NULL} and {@code MACH_PORT_DEAD}. */
    static KernReturn invalidName(MachThread thread) {
        return thread.kernel().rules().invalidNameLookup() == InvalidNameLookup.INVALID_RIGHT
                ? KERN_INVALID_RIGHT
                : KERN_INVALID_NAME;
    }
}
