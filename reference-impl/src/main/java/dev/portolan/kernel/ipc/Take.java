package dev.portolan.kernel.ipc;

/** What a receiver found. */
public sealed interface Take {

    /** A message, dequeued. */
    record Taken(IpcKmsg message, int seqno, boolean tooLarge) implements Take {}

    /** A message too large, still queued. */
    record StillQueued(int size) implements Take {}

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
