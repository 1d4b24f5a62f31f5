package dev.portolan.kernel.machine;

import dev.portolan.kernel.abi.CallResult;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * A Mach thread is the Java thread that calls, calls run truly in parallel, and to block is to park.
 *
 * <p>Parking happens in one loop, here; no lock is held there.
 */
public final class ConcurrentMachine implements Machine {

    /* Who waited last in a call of the thread. Whoever is unparked without need looks, and parks again. */
    private final Map<Activation<?>, Thread> callers = new ConcurrentHashMap<>();

    private final long began = System.nanoTime();

    /* Its thread is there only after the first event was asked for, and keeps nobody from ending. */
    private final ScheduledExecutorService deadlines = Executors.newScheduledThreadPool(0, event -> {
        Thread thread = new Thread(event, "deadlines");
        thread.setDaemon(true);
        return thread;
    });

    @Override
    public void unblock(Activation<?> thread) {
        LockSupport.unpark(callers.get(thread));
    }

    @Override
    public long absoluteTime() {
        return System.nanoTime() - began;
    }

    @Override
    public void at(long absoluteTime, Runnable event) {
        deadlines.schedule(event, absoluteTime - absoluteTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public boolean isParallel() {
        return true;
    }

    /**
     * Makes the call on the calling Java thread and waits for its end.
     *
     * <p>Interrupting the Java thread is {@code thread_abort}; its interrupt status is kept.
     *
     * @throws ThreadGone if the thread is gone, and its call never ends
     */
    public <C> CallResult call(Activation<C> thread, C first) {
        return call(thread, first, result -> null);
    }

    /**
     * Makes calls on the calling Java thread until one of them is the last, and answers what that one came to.
     *
     * <p>An interrupt of the Java thread ends one wait of one call; its interrupt status is kept until the last.
     *
     * @param next the call that follows on one that came to that; null if none does
     * @throws ThreadGone if the thread is gone, and its call never ends
     */
    public <C> CallResult call(Activation<C> thread, C first, Function<CallResult, C> next) {
        Answer answer = thread.start(first);
        boolean interrupted = false;
        try {
            while (true) {
                if (answer instanceof Answer.Returned returned) {
                    C following = next.apply(returned.result());
                    if (following == null) {
                        return returned.result();
                    }
                    answer = thread.start(following);
                    continue;
                }
                if (answer == Answer.Going.BLOCKED) {
                    checkLives(thread);
                    interrupted |= await(thread);
                }
                answer = thread.step();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /* Who is gone is let go by nobody. */
    private void checkLives(Activation<?> thread) {
        if (thread.isGone()) {
            callers.remove(thread);
            throw new ThreadGone(thread.toString());
        }
    }

    /* Waits until somebody let the thread go or its time-out ended; answers whether Java interrupted it. */
    private boolean await(Activation<?> thread) {
        if (callers.get(thread) != Thread.currentThread()) {
            // Who lets the thread go from now on finds it here; who has before is seen below.
            callers.put(thread, Thread.currentThread());
        }
        boolean interrupted = false;
        long wait = thread.waitNanos();
        long deadline = System.nanoTime() + wait;
        while (thread.isBlocked()) {
            if (Thread.interrupted()) {
                interrupted = true;
                thread.threadAbort();
            } else if (wait == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                long left = deadline - System.nanoTime();
                if (left > 0) {
                    LockSupport.parkNanos(this, left);
                } else {
                    thread.clockExpire();
                }
            }
        }
        return interrupted;
    }
}
