package dev.portolan.conformance.suite;

import java.time.Duration;

/**
 * How much a walk may take.
 *
 * @param steps calls and resets at most
 * @param time at most, but for the call at hand
 */
public record Budget(long steps, Duration time) {

    /** As much as it takes. */
    public static final Budget UNLIMITED = new Budget(Long.MAX_VALUE, Duration.ofDays(365));

    /** Checks that there is something to spend. */
    public Budget {
        if (steps < 0 || time.isNegative()) {
            throw new IllegalArgumentException("a budget of " + steps + " steps and " + time);
        }
    }

    /** True if nothing is left. */
    public boolean isSpent() {
        return steps == 0 || time.isZero();
    }

    /** An equal share for each of so many. */
    public Budget share(int parts) {
        return new Budget(steps == Long.MAX_VALUE ? steps : steps / parts, time.dividedBy(parts));
    }

    /** What is left of it. */
    public Budget less(long stepsSpent, Duration timeSpent) {
        Duration left = time.minus(timeSpent);
        return new Budget(
                steps == Long.MAX_VALUE ? steps : Math.max(0, steps - stepsSpent),
                left.isNegative() ? Duration.ZERO : left);
    }
}
