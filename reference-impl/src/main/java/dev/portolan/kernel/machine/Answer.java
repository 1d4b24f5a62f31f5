package dev.portolan.kernel.machine;

import dev.portolan.kernel.abi.CallResult;

/** What one critical section came to. */
public sealed interface Answer {

    /** The call goes on, or waits. */
    enum Going implements Answer {
        CONTINUED,
        BLOCKED
    }

    /** The call has ended; its thread is idle. */
    non-sealed interface Returned extends Answer {

        CallResult result();
    }
}
