package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;

/**
 * A thread as the object that it waits on sees it.
 *
 * <p>Whoever takes the thread from a queue of waiters lets it go, exactly once; under the object's lock, where that
 * guards the queue.
 */
public interface Waiter {

    /** The thread's place in its kernel's list of threads. */
    int index();

    /** The receive that the thread waits with. */
    MachMsgReceive receiving();

    /** True if the thread's wait has a time-out that may end. */
    boolean isTimed();

    /** The thread waits from now on: its continuation says so. */
    void block();

    /** The thread, which blocked a moment ago, does not wait after all, and is let go by nobody. */
    void goOn();

    /** Where the thread waits, if no lock guards the line, or waited last. Guarded by this. */
    Place place();

    void setPlace(Place place);

    /** A sender is let go: its message was posted for it. */
    void messagePosted();

    /** A sender is let go: it holds a slot, or may test again, or its port died. */
    void slotGranted();

    /** A receiver is let go with a message. */
    void messageHanded(IpcKmsg message, int seqno, boolean tooLarge);

    /** A receiver that asked for {@code MACH_RCV_LARGE} is let go and told of the message that it did not get. */
    void messageTooLarge(Take.StillQueued queued);

    /** A receiver is let go because the receive right or the set died or moved. */
    void objectGone();

    /** A receiver is let go because the port has joined a set that has its messages. */
    void portChanged();

    /** The wait was aborted. */
    void interrupted();

    /** The time-out of the wait ended. */
    void timedOut();
}
