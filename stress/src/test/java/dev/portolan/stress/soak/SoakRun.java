package dev.portolan.stress.soak;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Short rounds of a soak until one finds something: that, or that there was nothing. */
public final class SoakRun implements Callable<String> {

    static final String NOTHING = "nothing";

    private static final int ROUNDS = 20;
    private static final int ROUND_MILLISECONDS = 300;
    private static final int STUCK_SECONDS = 5;

    @Override
    public String call() throws InterruptedException {
        Soak soak = new Soak(1, machine -> machine, STUCK_SECONDS);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                soak.round(TimeUnit.MILLISECONDS.toNanos(ROUND_MILLISECONDS));
            }
        } catch (AssertionError | RuntimeException found) {
            return String.valueOf(found.getMessage());
        }
        return NOTHING;
    }
}
