package dev.portolan.races;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

import dev.portolan.kernel.queue.MessageQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two receivers and one message, whose content its sender wrote before. Spec: {@code MessagesAreGivenOnce}. */
@JCStressTest
@Outcome(
        id = {"7, 0", "0, 7"},
        expect = ACCEPTABLE,
        desc = "One has it, and sees what is in it.")
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "It was not there yet.")
@Outcome(expect = Expect.FORBIDDEN, desc = "Given twice, or given before it was written.")
@State
public class ReceiversRace {

    private static final class Message {
        private int content = -1;
    }

    private final MessageQueue<Message> queue = new MessageQueue<>(1, 2);

    @Actor
    public void sender() {
        Message message = new Message();
        message.content = 7;
        queue.trySend(message);
    }

    @Actor
    public void one(II_Result result) {
        result.r1 = content(queue.tryReceive());
    }

    @Actor
    public void other(II_Result result) {
        result.r2 = content(queue.tryReceive());
    }

    private static int content(Message message) {
        return message == null ? 0 : message.content;
    }

    /** The message is looked at first and taken away afterwards. */
    @JCStressTest
    @Outcome(
            id = {"7, 0", "0, 7", "0, 0"},
            expect = ACCEPTABLE)
    @Outcome(id = "7, 7", expect = ACCEPTABLE_INTERESTING, desc = "Given twice.")
    @State
    public static class LooksAndTakes {

        private volatile int place;

        @Actor
        public void sender() {
            place = 7;
        }

        @Actor
        public void one(II_Result result) {
            result.r1 = take();
        }

        @Actor
        public void other(II_Result result) {
            result.r2 = take();
        }

        private int take() {
            int seen = place;
            if (seen != 0) {
                place = 0;
            }
            return seen;
        }
    }
}
