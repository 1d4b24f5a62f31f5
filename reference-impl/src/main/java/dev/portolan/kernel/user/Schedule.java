package dev.portolan.kernel.user;

import java.util.Random;

/** Who runs next. */
@FunctionalInterface
public interface Schedule {

    /**
     * Chooses among the threads that can run, which stand in the order in which they were created.
     *
     * @param runnable how many they are, at least one
     * @return the place of the chosen one, from 0
     */
    int choose(int runnable);

    /** Always the oldest. */
    static Schedule oldestFirst() {
        return runnable -> 0;
    }

    /** By chance; the same seed chooses the same. */
    static Schedule random(long seed) {
        Random random = new Random(seed);
        return random::nextInt;
    }
}
