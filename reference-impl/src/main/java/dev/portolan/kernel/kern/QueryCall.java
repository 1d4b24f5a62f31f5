package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_FAILURE;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_ARGUMENT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_RIGHT;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachMsgTrailer;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.NameQueries;
import dev.portolan.kernel.ipc.PortAttributes;
import dev.portolan.kernel.rules.KernelRules.SendRightCount;

/** The first critical section of each call that asks about a port or a space; it is the last too. */
public sealed interface QueryCall extends Continuation.Call {

    /** {@code MACH_PORT_RECEIVE_STATUS}, the flavor of all there is to say of a port. */
    int MACH_PORT_RECEIVE_STATUS = 2;

    /** {@code mach_port_get_attributes}; {@code count} is how many words of the flavor there is room for. */
    record MachPortGetAttributes(MachTask target, MachPortName name, int flavor, int count) implements QueryCall {

        static final int STATUS_WORDS = 10;

        @Override
        public Step run(MachThread thread) {
            boolean limits = flavor == AttributeCall.MACH_PORT_LIMITS_INFO;
            if (!limits && flavor != MACH_PORT_RECEIVE_STATUS) {
                return Step.done(KERN_INVALID_ARGUMENT);
            }
            if (count < (limits ? 1 : STATUS_WORDS)) {
                return Step.done(KERN_FAILURE);
            }
            if (!name.isValid()) {
                KernReturn code = AttributeCall.invalidName(thread);
                return Step.done(limits && code == KERN_INVALID_RIGHT ? KERN_SUCCESS : code);
            }
            return new Step.Done(
                    limits
                            ? PortAttributes.queueLimit(target.space(), name.value())
                            : PortAttributes.status(target.space(), name.value()));
        }
    }

    /** {@code mach_port_get_srights}. */
    record MachPortGetSrights(MachTask target, MachPortName name) implements QueryCall {
        @Override
        public Step run(MachThread thread) {
            if (thread.kernel().rules().sendRightCount() == SendRightCount.WITHHELD) {
                return Step.done(KERN_FAILURE);
            }
            return name.isValid()
                    ? new Step.Done(PortAttributes.sendRights(target.space(), name.value()))
                    : Step.done(AttributeCall.invalidName(thread));
        }
    }

    /**
     * {@code mach_port_peek}.
     *
     * @param elements of the trailer that is asked for
     * @param trailerSize bytes that there are for it
     * @param seqno the number of the message; 0 for the first
     */
    record MachPortPeek(MachTask target, MachPortName name, int elements, int trailerSize, int seqno)
            implements QueryCall {

        @Override
        public Step run(MachThread thread) {
            if (!name.isValid()) {
                return Step.done(AttributeCall.invalidName(thread));
            }
            // What is behind the audit token nobody may see.
            boolean known = elements >= 0 && elements <= MachMsgTrailer.AUDIT;
            if (!known || trailerSize < MachMsgTrailer.size(elements)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            return new Step.Done(PortAttributes.peek(target.space(), name.value(), seqno, elements));
        }
    }

    /** {@code mach_port_names}. */
    record MachPortNames(MachTask target) implements QueryCall {
        @Override
        public Step run(MachThread thread) {
            return new Step.Done(NameQueries.names(target.space()));
        }
    }
}
