package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.MessageQueue.Offer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A sender against one who closes the queue and drains it. Spec: {@code ClosesForGood}, {@code NothingIsStranded}. */
@JCStressTest
@Outcome(id = "true, 1", expect = ACCEPTABLE, desc = "Accepted first, then drained.")
@Outcome(id = "false, 0", expect = ACCEPTABLE, desc = "Closed first; the sender keeps the message.")
@Outcome(id = "true, 0", expect = FORBIDDEN, desc = "Stranded: accepted by a queue that is closed and drained.")
@Outcome(id = "false, 1", expect = FORBIDDEN, desc = "Refused, and drained.")
@State
public class SendCloseRace {

    private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);

    @Actor
    public void sender(ZI_Result result) {
        result.r1 = queue.trySend(1) == Offer.ACCEPTED;
    }

    @Actor
    public void closer(ZI_Result result) {
        queue.close();
        result.r2 = drained(queue);
    }

    private static int drained(MessageQueue<Integer> queue) {
        int messages = 0;
        while (queue.tryReceive() != null) {
            messages++;
        }
        return messages;
    }

    /** The flag that closes is apart from where messages go in. */
    @JCStressTest
    @Outcome(
            id = {"true, 1", "false, 0"},
            expect = ACCEPTABLE)
    @Outcome(id = "true, 0", expect = ACCEPTABLE_INTERESTING, desc = "Stranded.")
    @State
    public static class FlagApart {

        private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);
        private volatile boolean closed;

        @Actor
        public void sender(ZI_Result result) {
            result.r1 = !closed && queue.trySend(1) == Offer.ACCEPTED;
        }

        @Actor
        public void closer(ZI_Result result) {
            closed = true;
            result.r2 = drained(queue);
        }
    }
}
