package dev.portolan.kernel.ipc;

/** What a port answered a message that wanted into its queue. */
public enum Admission {
    /** It has a slot, and is to be posted. */
    ADMITTED,
    /** It was posted in the same critical section. */
    POSTED,
    /** There is room, but the message must not arrive: it would close a circle of receive rights. */
    CIRCULAR,
    /** There is no room; the sender may ask to wait. */
    FULL,
    /** The sender waits. */
    WAITING,
    /** The port has died. */
    DEAD,
    /** The queue is full and the sender polls. */
    TIMED_OUT,
    /** The queue has reached the kernel's own limit. */
    NO_BUFFER
}
