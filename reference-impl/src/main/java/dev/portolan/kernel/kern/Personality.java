package dev.portolan.kernel.kern;

import dev.portolan.kernel.abi.CallResult;
import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.abi.MachException;

/**
 * What stands on the kernel and makes another system of it, such as a UNIX: who is asked last about exceptions, and what
 * comes before a thread's next instruction.
 */
public interface Personality {

    /** The kernel as it is. */
    Personality NONE = new Personality() {
        @Override
        public KernReturn handleException(MachThread of, int behavior, MachException exception) {
            return KernReturn.KERN_FAILURE;
        }

        @Override
        public Step atBorder(MachThread thread, CallResult result) {
            return null;
        }

        @Override
        public boolean wantsBorder(MachThread thread) {
            return false;
        }

        @Override
        public Personality copy() {
            return this;
        }
    };

    /** What a thread does for the personality, a critical section each. */
    non-sealed interface Duty extends Continuation {

        /** True if the thread is stopped there until its end. */
        default boolean isStop() {
            return false;
        }
    }

    /**
     * Its handler is asked about an exception.
     *
     * @param of whose it is; null where the request's right is to no thread
     */
    KernReturn handleException(MachThread of, int behavior, MachException exception);

    /**
     * A thread that has not been told to end is about to execute instructions.
     *
     * @param result of what it did in the kernel
     * @return what it does instead, or null
     */
    Step atBorder(MachThread thread, CallResult result);

    /** The thread has violated the guard of a port, and is about to tell of that. */
    default void guardViolated(MachThread thread) {}

    /** True if a thread that executes instructions is to come to the border. */
    boolean wantsBorder(MachThread thread);

    /** The same of a copied kernel. */
    Personality copy();
}
