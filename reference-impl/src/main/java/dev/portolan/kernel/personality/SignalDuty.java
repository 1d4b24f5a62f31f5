package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Personality;
import dev.portolan.kernel.kern.Step;
import dev.portolan.kernel.kern.UserBorder;

/** What a thread does about a signal that came. */
public sealed interface SignalDuty extends Personality.Duty {

    @Override
    default Continuation copy(KernelCopy copy, Kernel kernel) {
        return this;
    }

    /** Whoever traces the process is to say how it goes on; nobody can yet, and the thread stays here until its end. */
    record StopForTracer() implements SignalDuty {
        @Override
        public Step run(MachThread thread) {
            return thread.act().isTerminated() ? new UserBorder.Return(CallResult.KERN_SUCCESS) : Step.Block.BLOCK;
        }

        @Override
        public boolean isStop() {
            return true;
        }
    }

    /** The signal ends the process. */
    record Exit(Signal signal) implements SignalDuty {
        @Override
        public Step run(MachThread thread) {
            return ProcessExit.begin(thread, signal);
        }
    }
}
