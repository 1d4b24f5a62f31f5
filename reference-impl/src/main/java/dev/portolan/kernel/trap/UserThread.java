package dev.portolan.kernel.trap;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgSend;
import dev.portolan.kernel.abi.MachMsgTypeName;
import dev.portolan.kernel.abi.MachPortName;
import dev.portolan.kernel.abi.MachPortRight;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachTask;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.PortCall;
import dev.portolan.kernel.kern.UserBorder;
import dev.portolan.kernel.machine.ConcurrentMachine;
import dev.portolan.kernel.machine.ThreadGone;
import java.nio.ByteBuffer;

/**
 * A thread of user code on the concurrent layer: every call acts on the thread's own task, waits for its end, and
 * comes back over the border to user code.
 *
 * <p>One Java thread at a time may make calls; {@link #threadAbort} may come from any.
 */
public final class UserThread {

    private final ConcurrentMachine machine;
    private final MachThread thread;

    public UserThread(ConcurrentMachine machine, MachThread thread) {
        this.machine = machine;
        this.thread = thread;
    }

    public CallResult machPortAllocate(MachPortRight right) {
        return call(MachPortTraps.machPortAllocate(thread.task(), right));
    }

    public CallResult machPortDeallocate(MachPortName name) {
        return call(MachPortTraps.machPortDeallocate(thread.task(), name));
    }

    public CallResult machPortDestroy(MachPortName name) {
        return call(MachPortTraps.machPortDestroy(thread.task(), name));
    }

    public CallResult machPortModRefs(MachPortName name, MachPortRight right, int delta) {
        return call(MachPortTraps.machPortModRefs(thread.task(), name, right, delta));
    }

    public CallResult machPortGetRefs(MachPortName name, MachPortRight right) {
        return call(MachPortTraps.machPortGetRefs(thread.task(), name, right));
    }

    public CallResult machPortType(MachPortName name) {
        return call(MachPortTraps.machPortType(thread.task(), name));
    }

    public CallResult machPortInsertRight(MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return call(MachPortTraps.machPortInsertRight(thread.task(), name, right, disposition));
    }

    /** Gives a right of this task's to another's space. */
    public CallResult machPortInsertRight(
            MachTask target, MachPortName name, MachPortName right, MachMsgTypeName disposition) {
        return call(MachPortTraps.machPortInsertRight(target, name, right, disposition.code(), PortCall.Entry.RPC));
    }

    /** The port joins the set. */
    public CallResult machPortInsertMember(MachPortName name, MachPortName pset) {
        return call(MachPortTraps.machPortInsertMember(thread.task(), name, pset));
    }

    /** The port leaves the set. */
    public CallResult machPortExtractMember(MachPortName name, MachPortName pset) {
        return call(MachPortTraps.machPortExtractMember(thread.task(), name, pset));
    }

    /** The port leaves all sets and joins that one, unless it is null. */
    public CallResult machPortMoveMember(MachPortName member, MachPortName after) {
        return call(MachPortTraps.machPortMoveMember(thread.task(), member, after));
    }

    public CallResult machPortGetSetStatus(MachPortName name) {
        return call(MachPortTraps.machPortGetSetStatus(thread.task(), name));
    }

    /** Sends; waits at a full queue as long as the message's time-out says. */
    public CallResult send(MachMsgSend send) {
        return call(MachMsgTrap.send(send));
    }

    /** Receives; waits for a message as long as the time-out says. */
    public CallResult receive(MachMsgReceive receive) {
        return call(MachMsgTrap.receive(receive));
    }

    /** Sends, then receives. */
    public CallResult sendReceive(MachMsgSend send, MachMsgReceive receive) {
        return call(MachMsgTrap.sendReceive(send, receive));
    }

    /**
     * {@code mach_msg} in bytes.
     *
     * @param message memory, from its position on, for the message sent and the one received
     * @param timeout milliseconds, unsigned
     * @return the code with its resource bits
     */
    public int machMsg(
            ByteBuffer message, int option, int sendSize, int receiveSize, MachPortName receiveName, int timeout) {
        LibraryCall call = new LibraryCall(
                new MachMsg(thread.task().user(), message, option, sendSize, receiveSize, receiveName, timeout));
        cross(machine.call(thread, call.begin(), call));
        return call.code();
    }

    /** Ends this thread's wait, if it waits. */
    public void threadAbort() {
        thread.threadAbort();
    }

    public MachThread thread() {
        return thread;
    }

    /**
     * Goes back to user code with what a call came to: the thread is held at the border if it is suspended, however far its
     * call came meanwhile.
     *
     * @throws ThreadGone if it has been told to end
     */
    public CallResult cross(CallResult result) {
        if (UserBorder.isWanted(thread)) {
            machine.call(thread, new UserBorder.Return(result));
        }
        return result;
    }

    /**
     * Makes a call of this task's, as one of the traps answers it. A call never changes, so that it may be built once and made
     * many times.
     */
    public CallResult call(Continuation first) {
        return cross(machine.call(thread, first));
    }
}
