package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_NAME;
import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_NOT_SUPPORTED;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_BODY_ERROR;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.ChosenNames;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.PortConstruction;
import dev.portolan.kernel.ipc.PortGuard;
import dev.portolan.kernel.rules.KernelRules.DeadNameChoice;
import dev.portolan.kernel.rules.KernelRules.Rename;

/** The first critical section of each call that chooses a name, makes or unmakes a port, or takes a right out of a space. */
public sealed interface NameCall extends Continuation.Call {

    /** {@code mach_port_allocate_name}. */
    record MachPortAllocateName(MachTask target, int right, MachPortName name) implements NameCall {
        @Override
        public Step run(MachThread thread) {
            if (!name.isValid() || !PortCall.isAllocated(right)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            MachPortRight allocated = MachPortRight.of(right);
            boolean kernelChooses = allocated == MachPortRight.MACH_PORT_RIGHT_DEAD_NAME
                    && thread.kernel().rules().deadNameChoice() == DeadNameChoice.KERNELS;
            return Step.done(
                    kernelChooses
                            ? target.space().machPortAllocate(allocated).code()
                            : ChosenNames.allocateName(target.space(), allocated, name.value()));
        }
    }

    /** {@code mach_port_rename}. */
    record MachPortRename(MachTask target, MachPortName name, MachPortName newName) implements NameCall {
        @Override
        public Step run(MachThread thread) {
            if (thread.kernel().rules().rename() == Rename.NOT_SUPPORTED) {
                return Step.done(KERN_NOT_SUPPORTED);
            }
            return Step.done(
                    newName.isValid()
                            ? ChosenNames.rename(target.space(), name.value(), newName.value())
                            : KERN_INVALID_VALUE);
        }
    }

    /** {@code mach_port_construct}; {@code limited} if the limit is given. */
    record MachPortConstruct(MachTask target, boolean limited, int queueLimit, boolean sendRight, PortGuard guard)
            implements NameCall {
        @Override
        public Step run(MachThread thread) {
            int greatest = thread.kernel().rules().greatestQueueLimit();
            if (limited && (queueLimit < 0 || queueLimit > greatest)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            int limit = limited ? queueLimit : PortConstruction.DEFAULT_LIMIT;
            return new Step.Done(PortConstruction.construct(target.space(), limit, sendRight, guard));
        }
    }

    /** {@code mach_port_destruct}. */
    record MachPortDestruct(MachTask target, MachPortName name, int delta, long guard) implements NameCall {
        @Override
        public Step run(MachThread thread) {
            return thread.after(CallResult.of(
                    name.isValid()
                            ? PortConstruction.destruct(target.space(), name.value(), delta, guard, thread.doomed())
                            : KERN_INVALID_NAME));
        }
    }

    /** {@code mach_reply_port}. */
    enum MachReplyPort implements NameCall {
        MACH_REPLY_PORT;

        @Override
        @Refines("MachReplyPort")
        public Step run(MachThread thread) {
            CallResult allocated = thread.task().space().machPortAllocate(MachPortRight.MACH_PORT_RIGHT_RECEIVE);
            return new Step.Done(
                    allocated.code() == KERN_SUCCESS
                            ? allocated
                            : CallResult.of(KERN_SUCCESS, new OutValue.Name(MachPortName.MACH_PORT_NULL)));
        }
    }

    /** {@code thread_get_special_reply_port}. */
    enum ThreadGetSpecialReplyPort implements NameCall {
        THREAD_GET_SPECIAL_REPLY_PORT;

        @Override
        @Refines("ThreadGetSpecialReplyPort")
        public Step run(MachThread thread) {
            IpcSpace space = thread.task().space();
            // Nobody may destroy or reuse the name before the thread has the port that it denotes.
            synchronized (space) {
                CallResult made =
                        PortConstruction.construct(space, PortConstruction.DEFAULT_LIMIT, true, PortGuard.SPECIAL);
                MachPortName name =
                        made.out() instanceof OutValue.Name given ? given.name() : MachPortName.MACH_PORT_NULL;
                thread.setSpecialReplyPort(name.isValid() ? (IpcPort) space.copyinReceiveName(name.value()) : null);
                return new Step.Done(CallResult.of(KERN_SUCCESS, new OutValue.Name(name)));
            }
        }
    }

    /** {@code mach_port_extract_right}. */
    record MachPortExtractRight(MachTask target, MachPortName name, int disposition) implements NameCall {
        @Override
        @Refines("MachPortExtractRight")
        public Step run(MachThread thread) {
            if (!MachMsgTypeName.isPortAny(disposition)) {
                return Step.done(KERN_INVALID_VALUE);
            }
            if (!name.isValid()) {
                return Step.done(AttributeCall.invalidName(thread));
            }
            IpcSpace.Copyin copyin = target.space().copyinRight(name.value(), disposition, thread.doomed());
            return copyin.code() == KERN_SUCCESS
                    ? thread.after(new ReturnRight(copyin.right()))
                    : Step.done(copyin.code());
        }
    }

    /** The right of {@code extract_right} is copied in; the caller's space comes next. */
    @Refines("ReturnRight")
    record ReturnRight(NakedRight right) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            if (thread.act().request() != null) {
                return thread.after(CallResult.of(KERN_SUCCESS, new OutValue.Name(CallRights.give(thread, right))));
            }
            MachPortName name = thread.task().space().copyoutRight(right);
            if (name != null) {
                return new Step.Done(CallResult.of(KERN_SUCCESS, new OutValue.Name(name)));
            }
            thread.doomed().add(right);
            return thread.after(new CallResult(
                    MACH_RCV_BODY_ERROR,
                    MachMsgReturn.MACH_MSG_IPC_SPACE,
                    new OutValue.Name(MachPortName.MACH_PORT_NULL)));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new ReturnRight(copy.right(right));
        }
    }
}
