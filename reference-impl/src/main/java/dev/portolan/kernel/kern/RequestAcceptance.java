package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_MSG_SUCCESS;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_TIMED_OUT;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_SEND_WILL_NOTIFY;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.MsgAcceptedRequest;
import dev.portolan.kernel.ipc.Passage;

/** The time of a sender who wants to be told is over at a full queue: its message is to be accepted. */
@Refines("RequestAcceptance")
public record RequestAcceptance(IpcKmsg message) implements Continuation {

    /* Nobody who would be told waits for ever. */
    static MachMsgTimeout timeout(MachMsgSend send, IpcKmsg message) {
        boolean polls = message.passage() instanceof Passage.Asked && send.timeout() == MachMsgTimeout.FOREVER;
        return polls ? MachMsgTimeout.POLL : send.timeout();
    }

    /** What becomes of a message whose sender's time is over at a full queue. */
    static Continuation timeIsOver(IpcKmsg message, MachMsgReceive receive) {
        return message.passage() instanceof Passage.Asked
                ? new RequestAcceptance(message)
                : KernelServer.notSent(message, MACH_SEND_TIMED_OUT, receive);
    }

    /**
     * A message was taken whose sender is to be told of it: first he is, then its slot is free.
     *
     * @return the message afterwards; null if nobody is to be told of it
     */
    static IpcKmsg taken(MachThread thread, IpcKmsg message) {
        if (!(message.passage() instanceof MsgAcceptedRequest request)) {
            return null;
        }
        if (!request.isTold()) {
            request.end(message.destination().isLive(), thread.doomed());
            return message.with(request.told());
        }
        if (message.destination().port() instanceof IpcPort port) {
            MsgAcceptedRequest.slotIsFree(port);
        }
        return message.accepted();
    }

    /** The message is the port's: the send half has ended well, or the call, and the sender will be told. */
    static Step sent(MachThread thread, IpcKmsg message, MachMsgReceive receive) {
        return message.passage() instanceof MsgAcceptedRequest
                ? new Step.Done(CallResult.of(MACH_SEND_WILL_NOTIFY))
                : thread.sendDone(receive);
    }

    /** The message is destroyed in place of being the port's. */
    static Step swallowed(MachThread thread, IpcKmsg message, MachMsgReceive receive) {
        if (!(message.passage() instanceof MsgAcceptedRequest request)) {
            return thread.swallow(message, receive);
        }
        request.end(message.destination().isLive(), thread.doomed());
        thread.doomed().destroy(message.accepted());
        return thread.after(CallResult.of(MACH_SEND_WILL_NOTIFY));
    }

    @Override
    public Step run(MachThread thread) {
        MsgAcceptedRequest.Made made = MsgAcceptedRequest.make(
                thread.task().space(), message, ((Passage.Asked) message.passage()).notifyPort());
        return made.code() == MACH_MSG_SUCCESS
                ? new Admit(message.with(made.request()), MachMsgTimeout.POLL, MachMsgReceive.NONE, false)
                : new MessageCopyout.ReturnMessage(message, made.code());
    }

    @Override
    public Continuation copy(KernelCopy copy, Kernel kernel) {
        return new RequestAcceptance(message.copy(copy));
    }
}
