package dev.portolan.stress.soak;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.machine.Activation;
import dev.portolan.kernel.machine.Machine;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A soak of ten seconds, or of as many minutes as {@code -Dportolan.soak.minutes} says, with a line a round. */
class SoakTest {

    private static final int MINUTES = Integer.getInteger("portolan.soak.minutes", 0);
    private static final int STUCK_SECONDS = 20;
    private static final long SEED = Long.getLong("portolan.soak.seed", 1);

    @Test
    void nothingIsLostLeftOrStuck() throws InterruptedException {
        long round = TimeUnit.SECONDS.toNanos(MINUTES == 0 ? 2 : 10);
        int rounds = MINUTES == 0 ? 5 : 6 * MINUTES;
        Soak soak = new Soak(SEED, machine -> machine, STUCK_SECONDS);
        for (int i = 1; i <= rounds; i++) {
            soak.round(round);
            if (MINUTES > 0) {
                System.out.printf(
                        "soak: round %d of %d, %d s left, %s%n", i, rounds, 10 * (rounds - i), soak.summary());
            }
        }
        assertTrue(
                soak.summary().matches("[1-9].*: [1-9].* ports, [1-9].* tasks, [1-9].* threads; [1-9].* aborted, .*"),
                soak.summary());
    }

    /** A machine that loses one wake-up in a thousand. */
    private static final class Forgetful implements Machine {
        private final Machine sound;
        private final AtomicInteger calls = new AtomicInteger();

        Forgetful(Machine sound) {
            this.sound = sound;
        }

        @Override
        public void unblock(Activation<?> thread) {
            if (calls.incrementAndGet() % 1000 != 0) {
                sound.unblock(thread);
            }
        }

        @Override
        public boolean isParallel() {
            return true;
        }
    }

    @Test
    void aLostWakeupIsFound() {
        UnaryOperator<Machine> forgetful = Forgetful::new;
        Soak soak = new Soak(SEED, forgetful, STUCK_SECONDS);
        AssertionError found = assertThrows(AssertionError.class, () -> {
            for (int i = 0; i < 10; i++) {
                soak.round(TimeUnit.SECONDS.toNanos(2));
            }
        });
        assertTrue(found.getMessage().contains("a thread is stuck"), found.getMessage());
    }
}
