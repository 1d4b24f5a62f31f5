package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;

/** What a continuation's critical section came to. */
public sealed interface Step {

    /** The call goes on with that continuation. */
    record Continue(Continuation next) implements Step {}

    /** The call waits; the thread's continuation already says for what. */
    enum Block implements Step {
        BLOCK
    }

    /** The call has ended. */
    record Done(CallResult result) implements Step {}
}
