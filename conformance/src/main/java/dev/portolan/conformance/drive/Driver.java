package dev.portolan.conformance.drive;

import dev.portolan.conformance.abstraction.Binding;
import dev.portolan.traces.Call;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.Outcome;
import java.util.Map;

/**
 * A kernel of any kind to which calls are made in symbols, and a binding of these to its own names and ports.
 *
 * <p>Not for use by several threads.
 */
public interface Driver {

    /** Which of the kernel's names and ports each symbol stands for. */
    Binding binding();

    /** Which task a thread belongs to. */
    Map<String, String> taskOfThread();

    /**
     * Makes the call. {@link #outcome} and {@link #state} tell what became of it.
     *
     * @throws IllegalArgumentException if there is no such thread
     * @throws RuntimeException if the kernel fails, whatever it fails with
     */
    void perform(Call call);

    /**
     * Makes the call, as {@link #perform(Call)} does.
     *
     * @param observed whether the state after it will be asked for; it may be even if not, at a price
     */
    default void perform(Call call, boolean observed) {
        perform(call);
    }

    /** What became of the last call, through the binding as it is now. */
    Outcome outcome();

    /** The state as far as the kernel shows it, through the binding as it is now. */
    KernelState state();

    /** True if what {@link #state} leaves out is not shown by the kernel, and so not to be compared. */
    default boolean isPartial() {
        return false;
    }

    /** Notes which names name something now, so that a number that is given out again is taken for a new one. */
    default void settle() {
        binding().settle(state());
    }

    /**
     * Checks the kernel's own invariants, if it has any.
     *
     * @throws AssertionError if one does not hold
     */
    void audit();
}
