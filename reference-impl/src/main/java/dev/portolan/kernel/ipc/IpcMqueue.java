package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.abi.MachMsgTimeout;
import dev.portolan.kernel.ipc.IpcObject.Wakeup;
import java.util.List;

/**
 * {@code ipc_mqueue}: a port's messages, and the threads that wait for one or for room.
 *
 * <p>Sending, and leaving a line, may be called with no lock held, also when the port has died. The rest is called with
 * the port locked and active.
 */
sealed interface IpcMqueue permits GuardedMqueue, LockFreeMqueue {

    /** Gives the message a slot; {@code FULL} if there is none. */
    Admission admit(IpcKmsg message);

    /** Gives the message a slot, or makes its sender wait unless it polls; never {@code FULL}. */
    Admission awaitSlot(Waiter sender, IpcKmsg message, MachMsgTimeout timeout, boolean again);

    /** Hands the message, which holds a slot, to a receiver, or queues it; answers false if the port has died. */
    boolean post(IpcKmsg message);

    boolean removeSender(Waiter sender, Wakeup wakeup);

    boolean removeReceiver(Waiter receiver, Wakeup wakeup);

    /** Takes what is queued, or makes the receiver wait unless it polls; never {@code NOTHING}. */
    Take take(Waiter receiver, MachMsgReceive receive);

    /** Takes what is queued; {@code NOTHING} if nothing is. */
    Take takeQueued(MachMsgReceive receive);

    /** The port has just joined a set: what is queued goes to those who wait there, as far as it fits. */
    void setJoined();

    /** The sender of a message that was taken has been told. Only where senders are told of that. */
    void slotIsFree();

    /** Posts a kernel message, which no queue limit holds back; answers false at the kernel's own limit. */
    boolean postAlways(IpcKmsg message);

    /** Lets all receivers go and numbers messages from 0 again, for the receive right leaves its space. */
    void receiveRightLeaves();

    /** Lets all waiting threads go and destroys all messages. */
    void destroy(DoomedRights doomed);

    /** How many messages were taken since the receive right came to where it is. */
    int seqno();

    int queueLimit();

    /** Changes the limit. As many blocked senders are let go as it is higher, whether or not there is room. */
    void setQueueLimit(int queueLimit);

    /** Numbers the messages to come from here. */
    void setSeqno(int seqno);

    /** Messages queued, and senders that hold a slot but have not posted. */
    int messageCount();

    /** Messages, head first. */
    List<IpcKmsg> messages();

    /** Blocked senders, the next to be let go first. */
    List<Waiter> senders();

    /** Blocked receivers, the next to be let go first. */
    List<Waiter> receivers();

    /** The queue of that port of a copied kernel. */
    IpcMqueue copy(IpcPort port, KernelCopy copy);
}
