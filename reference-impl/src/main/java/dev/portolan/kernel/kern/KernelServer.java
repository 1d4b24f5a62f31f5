package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MigArguments;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.NakedRight;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code ipc_kobject_server}: a message to a port of the kernel's is a call, made by the thread that sends it, and is never
 * queued. Its answer is a message by the reply right that the caller gave; without one the call is made all the same.
 */
final class KernelServer {

    private KernelServer() {}

    /** True if a message to the port is a call. */
    static boolean serves(IpcPort port) {
        KernelObject.Kind kind = KernelObject.kindOf(port);
        return kind != null && kind != KernelObject.Kind.REPLY && kind != KernelObject.Kind.EXCEPTION_SERVER;
    }

    /** The message has come to such a port: its call begins, or is refused. */
    @Refines("MachMsgToKernel")
    static Step serve(MachThread thread, IpcKmsg message, MachMsgReceive receive) {
        thread.act().serve(new KernelRequest(message.id(), message.reply(), receive));
        thread.doomed().add(message.destination());
        KernelRoutine routine = KernelRoutine.of(thread.kernel().exceptionRules(), message.id());
        if (routine == null) {
            return refused(thread, message, MigReturn.MIG_BAD_ID);
        }
        MigArguments arguments = arguments(form(thread), routine, message);
        if (arguments == null) {
            return refused(thread, message, MigReturn.MIG_BAD_ARGUMENTS);
        }
        ExceptionTarget target =
                routine.target(thread.kernel(), (IpcPort) message.destination().port());
        if (target == null) {
            return refused(thread, message, routine.ofNull());
        }
        return TerminationCall.first(routine.call(target, arguments, rights(message)), thread);
    }

    /* What the routine takes, as it takes it. */
    private static MigArguments arguments(MigForm form, KernelRoutine routine, IpcKmsg message) {
        int ports = 0;
        int arrays = 0;
        for (MessageDescriptor descriptor : message.descriptors()) {
            ports += descriptor instanceof MessageDescriptor.Port ? 1 : 0;
            arrays += descriptor instanceof MessageDescriptor.OolPorts ? 1 : 0;
        }
        boolean hasRights = ports == routine.shape().ports()
                && arrays == routine.shape().portArrays()
                && ports + arrays == message.descriptors().size();
        MigArguments arguments = hasRights ? form.arguments(routine.shape(), message.body()) : null;
        boolean hasSize = arguments != null
                && message.size()
                        == form.requestSize(routine.shape(), arguments.array().size());
        return hasSize ? arguments : null;
    }

    private static List<NakedRight> rights(IpcKmsg message) {
        List<NakedRight> rights = new ArrayList<>();
        message.descriptors().forEach(descriptor -> rights.addAll(descriptor.rights()));
        return rights;
    }

    /* Nobody takes the rights that the request carries. */
    private static Step refused(MachThread thread, IpcKmsg message, ReturnCode code) {
        rights(message).forEach(thread.doomed()::add);
        return Step.done(code);
    }

    /** What comes after a section of a call that is a request's: the reply, once the call has ended. */
    static Step after(MachThread thread, KernelRequest request, Step step) {
        if (step instanceof Step.Done done) {
            return replied(thread, request, done.result());
        }
        return step instanceof UserBorder.Return returned ? replied(thread, request, returned.result()) : step;
    }

    /* The answer goes over any limit; then the caller's mach_msg goes on. */
    private static Step replied(MachThread thread, KernelRequest request, CallResult result) {
        thread.act().serve(null);
        IpcKmsg reply = KernelReply.of(form(thread), request, result);
        if (!KernelPorts.send(reply)) {
            thread.doomed().destroy(reply);
        }
        if (thread.doomed().isEmpty()) {
            return thread.sendDone(request.receive());
        }
        return new Continuation.ReleaseRight(
                request.receive().isNone()
                        ? new Continuation.Resume(CallResult.MACH_MSG_SUCCESS)
                        : new Continuation.CopyinReceiveName(request.receive()));
    }

    private static MigForm form(MachThread thread) {
        return thread.kernel().exceptionRules().portsAreMasked() ? MigForm.NDR : MigForm.TYPED;
    }
}
