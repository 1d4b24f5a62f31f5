package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_BODY_ERROR;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgBuffer;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.BodyTransfer;
import dev.portolan.kernel.ipc.HeaderTransfer;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.MkTimer;

/** What remains of a call once it has a message to write into a buffer: one of its own that comes back, or another's. */
public sealed interface MessageCopyout extends Continuation {

    /** The send failed and its rights are to be given back. */
    @Refines("ReturnMessage")
    record ReturnMessage(IpcKmsg message, MachMsgReturn ret) implements MessageCopyout {
        @Override
        public Step run(MachThread thread) {
            MachMsgBuffer buffer = new MachMsgBuffer();
            CallResult result =
                    HeaderTransfer.returnMessage(thread.task().space(), message, ret, buffer, thread.doomed());
            return afterHeader(thread, message, buffer, telling(result, buffer));
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new ReturnMessage(message.copy(copy), ret);
        }
    }

    /** A message was dequeued for this thread, or handed to it. */
    @Refines("CopyoutHeader")
    record CopyoutHeader(IpcKmsg message, IpcObject object, int seqno, MachMsgReceive receive, boolean tooLarge)
            implements MessageCopyout {
        @Override
        public Step run(MachThread thread) {
            IpcKmsg told = RequestAcceptance.taken(thread, message);
            if (told != null) {
                return thread.after(new CopyoutHeader(told, object, seqno, receive, tooLarge));
            }
            if (!tooLarge && message.destination().port() instanceof IpcPort port && thread.tellsOfRoom(port)) {
                return thread.after(this);
            }
            boolean brought = receive.buffer() != null;
            MachMsgBuffer buffer = brought ? receive.buffer() : new MachMsgBuffer();
            CallResult result = HeaderTransfer.copyoutHeader(
                    thread.task().space(), message, seqno, tooLarge, receive.notifyPort(), buffer, thread.doomed());
            if (message.passage() instanceof MkTimer timer) {
                timer.messageIsFree();
            }
            CallResult answer = brought ? result : telling(result, buffer);
            return result.code() == MACH_MSG_SUCCESS
                    ? afterHeader(thread, message, buffer, answer)
                    : thread.after(answer);
        }

        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            return new CopyoutHeader(message.copy(copy), copy.object(object), seqno, receive, tooLarge);
        }
    }

    /** The header is copied out, into that buffer; {@code message} has the descriptors that are not. */
    @Refines("CopyoutBody")
    record CopyoutBody(IpcKmsg message, MachMsgBuffer buffer, CallResult result) implements MessageCopyout {
        @Override
        public Step run(MachThread thread) {
            BodyTransfer.Copyout copyout =
                    thread.bodyTransfer().copyout(message.descriptors().get(0));
            buffer.add(copyout.descriptor());
            CallResult more = new CallResult(
                    copyout.isWhole() || result.code() != MACH_MSG_SUCCESS ? result.code() : MACH_RCV_BODY_ERROR,
                    result.resourceBits() | copyout.resourceBits(),
                    result.out());
            return message.descriptors().size() == 1
                    ? thread.after(more)
                    : thread.after(new CopyoutBody(message.withoutHeader(1), buffer, more));
        }

        /** What is left goes into a buffer of the copy's own. */
        @Override
        public Continuation copy(KernelCopy copy, Kernel kernel) {
            MachMsgBuffer twin = buffer.copy();
            CallResult told = result.out() instanceof OutValue.Message ? telling(result, twin) : result;
            return new CopyoutBody(message.copy(copy), twin, told);
        }
    }

    /* A message that no buffer was brought for comes with the result. */
    private static CallResult telling(CallResult result, MachMsgBuffer buffer) {
        return new CallResult(result.code(), result.resourceBits(), new OutValue.Message(buffer));
    }

    /* The header is copied out, with that result; the body comes next, if there is one. */
    private static Step afterHeader(MachThread thread, IpcKmsg message, MachMsgBuffer buffer, CallResult result) {
        return message.descriptors().isEmpty()
                ? thread.after(result)
                : thread.after(new CopyoutBody(message.withoutHeader(0), buffer, result));
    }
}
