package dev.portolan.kernel.ipc;

import static dev.portolan.kernel.abi.KernReturn.KERN_INVALID_VALUE;
import static dev.portolan.kernel.abi.KernReturn.KERN_SUCCESS;
import static dev.portolan.kernel.abi.KernReturn.KERN_UREFS_OVERFLOW;

import dev.portolan.kernel.abi.KernReturn;
import dev.portolan.kernel.rules.KernelLimits;
import dev.portolan.kernel.rules.KernelRules;

/** How counts of user references rise and fall: pure rules over numbers. */
record UserReferences(boolean pegs, int max) {

    UserReferences(KernelRules rules, KernelLimits limits) {
        this(rules.pegs(), limits.userRefsMax());
    }

    /** The most references that a send right has. */
    int sendMax() {
        return pegs ? max : max - 1;
    }

    /** One reference less, of more than one. */
    int without(int refs, int fewer) {
        return isPegged(refs) ? refs : refs - fewer;
    }

    /** What is wrong with changing so many references by delta. */
    KernReturn check(int refs, int delta, int ceiling) {
        long sum = (long) refs + delta;
        if (pegs) {
            boolean outOfRange = delta > max || delta < -max;
            return outOfRange || sum < 0 ? KERN_INVALID_VALUE : KERN_SUCCESS;
        }
        return sum < 0 ? KERN_INVALID_VALUE : sum > ceiling ? KERN_UREFS_OVERFLOW : KERN_SUCCESS;
    }

    /** References changed by a delta that {@link #check} passed. */
    int change(int refs, int delta) {
        if (isPegged(refs)) {
            return delta == -max ? 0 : refs;
        }
        return Math.min(refs + delta, max);
    }

    private boolean isPegged(int refs) {
        return pegs && refs == max;
    }
}
