package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Numbers under which rights are being inserted, by calls that are under way: nobody has them yet, and no other symbol
 * may be given one.
 */
final class PromisedNames {

    /** Lets the symbol stand for the number. */
    interface Keeper {
        void bind(String task, PortName symbol, int number);
    }

    private record Promise(String task, PortName symbol, int number) {}

    private final Map<String, Promise> byThread;

    PromisedNames() {
        byThread = new HashMap<>();
    }

    PromisedNames(PromisedNames original) {
        byThread = new HashMap<>(original.byThread);
    }

    void promise(String thread, String task, PortName symbol, int number) {
        byThread.put(thread, new Promise(task, symbol, number));
    }

    /** The thread's call put the right there. */
    void keep(String thread, Keeper keeper) {
        Promise kept = byThread.remove(thread);
        if (kept != null) {
            keeper.bind(kept.task, kept.symbol, kept.number);
        }
    }

    /** The thread's call did not. */
    void drop(String thread) {
        byThread.remove(thread);
    }

    /** The number that the symbol may soon stand for, or {@link Binding#UNBOUND}. */
    int numberOf(String task, PortName symbol) {
        for (Promise promise : byThread.values()) {
            if (promise.task.equals(task) && promise.symbol.equals(symbol)) {
                return promise.number;
            }
        }
        return Binding.UNBOUND;
    }

    /** True if a number promised in the task's space passes the test. */
    boolean any(String task, IntPredicate test) {
        for (Promise promise : byThread.values()) {
            if (promise.task.equals(task) && test.test(promise.number)) {
                return true;
            }
        }
        return false;
    }
}
