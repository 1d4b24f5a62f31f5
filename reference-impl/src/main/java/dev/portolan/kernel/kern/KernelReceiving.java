package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachPortName;

/** A wait in the kernel for a message of its own: for one of any size, and for ever. */
sealed interface KernelReceiving extends Receiving permits ExceptionTriage.AwaitReply, ExceptionServer.AwaitException {

    MachMsgReceive RECEIVE = MachMsgReceive.of(MachPortName.MACH_PORT_NULL, Integer.MAX_VALUE, MachMsgTimeout.FOREVER);

    @Override
    default MachMsgReceive receive() {
        return RECEIVE;
    }

    @Override
    default Continuation waiting() {
        return this;
    }
}
