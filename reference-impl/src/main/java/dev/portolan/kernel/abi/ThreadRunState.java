package dev.portolan.kernel.abi;

/** {@code TH_STATE_RUNNING} and its kin: what a thread does, as {@code thread_info} tells it. */
public enum ThreadRunState {
    RUNNING(1),
    STOPPED(2),
    WAITING(3),
    UNINTERRUPTIBLE(4),
    HALTED(5);

    private final int code;

    ThreadRunState(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
