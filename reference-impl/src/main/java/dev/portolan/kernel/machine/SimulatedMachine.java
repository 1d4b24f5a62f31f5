package dev.portolan.kernel.machine;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.Refines;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * One critical section at a time, in an order that the caller decides: every interleaving can be had again.
 *
 * <p>For use by a single Java thread. Time passes only by {@link #clockExpire}.
 */
public final class SimulatedMachine implements Machine {

    /** A call that had blocked has ended. */
    public record Completion(Activation<?> thread, CallResult result) {}

    /**
     * What a call came to when everything that it set going had come to rest.
     *
     * @param answer the caller's own: returned or blocked
     * @param completions the calls of other threads that ended, in the order in which they ended
     */
    public record Rest(Answer answer, List<Completion> completions) {}

    private final ArrayList<Activation<?>> letGo = new ArrayList<>(0);

    /* Threads that were let go and do not run yet; null where they run at once. */
    private ArrayList<Activation<?>> held;

    @Override
    public void unblock(Activation<?> thread) {
        letGo.add(thread);
    }

    /** Runs the call's first critical section. */
    public <C> Answer begin(Activation<C> thread, C first) {
        letGo.clear();
        return thread.start(first);
    }

    /** Runs the thread's next critical section. */
    public Answer step(Activation<?> thread) {
        letGo.clear();
        return thread.step();
    }

    /** {@code thread_abort}. */
    public void threadAbort(Activation<?> thread) {
        letGo.clear();
        thread.threadAbort();
    }

    /** The thread's time-out ends. */
    public void clockExpire(Activation<?> thread) {
        letGo.clear();
        thread.clockExpire();
    }

    /** The threads that the last section let go, in the order in which it did. The list is not to be kept. */
    public List<Activation<?>> letGo() {
        return letGo;
    }

    /** The whole call: the caller until it returns or blocks, then each thread let go, in order, likewise. */
    public <C> Rest runToRest(Activation<C> thread, C first) {
        ArrayDeque<Activation<?>> runQueue = new ArrayDeque<>(4);
        Answer answer = begin(thread, first);
        runQueue.addAll(letGo);
        answer = run(thread, answer, runQueue);
        return new Rest(answer, drain(runQueue));
    }

    /** The threads that the last event let go, in order, each until it returns or blocks. */
    public List<Completion> rest() {
        return drain(new ArrayDeque<>(letGo));
    }

    /** From here on whole calls leave whom they let go where he is. */
    @Refines("HoldWoken")
    public void holdWoken() {
        holdWoken(List.of());
    }

    /** The same, where some are held already. */
    public void holdWoken(List<Activation<?>> already) {
        held = new ArrayList<>(already);
    }

    /** Those who are held, in the order in which they were let go; null where nobody is. Not to be kept. */
    public List<Activation<?>> held() {
        return held;
    }

    /** Those who are held run, each until it returns or blocks; nobody is held any more. */
    @Refines("RunWoken")
    public List<Completion> runWoken() {
        ArrayDeque<Activation<?>> runQueue = new ArrayDeque<>(held);
        held = null;
        return drain(runQueue);
    }

    private List<Completion> drain(ArrayDeque<Activation<?>> runQueue) {
        if (runQueue.isEmpty()) {
            return List.of();
        }
        if (held != null) {
            held.addAll(runQueue);
            return List.of();
        }
        List<Completion> completions = new ArrayList<>();
        while (!runQueue.isEmpty()) {
            Activation<?> woken = runQueue.poll();
            Answer answer = run(woken, Answer.Going.CONTINUED, runQueue);
            if (answer instanceof Answer.Returned returned) {
                completions.add(new Completion(woken, returned.result()));
            }
        }
        return completions;
    }

    private Answer run(Activation<?> thread, Answer first, ArrayDeque<Activation<?>> runQueue) {
        Answer answer = first;
        while (answer == Answer.Going.CONTINUED) {
            answer = step(thread);
            runQueue.addAll(letGo);
        }
        return answer;
    }
}
