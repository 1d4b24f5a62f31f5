package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;

import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.ipc.PortGuards;

/** The first critical section of each call on a port's context and guard; it is the last too. */
public sealed interface GuardCall extends Continuation.Call {

    /** {@code mach_port_get_context}. */
    record MachPortGetContext(MachTask target, MachPortName name) implements GuardCall {
        @Override
        public Step run(MachThread thread) {
            return name.isValid()
                    ? new Step.Done(PortGuards.getContext(target.space(), name.value()))
                    : Step.done(AttributeCall.invalidName(thread));
        }
    }

    /** {@code mach_port_set_context}. */
    record MachPortSetContext(MachTask target, MachPortName name, long context) implements GuardCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid()
                            ? PortGuards.setContext(target.space(), name.value(), context, thread.act())
                            : AttributeCall.invalidName(thread));
        }
    }

    /** {@code mach_port_guard} and {@code mach_port_guard_with_flags}. */
    record MachPortGuard(MachTask target, MachPortName name, PortGuard guard) implements GuardCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid() ? PortGuards.guard(target.space(), name.value(), guard) : KERN_INVALID_NAME);
        }
    }

    /** {@code mach_port_unguard}. */
    record MachPortUnguard(MachTask target, MachPortName name, long guard) implements GuardCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid()
                            ? PortGuards.unguard(target.space(), name.value(), guard, thread.act())
                            : KERN_INVALID_NAME);
        }
    }

    /** {@code mach_port_swap_guard}. */
    record MachPortSwapGuard(MachTask target, MachPortName name, long oldGuard, long newGuard) implements GuardCall {
        @Override
        public Step run(MachThread thread) {
            return Step.done(
                    name.isValid()
                            ? PortGuards.swapGuard(target.space(), name.value(), oldGuard, newGuard, thread.act())
                            : KERN_INVALID_NAME);
        }
    }
}
