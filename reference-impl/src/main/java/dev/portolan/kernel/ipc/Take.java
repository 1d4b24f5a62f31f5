package dev.portolan.kernel.ipc;

/** What a receiver found. */
public sealed interface Take {

    /** A message, dequeued. */
    record Taken(IpcKmsg message, int seqno, boolean tooLarge) implements Take {}

    /**
     * A message too large, still queued.
     *
     * @param receiver the space that has the receive right of its port, or null
     * @param receiverName the name of that right
     */
    record StillQueued(int size, IpcSpace receiver, int receiverName) implements Take {

        /** Conditions: the port is locked. */
        static StillQueued at(IpcPort port, int size) {
            return new StillQueued(size, port.receiver(), port.receiverName());
        }
    }

    /** No message. */
    enum Empty implements Take {
        /** The object has died. */
        GONE,
        /** The port has joined a set that has its messages. */
        CHANGED,
        /** The receiver polls. */
        TIMED_OUT,
        /** The receiver waits. */
        WAITING
    }
}
