package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MigArguments;
import dev.portolan.kernel.abi.MigForm;
import dev.portolan.kernel.abi.MigReturn;
import dev.portolan.kernel.abi.MigShape;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.KernelPorts;
import dev.portolan.kernel.ipc.MessageDescriptor;
import dev.portolan.kernel.ipc.NakedRight;
import dev.portolan.kernel.ipc.Passage;
import dev.portolan.kernel.rules.ExceptionRules.FullReplyPort;
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
    static Step serve(MachThread thread, IpcKmsg message, MachMsgTimeout timeout, MachMsgReceive receive) {
        KernelRoutine routine = KernelRoutines.of(thread.kernel().exceptionRules(), message.id());
        boolean tellsArray = routine != null && routine.tellsArray();
        thread.act().serve(new KernelRequest(message.id(), tellsArray, message.reply(), timeout, receive));
        thread.doomed().add(message.destination());
        if (routine == null) {
            return refused(thread, message, MigReturn.MIG_BAD_ID);
        }
        MigArguments arguments = arguments(form(thread), routine.shape(), message);
        if (arguments == null) {
            return refused(thread, message, MigReturn.MIG_BAD_ARGUMENTS);
        }
        ExceptionTarget target =
                routine.target(thread.kernel(), (IpcPort) message.destination().port());
        if (target == null) {
            return refused(thread, message, routine.ofNull());
        }
        Continuation.Call call = routine.call(target, arguments, rights(message));
        // Where a right has come already, nothing refuses the call but the call itself, which gives the right up.
        return call.bringsRight() ? call.run(thread) : TerminationCall.first(call, thread);
    }

    /* What the routine takes, as it takes it. */
    private static MigArguments arguments(MigForm form, MigShape shape, IpcKmsg message) {
        MessageDescriptor.Ool region = region(message);
        boolean hasRegion = shape.region() == (region == null ? 0 : region.length())
                && (region == null || region.words().size() * Integer.BYTES == region.length());
        MigArguments arguments = hasRegion && hasRights(shape, message) ? form.arguments(shape, message.body()) : null;
        boolean hasSize = arguments != null
                && message.size() == form.requestSize(shape, arguments.array().size());
        return hasSize ? arguments.with(region == null ? List.of() : region.words()) : null;
    }

    /* A structure out of line; null if there is none. */
    private static MessageDescriptor.Ool region(IpcKmsg message) {
        for (MessageDescriptor descriptor : message.descriptors()) {
            if (descriptor instanceof MessageDescriptor.Ool region) {
                return region;
            }
        }
        return null;
    }

    private static boolean hasRights(MigShape shape, IpcKmsg message) {
        int ports = 0;
        int arrays = 0;
        for (MessageDescriptor descriptor : message.descriptors()) {
            if (descriptor instanceof MessageDescriptor.Port port) {
                ports += isOf(shape.right(), port.right().type()) ? 1 : 0;
            } else if (descriptor instanceof MessageDescriptor.OolPorts array) {
                arrays += isOf(shape.right(), array.type()) ? 1 : 0;
            }
        }
        return ports == shape.ports()
                && arrays == shape.portArrays()
                && message.descriptors().size() == ports + shape.outOfLine();
    }

    private static boolean isOf(MigShape.Right right, NakedRight.Type type) {
        return switch (right) {
            case SEND -> type == NakedRight.Type.SEND;
            case SEND_ONCE -> type == NakedRight.Type.SEND_ONCE;
            case POLYMORPHIC -> true;
        };
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

    /* The answer goes, or waits for room as its caller would; then the caller's mach_msg goes on. */
    private static Step replied(MachThread thread, KernelRequest request, CallResult result) {
        thread.act().serve(null);
        IpcKmsg reply = KernelReply.of(form(thread), request, result);
        if (!isTaken(reply)) {
            return thread.swallow(reply, request.receive());
        }
        if (waits(thread, reply)) {
            return thread.after(new Continuation.Admit(
                    reply.with(Passage.Plain.REPLIES), request.timeout(), request.receive(), false));
        }
        return KernelPorts.send(reply)
                ? thread.sendDoneReleasing(request.receive())
                : thread.swallow(reply, request.receive());
    }

    /* By a right to a port of the kernel's nobody is answered, nor in a message that would end nowhere. */
    private static boolean isTaken(IpcKmsg reply) {
        return reply.destination().port() instanceof IpcPort port && !serves(port) && !reply.isCircular();
    }

    /* A reply by a send-once right passes any limit, and where replies do so all of them. */
    private static boolean waits(MachThread thread, IpcKmsg reply) {
        return thread.kernel().exceptionRules().fullReplyPort() == FullReplyPort.WAITED_FOR
                && !reply.passesQueueLimit();
    }

    /** What becomes of a message that is not sent: it goes back, but for a reply of the kernel's, which is given up. */
    static Continuation notSent(IpcKmsg message, MachMsgReturn ret, MachMsgReceive receive) {
        return message.passage() == Passage.Plain.REPLIES
                ? new DropReply(message, receive)
                : new MessageCopyout.ReturnMessage(message, ret);
    }

    /**
     * No room was to be had for a reply: it is given up, and its caller goes on as if it had been sent.
     *
     * @param receive what the caller's {@code mach_msg} goes on with
     */
    @Refines("MachMsgToKernel")
    record DropReply(IpcKmsg reply, MachMsgReceive receive) implements Continuation {
        @Override
        public Step run(MachThread thread) {
            return thread.swallow(reply, receive);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new DropReply(reply.copy(copy), receive);
        }
    }

    private static MigForm form(MachThread thread) {
        return thread.kernel().migForm();
    }
}
