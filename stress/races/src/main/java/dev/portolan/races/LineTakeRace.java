package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.Reservation;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A sender gets in line of a full queue while a receiver makes room. Spec: {@code NobodyIsForgotten}. */
@JCStressTest
@Outcome(id = "ACCEPTED", expect = ACCEPTABLE, desc = "One of the two saw the other.")
@Outcome(id = "PENDING", expect = FORBIDDEN, desc = "Forgotten: there is room, and a sender waits.")
@State
public class LineTakeRace {

    private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);
    private Reservation<Integer> place;

    public LineTakeRace() {
        queue.trySend(1);
    }

    @Actor
    public void sender() {
        place = queue.send(2, place -> {});
    }

    @Actor
    public void receiver() {
        queue.tryReceive();
    }

    @Arbiter
    public void after(L_Result result) {
        result.r1 = place.outcome();
    }

    /** Having got in line the sender does not look again, and the receiver looks once. */
    @JCStressTest
    @Outcome(id = "ACCEPTED", expect = ACCEPTABLE)
    @Outcome(id = "PENDING", expect = ACCEPTABLE_INTERESTING, desc = "Forgotten.")
    @State
    public static class NoSecondLook {

        private final AtomicInteger inside = new AtomicInteger(1);
        private final AtomicInteger waiting = new AtomicInteger();

        @Actor
        public void sender() {
            if (!inside.compareAndSet(0, 1)) {
                waiting.set(1);
            }
        }

        @Actor
        public void receiver() {
            inside.set(0);
            if (waiting.compareAndSet(1, 0)) {
                inside.set(1);
            }
        }

        @Arbiter
        public void after(L_Result result) {
            result.r1 = waiting.get() == 0 ? "ACCEPTED" : "PENDING";
        }
    }
}
