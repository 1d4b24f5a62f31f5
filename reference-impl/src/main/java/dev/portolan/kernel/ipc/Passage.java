package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachPortName;

/** How a message gets past a full queue, and who is told of it. */
public sealed interface Passage permits Passage.Plain, Passage.Asked, MsgAcceptedRequest, MkTimer {

    /** Nobody is told. */
    enum Plain implements Passage {
        /** The message waits its turn. */
        WAITS,
        /** It passes a full queue, which was told when its header was copied in. */
        ALWAYS,
        /** It is an answer of the kernel's, of whose failure nobody is told. */
        REPLIES
    }

    /** Its sender wants to be told by that name if it would have to wait longer than it may. */
    record Asked(MachPortName notifyPort) implements Passage {}
}
