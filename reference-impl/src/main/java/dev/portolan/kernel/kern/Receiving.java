package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.ipc.IpcKmsg;
import dev.portolan.kernel.ipc.IpcObject;

/** What a thread is at that waits for a message. */
sealed interface Receiving extends Continuation permits Continuation.AwaitMessage, KernelReceiving {

    @Override
    default Step run(MachThread thread) {
        return Step.Block.BLOCK;
    }

    /** Where it waits. */
    IpcObject object();

    MachMsgReceive receive();

    /** False if an abort does not end the wait. */
    default boolean isInterruptible() {
        return true;
    }

    /** What follows if it is handed a message. */
    default Continuation handed(IpcKmsg message, int seqno, boolean tooLarge) {
        return new MessageCopyout.CopyoutHeader(message, object(), seqno, receive(), tooLarge);
    }

    /** What follows if the wait ends without one. */
    default Continuation ended(CallResult result) {
        return new Resume(result);
    }
}
