package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.ipc.NakedRight;
import java.util.ArrayList;
import java.util.List;

/**
 * A request to a port of the kernel's while it is performed by the thread that sent it: what the reply goes by, and what it
 * will carry. Only its thread uses it.
 */
final class KernelRequest {

    private final int id;
    private final boolean tellsArray;
    private final NakedRight reply;
    private final MachMsgTimeout timeout;
    private final MachMsgReceive receive;
    private final List<NakedRight> carried;

    KernelRequest(int id, boolean tellsArray, NakedRight reply, MachMsgTimeout timeout, MachMsgReceive receive) {
        this(id, tellsArray, reply, timeout, receive, new ArrayList<>());
    }

    private KernelRequest(
            int id,
            boolean tellsArray,
            NakedRight reply,
            MachMsgTimeout timeout,
            MachMsgReceive receive,
            List<NakedRight> carried) {
        this.id = id;
        this.tellsArray = tellsArray;
        this.timeout = timeout;
        this.reply = reply;
        this.receive = receive;
        this.carried = carried;
    }

    int id() {
        return id;
    }

    /** True if a success tells an array, even of nothing. */
    boolean tellsArray() {
        return tellsArray;
    }

    /** How long the reply may wait for room. */
    MachMsgTimeout timeout() {
        return timeout;
    }

    /** The right that the caller gave to answer by; it may be none. */
    NakedRight reply() {
        return reply;
    }

    /** What the caller's {@code mach_msg} goes on with. */
    MachMsgReceive receive() {
        return receive;
    }

    /** The reply will carry that. */
    void carry(NakedRight right) {
        carried.add(right);
    }

    /** What the reply will carry, in order. */
    List<NakedRight> carried() {
        return carried;
    }

    KernelRequest copy(KernelCopy copy) {
        List<NakedRight> twins = new ArrayList<>();
        carried.forEach(right -> twins.add(copy.right(right)));
        return new KernelRequest(id, tellsArray, copy.right(reply), timeout, receive, twins);
    }
}
