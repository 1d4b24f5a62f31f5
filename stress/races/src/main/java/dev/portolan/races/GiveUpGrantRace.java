package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.Reservation;
import dev.portolan.kernel.queue.Reservation.Outcome;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZLL_Result;

/**
 * The first of two senders in line gives up while a receiver makes room: the room is neither lost nor doubled. Spec:
 * {@code RoomGoesInOrder}, {@code NobodyIsForgotten}.
 */
@JCStressTest
@org.openjdk.jcstress.annotations.Outcome(
        id = "true, CANCELLED, ACCEPTED",
        expect = ACCEPTABLE,
        desc = "It gave up in time; the room went to the next.")
@org.openjdk.jcstress.annotations.Outcome(
        id = "false, ACCEPTED, PENDING",
        expect = ACCEPTABLE,
        desc = "It was too late; the next still waits.")
@org.openjdk.jcstress.annotations.Outcome(expect = Expect.FORBIDDEN, desc = "Room lost or doubled.")
@State
public class GiveUpGrantRace {

    private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);
    private final Reservation<Integer> first;
    private final Reservation<Integer> next;

    public GiveUpGrantRace() {
        queue.trySend(1);
        first = queue.send(2, place -> {});
        next = queue.send(3, place -> {});
    }

    @Actor
    public void sender(ZLL_Result result) {
        result.r1 = queue.cancel(first);
    }

    @Actor
    public void receiver() {
        queue.tryReceive();
    }

    @Arbiter
    public void after(ZLL_Result result) {
        result.r2 = first.outcome();
        result.r3 = next.outcome();
    }

    /** The one who gives up looks whether it still waits, and then leaves: two steps. */
    @JCStressTest
    @org.openjdk.jcstress.annotations.Outcome(
            id = {"true, CANCELLED, ACCEPTED", "false, ACCEPTED, PENDING"},
            expect = ACCEPTABLE)
    @org.openjdk.jcstress.annotations.Outcome(
            id = {"true, CANCELLED, PENDING", "true, ACCEPTED, PENDING"},
            expect = ACCEPTABLE_INTERESTING,
            desc = "Room lost: granted to one who had gone.")
    @State
    public static class LooksAndLeaves {

        private volatile Outcome first = Outcome.PENDING;
        private volatile Outcome next = Outcome.PENDING;

        @Actor
        public void sender(ZLL_Result result) {
            if (first == Outcome.PENDING) {
                first = Outcome.CANCELLED;
                result.r1 = true;
            }
        }

        @Actor
        public void receiver() {
            if (first == Outcome.PENDING) {
                first = Outcome.ACCEPTED;
            } else {
                next = Outcome.ACCEPTED;
            }
        }

        @Arbiter
        public void after(ZLL_Result result) {
            result.r2 = first;
            result.r3 = next;
        }
    }
}
