package dev.portolan.kernel.personality;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.kern.Continuation;
import dev.portolan.kernel.kern.MachThread;
import dev.portolan.kernel.kern.Step;

/** The calls of a program that are about signals, each one critical section. */
public final class SignalCall {

    private SignalCall() {}

    /**
     * {@code pthread_kill}; {@code abort} is one of {@code SIGABRT} to oneself. A wait of the target's for a message ends, but
     * not one for the reply of a handler.
     */
    public record PthreadKill(MachThread to, Signal signal) implements Continuation.Call {
        @Override
        public Step run(MachThread thread) {
            if (!(thread.kernel().personality() instanceof UnixPersonality personality)) {
                return Step.done(KernReturn.KERN_NOT_SUPPORTED);
            }
            KernReturn result = personality.postSignal(to, signal);
            if (personality.wantsBorder(to) && to.continuation() instanceof Continuation.AwaitMessage) {
                to.threadAbort();
            }
            return Step.done(result);
        }
    }
}
