package dev.portolan.kernel.trap;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.Refines;
import dev.portolan.kernel.kern.Continuation;

/** {@code mach_msg}. Each method answers the call's first critical section, for a machine to begin. */
public final class MachMsgTrap {

    private MachMsgTrap() {}

    /** Sends only. */
    @Refines("MachMsgSend")
    public static Continuation send(MachMsgSend send) {
        return sendReceive(send, MachMsgReceive.NONE);
    }

    /** Receives only. */
    @Refines("MachMsgReceive")
    public static Continuation receive(MachMsgReceive receive) {
        return new Continuation.CopyinReceiveName(receive);
    }

    /** Sends, and if that went well receives. */
    @Refines("MachMsgSendReceive")
    public static Continuation sendReceive(MachMsgSend send, MachMsgReceive receive) {
        return new Continuation.CopyinHeader(send, receive);
    }

    /** Neither sends nor receives, with success. */
    public static Continuation nothing() {
        return new Continuation.Resume(CallResult.MACH_MSG_SUCCESS);
    }
}
