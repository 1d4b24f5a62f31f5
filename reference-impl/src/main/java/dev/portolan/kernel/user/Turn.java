package dev.portolan.kernel.user;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.machine.ThreadGone;
import java.util.concurrent.SynchronousQueue;

/**
 * The turn of one user thread, which its program has or the machine.
 *
 * <p>The program gives it back with the call that it makes, and gets it again with what the call came to.
 */
final class Turn {

    /** What a program gives the turn back with. */
    sealed interface Given permits Trap, Over {}

    /** It makes a call. */
    record Trap(Continuation call) implements Given {}

    /**
     * It has ended.
     *
     * @param failure what it ended with that no program should; null if it returned
     */
    record Over(Throwable failure) implements Given {}

    /* What a program gets the turn with: a result, or word that its thread is gone. */
    private sealed interface Got permits Result, Gone {}

    private record Result(CallResult result) implements Got {}

    private enum Gone implements Got {
        GONE
    }

    private final SynchronousQueue<Given> given = new SynchronousQueue<>();
    private final SynchronousQueue<Got> got = new SynchronousQueue<>();

    /** Begins a program, which does not run before it gets its turn. */
    void begin(String name, Runnable program) {
        Thread thread = new Thread(() -> run(program), name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run(Runnable program) {
        try {
            taken();
            program.run();
            put(given, new Over(null));
        } catch (ThreadGone gone) {
            // Nobody waits for a turn that is not given back.
        } catch (RuntimeException | Error failure) {
            put(given, new Over(failure));
        }
    }

    /** Of the machine: the program has its turn until it gives it back. */
    Given give(CallResult result) {
        put(got, new Result(result));
        return take(given);
    }

    /** Of the machine: the program's thread is gone, and it ends where it waits. */
    void end() {
        put(got, Gone.GONE);
    }

    /** Of the program: makes a call. */
    CallResult call(Continuation call) {
        put(given, new Trap(call));
        return taken();
    }

    private CallResult taken() {
        if (take(got) instanceof Result result) {
            return result.result();
        }
        throw new ThreadGone(Thread.currentThread().getName());
    }

    private static <T> void put(SynchronousQueue<T> queue, T value) {
        try {
            queue.put(value);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts a turn", interrupted);
        }
    }

    private static <T> T take(SynchronousQueue<T> queue) {
        try {
            return queue.take();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException("nobody interrupts a turn", interrupted);
        }
    }
}
