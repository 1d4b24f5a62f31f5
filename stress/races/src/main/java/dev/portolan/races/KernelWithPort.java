package dev.portolan.races;

import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcPort;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.machine.Machine;

/** A kernel in which A has a port, and B a send right to it. */
abstract class KernelWithPort extends KernelRace {

    /** The receive right, in A. */
    final MachPortName port;

    /** The send right, in B. */
    final MachPortName right;

    /* Wherever its receive right goes. */
    private final IpcPort object;

    KernelWithPort(Machine machine) {
        super(machine);
        port = port();
        right = inB(port, MachMsgTypeName.MACH_MSG_TYPE_MAKE_SEND);
        object = portOf(a, port);
    }

    /** B sends to the port. */
    final Continuation sending(MachMsgTimeout timeout) {
        return sending(right, MachMsgTypeName.MACH_MSG_TYPE_COPY_SEND, timeout);
    }

    /** How many messages the port has. */
    final int messages() {
        return object.messageCount();
    }
}
