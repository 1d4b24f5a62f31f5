package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.conformance.abstraction.Fingerprint;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.ToIntBiFunction;

/**
 * Names that calls under way were made with and have yet to use, with the numbers that the kernel was passed for them: a
 * thread has one at most. No other symbol may be given such a number.
 */
final class HeldNames {

    /** Lets the symbol stand for the number. */
    interface Binder {
        void bind(String task, PortName symbol, int number);
    }

    private record Held(String task, PortName symbol, int number) {}

    private final Map<String, Held> byThread;

    HeldNames() {
        byThread = new HashMap<>();
    }

    HeldNames(HeldNames original) {
        byThread = new HashMap<>(original.byThread);
    }

    void hold(String thread, String task, PortName symbol, int number) {
        byThread.put(thread, new Held(task, symbol, number));
    }

    /** The thread's call is over. */
    void release(String thread) {
        byThread.remove(thread);
    }

    /** The thread's call is over, and put a right under the name that it held, if any. */
    void bind(String thread, Binder binder) {
        Held held = byThread.remove(thread);
        if (held != null) {
            binder.bind(held.task, held.symbol, held.number);
        }
    }

    /** The number of a symbol that is held, or {@link Binding#UNBOUND}. */
    int numberOf(String task, PortName symbol) {
        for (Held held : byThread.values()) {
            if (held.task.equals(task) && held.symbol.equals(symbol)) {
                return held.number;
            }
        }
        return Binding.UNBOUND;
    }

    /** 64 bits of what is held. */
    long fingerprint() {
        long sum = 0;
        for (Map.Entry<String, Held> entry : byThread.entrySet()) {
            Held held = entry.getValue();
            sum += Fingerprint.of(entry.getKey(), held.task, held.symbol.symbol(), held.number);
        }
        return sum;
    }

    /** True if a number held in the task's space passes the test. */
    boolean any(String task, IntPredicate test) {
        for (Held held : byThread.values()) {
            if (held.task.equals(task) && test.test(held.number)) {
                return true;
            }
        }
        return false;
    }

    /** True if a symbol that is held stands for another number than the one it is held with. */
    boolean anyOther(ToIntBiFunction<String, PortName> numberOf) {
        for (Held held : byThread.values()) {
            int number = numberOf.applyAsInt(held.task, held.symbol);
            if (number != Binding.UNBOUND && number != held.number) {
                return true;
            }
        }
        return false;
    }
}
