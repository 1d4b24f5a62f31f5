package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.Reservation;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.LL_Result;

/** The limit is raised by one while a message is taken: both senders in line come in. Spec: {@code NobodyIsForgotten}. */
@JCStressTest
@Outcome(id = "ACCEPTED, ACCEPTED", expect = ACCEPTABLE, desc = "Room for two, made by two.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Forgotten: there is room, and a sender waits.")
@State
public class LimitGrantRace {

    private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);
    private final Reservation<Integer> first;
    private final Reservation<Integer> next;

    public LimitGrantRace() {
        queue.trySend(1);
        first = queue.send(2, place -> {});
        next = queue.send(3, place -> {});
    }

    @Actor
    public void owner() {
        queue.setLimit(2);
    }

    @Actor
    public void receiver() {
        queue.tryReceive();
    }

    @Arbiter
    public void after(LL_Result result) {
        result.r1 = first.outcome();
        result.r2 = next.outcome();
    }

    /** Who makes room looks how many wait, and then lets one in: two steps. */
    @JCStressTest
    @Outcome(id = "0", expect = ACCEPTABLE)
    @Outcome(id = "1", expect = ACCEPTABLE_INTERESTING, desc = "Both let the same one in.")
    @State
    public static class LooksAndLetsIn extends CountedInTwoSteps {

        public LooksAndLetsIn() {
            super(2);
        }

        @Actor
        public void owner() {
            add(-1);
        }

        @Actor
        public void receiver() {
            add(-1);
        }

        @Arbiter
        public void after(I_Result result) {
            result.r1 = count();
        }
    }
}
