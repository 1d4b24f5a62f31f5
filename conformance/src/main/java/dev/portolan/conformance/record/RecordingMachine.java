package dev.portolan.conformance.record;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Answer;
import dev.portolan.kernel.machine.Machine;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A machine on which Mach threads are Java threads, as on the concurrent one, that notes who blocks and who lets whom go.
 *
 * <p>To let a thread go is done by the Java thread of the call that does it, so that this call is known. A time-out that
 * ends is an event of its own.
 */
final class RecordingMachine implements Machine {

    private final Map<Activation<?>, CallInProgress> inProgress = new ConcurrentHashMap<>();
    private final Map<Activation<?>, Thread> parked = new ConcurrentHashMap<>();
    private final ThreadLocal<CallInProgress> own = new ThreadLocal<>();
    private final long origin = System.nanoTime();

    /** Nanoseconds since the run began. */
    long now() {
        return System.nanoTime() - origin;
    }

    @Override
    public boolean isParallel() {
        return true;
    }

    /* Later would be too late: the thread may go on without being told, and this be taken for the end of its next wait. */
    @Override
    public void unblocking(Activation<?> thread) {
        inProgress.get(thread).letGo(own.get(), now());
    }

    @Override
    public void unblock(Activation<?> thread) {
        LockSupport.unpark(parked.get(thread)); // null, which is nobody, if the call has ended by now
    }

    /** True if the thread waits, or is about to. */
    boolean isWaiting(Activation<?> thread) {
        return thread.isBlocked();
    }

    /**
     * Makes the call on the calling Java thread, and waits for its end.
     *
     * @param expired takes the time-outs that ended a wait, each as its thread's {@code clock_expire}
     * @throws CancellationException if the Java thread is interrupted while it waits
     */
    <C> CallResult call(Activation<C> thread, C first, CallInProgress call, Consumer<Runnable> expired) {
        inProgress.put(thread, call);
        parked.put(thread, Thread.currentThread());
        own.set(call);
        try {
            thread.begin(first);
            while (true) {
                Answer answer = thread.step();
                if (answer instanceof Answer.Returned returned) {
                    return returned.result();
                }
                if (answer == Answer.Going.BLOCKED) {
                    call.blocked(now());
                    await(thread, expired);
                } else {
                    // Between two critical sections others may come; where processors are few, let them.
                    Thread.yield();
                }
            }
        } finally {
            own.remove();
            parked.remove(thread);
            inProgress.remove(thread);
        }
    }

    /** Does something that befalls threads, on behalf of this event. */
    void event(CallInProgress event, Runnable what) {
        CallInProgress before = own.get();
        own.set(event);
        try {
            what.run();
        } finally {
            own.set(before);
        }
    }

    private void await(Activation<?> thread, Consumer<Runnable> expired) {
        long wait = thread.waitNanos();
        long deadline = System.nanoTime() + wait;
        while (thread.isBlocked()) {
            if (Thread.currentThread().isInterrupted()) {
                // From now on parking would return at once, and this thread turn in circles for good.
                throw new CancellationException(
                        "the run was given up while " + own.get().thread() + " waited");
            }
            if (wait == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = deadline - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else {
                    expired.accept(thread::clockExpire);
                }
            }
        }
    }
}
