package dev.portolan.kernel.ipc;

import dev.portolan.kernel.abi.MachMsgReceive;
import java.util.List;

/** {@code ipc_object}: what a name may denote and a thread may receive from, a port or a port set. */
public sealed interface IpcObject permits IpcPort, IpcPset {

    /** A number that no other object of this kernel, nor of any copy's past, ever had. */
    long serial();

    /** True until the object dies; it never lives again. */
    boolean isActive();

    /** Looks for a message, and never waits: {@code NOTHING} if there is none. */
    Take takeMessage(MachMsgReceive receive);

    /** Looks for a message, and waits if there is none and the time-out allows; never {@code NOTHING}. */
    Take awaitMessage(Waiter receiver, MachMsgReceive receive);

    /** Takes a receiver that waits here from the queue, so that the caller may let it go. */
    boolean removeReceiver(Waiter receiver, Wakeup wakeup);

    /** Receivers that wait, the next to be let go first. */
    List<Waiter> receivers();

    /** Where the object stands in its zone. */
    int place();

    /** Why a thread that waits is let go by other than what it waits for. */
    enum Wakeup {
        INTERRUPTED,
        TIMED_OUT;

        /**
         * True if it may end this wait: a time-out that ended for an earlier one does not.
         *
         * <p>Asked while the wait, if the waiter is in line, cannot become another.
         */
        boolean mayEnd(Waiter wait) {
            return this == INTERRUPTED || wait.isTimed();
        }

        void letGo(Waiter waiter) {
            if (this == INTERRUPTED) {
                waiter.interrupted();
            } else {
                waiter.timedOut();
            }
        }
    }
}
