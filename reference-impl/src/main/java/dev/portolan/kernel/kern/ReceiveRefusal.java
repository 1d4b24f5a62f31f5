package dev.portolan.kernel.kern;

import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NAME;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_INVALID_NOTIFY;
import static dev.portolan.kernel.abi.MachMsgReturn.MACH_RCV_IN_SET;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgReceive.Option;
import dev.portolan.kernel.abi.MachMsgReturn;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.ipc.IpcObject;
import dev.portolan.kernel.ipc.IpcPort;

/** Why a thread may not receive from what it names. */
final class ReceiveRefusal {

    private ReceiveRefusal() {}

    /**
     * Looks at what the thread's receive name denotes.
     *
     * @param object null if the name denotes nothing that one receives from
     * @return null if the thread may
     */
    static MachMsgReturn of(MachThread thread, IpcObject object, MachMsgReceive receive) {
        if (object == null) {
            return MACH_RCV_INVALID_NAME;
        }
        if (object instanceof IpcPort port && port.receivesThroughSet()) {
            return MACH_RCV_IN_SET;
        }
        boolean waitsForAnswer = receive.asksFor(Option.MACH_RCV_SYNC_WAIT);
        return !waitsForAnswer || object == thread.specialReplyPort() && namesSomebody(receive.notifyPort())
                ? null
                : MACH_RCV_INVALID_NOTIFY;
    }

    /* Whatever the name denotes. */
    private static boolean namesSomebody(MachPortName name) {
        return name != null && name.isValid();
    }
}
