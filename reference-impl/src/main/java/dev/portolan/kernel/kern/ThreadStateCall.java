package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.OutValue;
import java.util.List;

/** The one critical section of each call on a thread's registers; the thread is null where the caller named none. */
public sealed interface ThreadStateCall extends Continuation.Call {

    /** {@code thread_get_state}. */
    record ThreadGetState(MachThread of, int flavor) implements ThreadStateCall {
        @Override
        public Step run(MachThread thread) {
            KernReturn refusal = refusal(of);
            if (refusal != KernReturn.KERN_SUCCESS) {
                return Step.done(refusal);
            }
            List<Integer> state = of.act().getState(flavor);
            return state == null
                    ? Step.done(KernReturn.KERN_INVALID_ARGUMENT)
                    : new Step.Done(CallResult.of(KernReturn.KERN_SUCCESS, new OutValue.ThreadState(state)));
        }
    }

    /** {@code thread_set_state}. */
    record ThreadSetState(MachThread of, int flavor, List<Integer> state) implements ThreadStateCall {
        @Override
        public Step run(MachThread thread) {
            KernReturn refusal = refusal(of);
            if (refusal != KernReturn.KERN_SUCCESS) {
                return Step.done(refusal);
            }
            return Step.done(
                    of.act().setState(flavor, state) ? KernReturn.KERN_SUCCESS : KernReturn.KERN_INVALID_ARGUMENT);
        }
    }

    private static KernReturn refusal(MachThread of) {
        if (of == null || of.act().isGone()) {
            return KernReturn.KERN_INVALID_ARGUMENT;
        }
        return of.act().isActive() ? KernReturn.KERN_SUCCESS : KernReturn.KERN_TERMINATED;
    }
}
