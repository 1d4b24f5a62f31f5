package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.MachMsgReceive;
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
    private final NakedRight reply;
    private final MachMsgReceive receive;
    private final List<NakedRight> carried;

    KernelRequest(int id, NakedRight reply, MachMsgReceive receive) {
        this(id, reply, receive, new ArrayList<>());
    }

    private KernelRequest(int id, NakedRight reply, MachMsgReceive receive, List<NakedRight> carried) {
        this.id = id;
        this.reply = reply;
        this.receive = receive;
        this.carried = carried;
    }

    int id() {
        return id;
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
        return new KernelRequest(id, copy.right(reply), receive, twins);
    }
}
