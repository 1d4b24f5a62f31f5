package dev.portolan.kernel.personality;

import dev.portolan.kernel.ipc.KernelCopy;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.Kernel;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Personality;
import dev.portolan.kernel.kern.Step;

/** What a thread does about a signal that came. */
public sealed interface SignalDuty extends Personality.Duty {

    @Override
    default Continuation copy(KernelCopy copy, Kernel kernel) {
        return this;
    }

    /** Whoever traces the process is to say how it goes on; the thread stays here. */
    record StopForTracer() implements SignalDuty {
        @Override
        public Step run(MachThread thread) {
            return Step.Block.BLOCK;
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
