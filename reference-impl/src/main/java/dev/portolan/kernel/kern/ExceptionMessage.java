package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.ExceptionBehavior;
import dev.portolan.kernel.abi.ExceptionReply;
import dev.portolan.kernel.abi.ExceptionRequest;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;
import dev.portolan.kernel.abi.MachMsgEnvelope;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.ThreadStateFlavor;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.IpcZone;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.Passage;
import java.util.List;

/** An exception as a message, and a message as what has become of it. */
final class ExceptionMessage {

    private ExceptionMessage() {}

    /** The request to a handler, with rights to thread and task as the behaviour has it, and one to reply by. */
    static IpcKmsg request(
            MachThread thread, MachException exception, ExceptionAction action, List<Integer> state, IpcPort reply) {
        boolean masked = thread.kernel().exceptionRules().portsAreMasked();
        ExceptionRequest request = masked
                ? ExceptionRequest.of(action.behavior(), exception, action.flavor(), state)
                : ExceptionRequest.classic(exception);
        return new IpcKmsg(
                request.id(),
                request.size(),
                action.right(),
                KernelPorts.makeSendOnce(reply),
                request.words(),
                descriptors(thread, action.behavior()),
                null,
                MachMsgEnvelope.KERNELS,
                Passage.Plain.WAITS);
    }

    private static List<MessageDescriptor> descriptors(MachThread thread, int behavior) {
        IpcZone zone = thread.kernel().zone();
        if (ExceptionBehavior.hasIdentity(behavior)) {
            return List.of(
                    new MessageDescriptor.Port(thread.act().self().makeSend(zone)),
                    new MessageDescriptor.Port(thread.task().self().makeSend(zone)));
        }
        return ExceptionBehavior.hasIdentityToken(behavior)
                ? List.of(new MessageDescriptor.Port(thread.task().identity().makeSend(zone)))
                : List.of();
    }

    /** The return code that a reply to that slot's request stands for. An error comes in the short form or the long. */
    static int result(boolean masked, ExceptionAction action, IpcKmsg message) {
        if (message.id() == IpcKmsg.MACH_NOTIFY_SEND_ONCE) {
            return MigReturn.MIG_SERVER_DIED.code();
        }
        int request = masked ? ExceptionRequest.id(action.behavior()) : ExceptionRequest.EXCEPTION_RAISE_ID;
        if (message.id() != request + ExceptionRequest.REPLY_ID_STEP) {
            return MigReturn.MIG_REPLY_MISMATCH.code();
        }
        int registers =
                action.hasState() ? ThreadStateFlavor.of(action.flavor()).words() : -1;
        boolean hasSize = message.size() == ExceptionReply.size(masked, registers);
        if (!hasSize && message.size() != ExceptionReply.ERROR_SIZE) {
            return MigReturn.MIG_TYPE_ERROR.code();
        }
        int ret = ExceptionReply.ret(message.id(), message.body());
        return hasSize || ret != KernReturn.KERN_SUCCESS.code() ? ret : MigReturn.MIG_TYPE_ERROR.code();
    }
}
