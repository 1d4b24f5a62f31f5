package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortReference;
import dev.portolan.kernel.rules.KernelRules.DeadNameChoice;

/**
 * {@code mach_port_allocate_full} and {@code mach_port_allocate_qos}, which come by message alone. They are
 * {@code mach_port_allocate} and {@code mach_port_allocate_name} with a quality of service, of which nothing is kept.
 */
interface AllocateCall extends Continuation.Call {

    /* mach_port_qos_t: bits of its first word. */
    int QOS_NAME = 1;
    int QOS_PREALLOC = 2;

    /**
     * {@code mach_port_allocate_full} without a prototype.
     *
     * @param qos its first word: whether a name is given, and whether a message of that length is to be set aside
     * @param length of that message in bytes, unsigned
     */
    record MachPortAllocateFull(MachTask target, int right, int qos, int length, MachPortName name)
            implements AllocateCall {

        /* MACH_MSG_SIZE_MAX without MAX_TRAILER_SIZE. */
        private static final int LENGTH_MAX = -1 - 68;

        @Override
        public Step run(MachThread thread) {
            if (isNamed() && !name.isValid()) {
                return Step.done(KernReturn.KERN_INVALID_VALUE);
            }
            if ((qos & QOS_PREALLOC) != 0) {
                if (Integer.compareUnsigned(length, LENGTH_MAX) > 0) {
                    return Step.done(KernReturn.KERN_RESOURCE_SHORTAGE);
                }
                if (right != MachPortRight.MACH_PORT_RIGHT_RECEIVE.code()) {
                    return Step.done(KernReturn.KERN_INVALID_VALUE);
                }
            }
            Step step = isNamed() && !isKernelsChoice(thread)
                    ? new NameCall.MachPortAllocateName(target, right, name).run(thread)
                    : new PortCall.MachPortAllocate(target, right).run(thread);
            return told(((Step.Done) step).result());
        }

        private boolean isNamed() {
            return (qos & QOS_NAME) != 0;
        }

        private boolean isKernelsChoice(MachThread thread) {
            return right == MachPortRight.MACH_PORT_RIGHT_DEAD_NAME.code()
                    && thread.kernel().rules().deadNameChoice() == DeadNameChoice.KERNELS;
        }

        /* No message is set aside, and that is told. */
        private Step told(CallResult result) {
            if (result.code() != KernReturn.KERN_SUCCESS) {
                return new Step.Done(result);
            }
            MachPortName allocated = result.out() instanceof OutValue.Name given ? given.name() : name;
            return Step.done(KernReturn.KERN_SUCCESS, new OutValue.Allocated(qos & ~QOS_PREALLOC, length, allocated));
        }
    }

    /** {@code mach_port_allocate_qos}: no name may be given. */
    record MachPortAllocateQos(MachTask target, int right, int qos, int length) implements AllocateCall {
        @Override
        public Step run(MachThread thread) {
            return (qos & QOS_NAME) != 0
                    ? Step.done(KernReturn.KERN_INVALID_ARGUMENT)
                    : new MachPortAllocateFull(target, right, qos, length, MachPortName.MACH_PORT_NULL).run(thread);
        }
    }

    /** {@code mach_port_allocate_full} with a prototype, which nobody takes. */
    record RefusesPrototype(NakedRight prototype) implements AllocateCall {

        static boolean isOne(NakedRight right) {
            return right.port() != PortReference.Invalid.IP_NULL;
        }

        @Override
        public Step run(MachThread thread) {
            thread.doomed().add(prototype);
            return thread.after(CallResult.of(KernReturn.KERN_INVALID_VALUE));
        }
    }
}
