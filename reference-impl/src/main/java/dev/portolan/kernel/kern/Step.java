package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.OutValue;
import dev.portolan.kernel.abi.ReturnCode;
import dev.portolan.kernel.machine.Answer;

/** What a critical section came to: the continuation with which the call goes on, or that it waits or has ended. */
public sealed interface Step permits Continuation, Step.Block, Step.Done {

    /** The call waits; the thread's continuation already says for what. */
    enum Block implements Step {
        BLOCK
    }

    /** The call has ended, which is also what its machine is answered: a call is told of by one object. */
    record Done(CallResult result) implements Step, Answer.Returned {
        /** With nothing to tell. */
        static final Done MACH_MSG_SUCCESS = new Done(CallResult.MACH_MSG_SUCCESS);
    }

    /** The call has ended so. */
    static Step done(CallResult result) {
        return result == CallResult.MACH_MSG_SUCCESS ? Done.MACH_MSG_SUCCESS : new Done(result);
    }

    /** The call has ended with that, and nothing to tell. */
    static Step done(ReturnCode code) {
        return new Done(CallResult.of(code));
    }

    /** The call has ended with that, and tells so much. */
    static Step done(ReturnCode code, OutValue out) {
        return new Done(CallResult.of(code, out));
    }
}
