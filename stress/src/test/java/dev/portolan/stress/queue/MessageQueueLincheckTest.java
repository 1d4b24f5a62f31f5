package dev.portolan.stress.queue;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.queue.MessageQueue;
import dev.portolan.kernel.queue.Reservation;
import dev.portolan.kernel.queue.Reservation.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.jetbrains.lincheck.datastructures.ThreadIdGen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever threads do with a message queue at once, they could have done one after the other.
 *
 * <p>Nothing waits: who would, holds a place in line and asks later what became of it. A thread holds one at a time.
 */
@Param(name = "message", gen = IntGen.class, conf = "1:9")
@Param(name = "limit", gen = IntGen.class, conf = "0:2")
@Param(name = "thread", gen = ThreadIdGen.class)
public class MessageQueueLincheckTest {

    private static final int THREADS = 8;

    /* Segments of two cells, so that a run crosses some. */
    private final MessageQueue<Integer> queue = new MessageQueue<>(1, 2);

    @SuppressWarnings({"unchecked", "rawtypes"})
    private final Reservation<Integer>[] places = new Reservation[THREADS];

    @Operation
    public String trySend(@Param(name = "message") int message) {
        return queue.trySend(message).name();
    }

    @Operation
    public String forceSend(@Param(name = "message") int message) {
        return queue.forceSend(message).name();
    }

    @Operation
    public Integer tryReceive() {
        return queue.tryReceive();
    }

    @Operation
    public boolean send(@Param(name = "thread") int thread, @Param(name = "message") int message) {
        if (waits(thread)) {
            return false;
        }
        places[thread] = queue.send(message, place -> {});
        return true;
    }

    @Operation
    public boolean receive(@Param(name = "thread") int thread) {
        if (waits(thread)) {
            return false;
        }
        places[thread] = queue.receive(place -> {});
        return true;
    }

    /* Accepts small messages only. */
    @Operation
    public boolean receiveSmall(@Param(name = "thread") int thread) {
        if (waits(thread)) {
            return false;
        }
        places[thread] = queue.receive(message -> message < 5, place -> {});
        return true;
    }

    @Operation
    public void dismissReceivers() {
        queue.dismissReceivers();
    }

    @Operation
    public String outcome(@Param(name = "thread") int thread) {
        Reservation<Integer> place = places[thread];
        if (place == null) {
            return null;
        }
        Outcome outcome = place.outcome();
        return outcome == Outcome.DELIVERED ? place.message().toString() : outcome.name();
    }

    @Operation
    public boolean cancel(@Param(name = "thread") int thread) {
        return waits(thread) && queue.cancel(places[thread]);
    }

    @Operation
    public void letIn() {
        queue.letIn(1);
    }

    @Operation
    public boolean setLimit(@Param(name = "limit") int limit) {
        return queue.setLimit(limit);
    }

    @Operation
    public boolean close() {
        return queue.close();
    }

    private boolean waits(int thread) {
        return places[thread] != null && places[thread].outcome() == Outcome.PENDING;
    }

    /** The same, one call after the other. */
    public static class OneAtATime {

        private final Map<Integer, Integer> messages = new HashMap<>();
        private final Set<Integer> particular = new HashSet<>();
        private final SequentialQueue queue = new SequentialQueue(
                1, (request, message) -> !particular.contains(request) || messages.get(message) < 5);
        private final int[] places = new int[THREADS];
        private int ids;

        private int idOf(int message) {
            messages.put(++ids, message);
            return ids;
        }

        public String trySend(int message) {
            return queue.trySend(idOf(message));
        }

        public String forceSend(int message) {
            return queue.forceSend(idOf(message));
        }

        public Integer tryReceive() {
            return messages.get(queue.tryReceive(++ids));
        }

        public boolean send(int thread, int message) {
            if (waits(thread)) {
                return false;
            }
            places[thread] = idOf(message);
            queue.send(places[thread]);
            return true;
        }

        public boolean receive(int thread) {
            if (waits(thread)) {
                return false;
            }
            places[thread] = ++ids;
            queue.receive(places[thread]);
            return true;
        }

        public boolean receiveSmall(int thread) {
            if (!waits(thread)) {
                particular.add(ids + 1);
            }
            return receive(thread);
        }

        public void dismissReceivers() {
            queue.dismissReceivers();
        }

        public String outcome(int thread) {
            if (places[thread] == 0) {
                return null;
            }
            Object fate = queue.fate(places[thread]);
            return fate instanceof Integer message ? messages.get(message).toString() : (String) fate;
        }

        public boolean cancel(int thread) {
            return waits(thread) && queue.cancel(places[thread]);
        }

        public void letIn() {
            queue.letIn();
        }

        public boolean setLimit(int limit) {
            return queue.setLimit(limit);
        }

        public boolean close() {
            return queue.close();
        }

        private boolean waits(int thread) {
            return places[thread] != 0 && queue.fate(places[thread]) == SequentialQueue.PENDING;
        }
    }

    /* Of each kind of run; more with -Dportolan.lincheck.iterations=N. */
    private static final int ITERATIONS = Integer.getInteger("portolan.lincheck.iterations", 6);

    private static final int INVOCATIONS = 500;

    private static ModelCheckingOptions schedules(int threads) {
        return new ModelCheckingOptions()
                .threads(threads)
                .actorsPerThread(3)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .checkObstructionFreedom(true)
                .sequentialSpecification(OneAtATime.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void inChosenSchedules(int threads) {
        schedules(threads).check(MessageQueueLincheckTest.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void underStress(int threads) {
        new StressOptions()
                .threads(threads)
                .actorsPerThread(3)
                .iterations(ITERATIONS)
                .invocationsPerIteration(INVOCATIONS)
                .sequentialSpecification(OneAtATime.class)
                .check(MessageQueueLincheckTest.class);
    }

    /** A fault that such a test must find: the limit is looked at apart from what it is to decide. */
    @Param(name = "message", gen = IntGen.class, conf = "1:9")
    public static class LimitApart {

        /* Not a long one: there who loses a compare-and-set rests a while, and Lincheck takes that for a lock. */
        private final MessageQueue<Integer> queue = new MessageQueue<>(15, 2);
        private final AtomicInteger inside = new AtomicInteger();

        @Operation
        public String trySend(@Param(name = "message") int message) {
            if (inside.get() >= 1) {
                return MessageQueue.Offer.FULL.name();
            }
            inside.incrementAndGet();
            return queue.trySend(message).name();
        }

        @Operation
        public Integer tryReceive() {
            Integer message = queue.tryReceive();
            if (message != null) {
                inside.decrementAndGet();
            }
            return message;
        }
    }

    @Test
    void aFaultIsFound() {
        LincheckAssertionError found =
                assertThrows(LincheckAssertionError.class, () -> schedules(2).check(LimitApart.class));
        assertTrue(found.getMessage().contains("Invalid execution results"), found.getMessage());
    }
}
