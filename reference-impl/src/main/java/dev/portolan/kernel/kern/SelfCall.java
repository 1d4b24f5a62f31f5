package dev.portolan.kernel.kern;

/** The traps by which a thread gets rights to what it is. */
public enum SelfCall implements Continuation.Call {
    /** {@code task_self_trap}. */
    TASK {
        @Override
        public Step run(MachThread thread) {
            return TaskCall.created(thread, thread.task().self());
        }
    },
    /** {@code thread_self_trap}. */
    THREAD {
        @Override
        public Step run(MachThread thread) {
            return TaskCall.created(thread, thread.act().self());
        }
    }
}
