package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_CAPABILITY;
import static dev.portolan.kernel.abi.KernReturn.KERN_NO_SPACE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_DEST;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_INVALID_RIGHT;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND_ONCE;
import static dev.portolan.kernel.abi.MachMsgTypeName.MACH_MSG_TYPE_MOVE_SEND_ONCE;
import static dev.portolan.kernel.abi.MigReturn.MIG_BAD_ARGUMENTS;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.IpcSpace;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.NotificationRequest;
import dev.portolan.kernel.ipc.PortReference;
import dev.portolan.kernel.kern.PortCall.Entry;
import dev.portolan.kernel.rules.KernelRules.DeadPrevious;
import dev.portolan.kernel.rules.KernelRules.NotifyDisposition;

/** {@code mach_port_request_notification} in its critical sections. */
public final class RequestCall {

    private RequestCall() {}

    /** The send-once right is copied in: {@code notifyPort} is a name of the caller's. */
    @Refines("MachPortRequestNotification")
    public record MachPortRequestNotification(
            MachTask target, MachPortName name, int id, int sync, MachPortName notifyPort, int disposition, Entry entry)
            implements Continuation.Call {
        @Override
        public boolean bringsRight() {
            return true;
        }

        @Override
        public Step run(MachThread thread) {
            boolean trap = entry == Entry.TRAP;
            boolean sendOnce = disposition == MACH_MSG_TYPE_MAKE_SEND_ONCE.code()
                    || disposition == MACH_MSG_TYPE_MOVE_SEND_ONCE.code();
            if (trap && !(notifyPort.isValid() && sendOnce)) {
                return new Step.Done(CallResult.of(MACH_SEND_INVALID_DEST));
            }
            boolean judgedFirst = thread.kernel().rules().notifyDisposition() == NotifyDisposition.BEFORE_COPYIN;
            if (!sendOnce && (judgedFirst || !notifyPort.isValid())) {
                return new Step.Done(CallResult.of(MIG_BAD_ARGUMENTS));
            }
            if (!notifyPort.isValid()) {
                return request(thread, NakedRight.invalid(notifyPort));
            }
            IpcSpace.Copyin copyin =
                    thread.task().space().copyinRight(notifyPort.value(), disposition, thread.doomed());
            if (copyin.code() != KERN_SUCCESS) {
                return new Step.Done(CallResult.of(trap ? copyin.code() : MACH_SEND_INVALID_RIGHT));
            }
            NakedRight right = copyin.right();
            if (!sendOnce) {
                thread.doomed().add(right);
                return thread.after(CallResult.of(MIG_BAD_ARGUMENTS));
            }
            boolean dead = right.port() == PortReference.Invalid.IP_DEAD;
            return thread.after(request(thread, dead ? NakedRight.invalid(MachPortName.MACH_PORT_DEAD) : right));
        }

        private RequestNotification request(MachThread thread, NakedRight right) {
            boolean matters = thread.kernel().rules().deadPrevious() == DeadPrevious.REFUSED;
            return new RequestNotification(
                    target, new NotificationRequest(name, id, sync, right), matters && entry == Entry.TRAP);
        }
    }

    /**
     * The right is copied in; the target's space comes next.
     *
     * @param refusesDead the right of a request before gets no name if it has died, and the caller a refusal
     */
    @Refines("RequestNotification")
    public record RequestNotification(MachTask target, NotificationRequest request, boolean refusesDead)
            implements Continuation {
        @Override
        public Step run(MachThread thread) {
            NotificationRequest.Answer answer = request.make(target.space(), thread.doomed());
            if (answer.code() != KERN_SUCCESS) {
                thread.doomed().add(request.right());
                return thread.after(CallResult.of(answer.code()));
            }
            KernelRequest message = thread.act().request();
            if (message != null) {
                message.carry(answer.previous());
            }
            if (message != null || answer.previous().isNone()) {
                return thread.after(CallResult.of(KERN_SUCCESS, new OutValue.Name(MachPortName.MACH_PORT_NULL)));
            }
            return thread.after(new ReturnPrevious(answer.previous(), refusesDead));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new RequestNotification(kernel.task(target.index()), request.copy(copy), refusesDead);
        }
    }

    /**
     * The right of the request before is to get a name.
     *
     * @param refusesDead a right that has died gets none
     */
    @Refines("ReturnPrevious")
    public record ReturnPrevious(NakedRight right, boolean refusesDead) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            MachPortName name = thread.task().space().copyoutRight(right);
            if (refusesDead && MachPortName.MACH_PORT_DEAD.equals(name)) {
                return new Step.Done(CallResult.of(KERN_INVALID_CAPABILITY));
            }
            if (name == null) {
                thread.doomed().add(right);
                return thread.after(CallResult.of(KERN_NO_SPACE));
            }
            return new Step.Done(CallResult.of(KERN_SUCCESS, new OutValue.Name(name)));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new ReturnPrevious(copy.right(right), refusesDead);
        }
    }
}
