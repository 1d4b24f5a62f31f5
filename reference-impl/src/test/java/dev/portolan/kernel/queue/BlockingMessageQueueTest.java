package dev.portolan.kernel.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Threads that wait. */
@Timeout(60)
class BlockingMessageQueueTest {

    private static final int MESSAGES = 20_000;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @ParameterizedTest
    @CsvSource({"1,1,1", "1,3,2", "5,2,3", "64,2,2"})
    void everyMessageArrivesOnceAndEachSendersInOrder(int limit, int senders, int receivers) throws Exception {
        BlockingMessageQueue<Integer> queue = new BlockingMessageQueue<>(limit);
        List<Future<List<Integer>>> received = new ArrayList<>();
        for (int i = 0; i < receivers; i++) {
            received.add(threads.submit(() -> receiveAll(queue)));
        }
        List<Future<?>> sending = new ArrayList<>();
        for (int i = 0; i < senders; i++) {
            int sender = i;
            sending.add(threads.submit(() -> sendAll(queue, sender)));
        }
        for (Future<?> sent : sending) {
            sent.get();
        }
        List<Integer> drained = new ArrayList<>();
        queue.close(drained::add);

        boolean[] seen = new boolean[senders * MESSAGES];
        check(drained, senders, seen);
        for (Future<List<Integer>> each : received) {
            check(each.get(), senders, seen);
        }
        for (int i = 0; i < seen.length; i++) {
            assertTrue(seen[i], "lost: " + i);
        }
    }

    private static Object sendAll(BlockingMessageQueue<Integer> queue, int sender) throws InterruptedException {
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(MessageQueue.Offer.ACCEPTED, queue.send(sender * MESSAGES + i));
        }
        return null;
    }

    private static List<Integer> receiveAll(BlockingMessageQueue<Integer> queue) throws InterruptedException {
        List<Integer> received = new ArrayList<>();
        for (Integer message = queue.receive(); message != null; message = queue.receive()) {
            received.add(message);
        }
        return received;
    }

    /* What one receiver got of one sender is in the sender's order; no message was seen before. */
    private static void check(List<Integer> received, int senders, boolean[] seen) {
        int[] last = new int[senders];
        Arrays.fill(last, -1);
        for (int message : received) {
            int sender = message / MESSAGES;
            assertTrue(message > last[sender], "out of order: " + message + " after " + last[sender]);
            last[sender] = message;
            assertTrue(!seen[message], "twice: " + message);
            seen[message] = true;
        }
    }

    @Test
    void aTimeOutEndsAWaitAndLeavesNothingBehind() throws InterruptedException {
        BlockingMessageQueue<String> queue = new BlockingMessageQueue<>(1);
        assertNull(queue.receive(TimeUnit.MILLISECONDS.toNanos(1)));
        queue.send("a");
        assertEquals(MessageQueue.Offer.FULL, queue.send("b", TimeUnit.MILLISECONDS.toNanos(1)));

        assertEquals("a", queue.receive());
        assertNull(queue.receive(0));
    }

    @Test
    void anInterruptEndsAWait() {
        BlockingMessageQueue<String> queue = new BlockingMessageQueue<>(0);
        interrupts(() -> queue.send("a"));
        interrupts(queue::receive);
    }

    private void interrupts(Callable<?> wait) {
        Future<?> waiting = threads.submit(() -> {
            Thread.currentThread().interrupt();
            return wait.call();
        });
        ExecutionException thrown = assertThrows(ExecutionException.class, waiting::get);
        assertEquals(InterruptedException.class, thrown.getCause().getClass());
    }

    @Test
    void anInterruptEndsAParkedWait() throws Exception {
        BlockingMessageQueue<String> queue = new BlockingMessageQueue<>(0);
        Parked sender = Parked.in(() -> queue.send("a"));

        sender.interrupt();

        assertEquals(InterruptedException.class, sender.end().getClass());
    }

    @Test
    void theEndWakesWhoIsParked() throws Exception {
        BlockingMessageQueue<String> queue = new BlockingMessageQueue<>(0);
        Parked sender = Parked.in(() -> queue.send("a"));
        Parked receiver = Parked.in(() -> String.valueOf(queue.receive()));

        queue.close(message -> {});

        assertEquals(MessageQueue.Offer.CLOSED, sender.end());
        assertEquals("null", receiver.end());
    }

    @Test
    void roomWakesASenderAndAMessageAReceiver() throws Exception {
        BlockingMessageQueue<String> queue = new BlockingMessageQueue<>(0);
        Parked sender = Parked.in(() -> queue.send("a"));
        queue.queue().setLimit(1);
        assertEquals(MessageQueue.Offer.ACCEPTED, sender.end());

        assertEquals("a", queue.receive());
        Parked receiver = Parked.in(() -> queue.receive());
        queue.send("b");
        assertEquals("b", receiver.end());
    }

    /** A thread in a call that waits; parked when one gets it. */
    private static final class Parked extends Thread {

        private final Callable<?> call;
        private volatile Object end;

        private Parked(Callable<?> call) {
            this.call = call;
            setDaemon(true);
        }

        static Parked in(Callable<?> call) {
            Parked thread = new Parked(call);
            thread.start();
            while (thread.getState() != State.WAITING) {
                assertTrue(thread.isAlive(), () -> "does not wait: " + thread.end);
                Thread.onSpinWait();
            }
            return thread;
        }

        @Override
        public void run() {
            try {
                end = call.call();
            } catch (Exception e) {
                end = e;
            }
        }

        /** What the call returned or threw. */
        Object end() throws InterruptedException {
            join();
            return end;
        }
    }
}
