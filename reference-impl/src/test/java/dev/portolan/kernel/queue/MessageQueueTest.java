package dev.portolan.kernel.queue;

import static dev.portolan.kernel.queue.MessageQueue.Offer.ACCEPTED;
import static dev.portolan.kernel.queue.MessageQueue.Offer.CLOSED;
import static dev.portolan.kernel.queue.MessageQueue.Offer.FULL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.portolan.kernel.queue.Reservation.Outcome;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What one caller after another can tell of the queue, with segments so short that every test crosses some. */
class MessageQueueTest {

    private final List<String> woken = new ArrayList<>();

    private MessageQueue<String> queueOf(int limit) {
        return new MessageQueue<>(limit, 2);
    }

    private Reservation<String> send(MessageQueue<String> queue, String message) {
        return queue.send(message, place -> woken.add(message));
    }

    private Reservation<String> receive(MessageQueue<String> queue, String name) {
        return queue.receive(place -> woken.add(name));
    }

    private static List<String> drained(MessageQueue<String> queue) {
        List<String> messages = new ArrayList<>();
        for (String message = queue.tryReceive(); message != null; message = queue.tryReceive()) {
            messages.add(message);
        }
        return messages;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 64})
    void givesInOrderWhatItAccepted(int segmentSize) {
        MessageQueue<Integer> queue = new MessageQueue<>(5, segmentSize);
        for (int round = 0; round < 40; round++) {
            for (int i = 0; i < 5; i++) {
                assertEquals(ACCEPTED, queue.trySend(10 * round + i));
            }
            assertEquals(FULL, queue.trySend(-1));
            for (int i = 0; i < 5; i++) {
                assertEquals(10 * round + i, queue.tryReceive());
            }
            assertNull(queue.tryReceive());
        }
    }

    @Test
    void forcedMessagesPassTheLimit() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");

        assertEquals(ACCEPTED, queue.forceSend("b"));
        assertEquals(ACCEPTED, queue.forceSend("c"));
        assertEquals(FULL, queue.trySend("d"));
        assertEquals("a", queue.tryReceive());
        assertEquals(FULL, queue.trySend("d"));
        assertEquals(List.of("b", "c"), drained(queue));
    }

    @Test
    void roomGoesToSendersInOrder() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        Reservation<String> b = send(queue, "b");
        Reservation<String> c = send(queue, "c");
        assertEquals(Outcome.PENDING, b.outcome());

        assertEquals("a", queue.tryReceive());

        assertEquals(Outcome.ACCEPTED, b.outcome());
        assertEquals(Outcome.PENDING, c.outcome());
        assertEquals(FULL, queue.trySend("x"));
        assertEquals(List.of("b", "c"), drained(queue));
        assertEquals(List.of("b", "c"), woken);
    }

    @Test
    void forcedMessagesGoBeforeThoseInLine() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        send(queue, "b");
        queue.forceSend("c");

        assertEquals(List.of("a", "c", "b"), drained(queue));
    }

    @Test
    void messagesGoToReceiversInOrder() {
        MessageQueue<String> queue = queueOf(1);
        Reservation<String> first = receive(queue, "first");
        Reservation<String> second = receive(queue, "second");

        assertEquals(ACCEPTED, queue.trySend("a"));
        assertEquals(ACCEPTED, queue.trySend("b"));
        assertEquals(ACCEPTED, queue.trySend("c"));

        assertEquals("a", first.message());
        assertEquals("b", second.message());
        assertEquals(List.of("first", "second"), woken);
        assertEquals(List.of("c"), drained(queue));
    }

    /** Whoever is told of a message finds it taken, also while its sender is still about to count it. */
    @Test
    void aMessageGivenIsTaken() {
        MessageQueue<String> queue = queueOf(1);
        List<Long> taken = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            queue.receive(place -> taken.add(queue.taken()));
            queue.trySend("a");
        }
        assertEquals(List.of(1L, 2L, 3L), taken);
    }

    @Test
    void whoGivesUpLeavesItsPlaceToTheNext() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        Reservation<String> b = send(queue, "b");
        Reservation<String> c = send(queue, "c");

        assertTrue(queue.cancel(b));
        assertEquals(Outcome.CANCELLED, b.outcome());
        assertEquals(List.of("a", "c"), drained(queue));
        assertEquals(Outcome.ACCEPTED, c.outcome());
        assertFalse(queue.cancel(c));
        assertEquals(Outcome.ACCEPTED, c.outcome());
    }

    @Test
    void receiversGiveUpToo() {
        MessageQueue<String> queue = queueOf(1);
        Reservation<String> first = receive(queue, "first");
        Reservation<String> second = receive(queue, "second");

        assertTrue(queue.cancel(first));
        queue.trySend("a");

        assertEquals("a", second.message());
        assertThrows(IllegalStateException.class, first::message);
    }

    @Test
    void aHigherLimitLetsSendersIn() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        Reservation<String> b = send(queue, "b");
        Reservation<String> c = send(queue, "c");
        Reservation<String> d = send(queue, "d");

        assertTrue(queue.setLimit(3));

        assertEquals(
                List.of(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.PENDING),
                List.of(b.outcome(), c.outcome(), d.outcome()));
        assertEquals(List.of("a", "b", "c", "d"), drained(queue));
    }

    @Test
    void whoWaitsCanBeLetInPastTheLimit() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        Reservation<String> b = send(queue, "b");
        Reservation<String> c = send(queue, "c");
        Reservation<String> d = send(queue, "d");

        queue.letIn(2);
        queue.letIn(0);

        assertEquals(
                List.of(Outcome.ACCEPTED, Outcome.ACCEPTED, Outcome.PENDING),
                List.of(b.outcome(), c.outcome(), d.outcome()));
        assertEquals(FULL, queue.trySend("x"));
        assertEquals(List.of("a", "b", "c", "d"), drained(queue));
    }

    @Test
    void aLowerLimitKeepsWhatIsInside() {
        MessageQueue<String> queue = queueOf(3);
        queue.trySend("a");
        queue.trySend("b");
        assertTrue(queue.setLimit(1));

        assertEquals(FULL, queue.trySend("c"));
        assertEquals("a", queue.tryReceive());
        assertEquals(FULL, queue.trySend("c"));
        assertEquals("b", queue.tryReceive());
        assertEquals(ACCEPTED, queue.trySend("c"));
        assertEquals(FULL, queue.trySend("d"));
    }

    @Test
    void underALimitOfZeroBothSidesWait() {
        MessageQueue<String> queue = queueOf(0);
        Reservation<String> sender = send(queue, "a");
        Reservation<String> receiver = receive(queue, "receiver");
        assertEquals(List.of(Outcome.PENDING, Outcome.PENDING), List.of(sender.outcome(), receiver.outcome()));

        queue.setLimit(1);

        assertEquals(Outcome.ACCEPTED, sender.outcome());
        assertEquals("a", receiver.message());
        assertNull(queue.tryReceive());
    }

    @Test
    void theEndLetsAllGoAndLeavesWhatIsInside() {
        MessageQueue<String> queue = queueOf(1);
        queue.trySend("a");
        queue.forceSend("b");
        Reservation<String> c = send(queue, "c");

        assertTrue(queue.close());

        assertEquals(Outcome.CLOSED, c.outcome());
        assertEquals(List.of("a", "b"), drained(queue));
        assertEquals(CLOSED, queue.trySend("d"));
        assertEquals(CLOSED, queue.forceSend("d"));
        assertEquals(Outcome.CLOSED, send(queue, "d").outcome());
        assertEquals(Outcome.CLOSED, receive(queue, "late").outcome());
        assertNull(queue.tryReceive());
        assertFalse(queue.close());
        assertFalse(queue.setLimit(2));
        assertFalse(queue.cancel(c));
    }

    @Test
    void theEndLetsReceiversGo() {
        MessageQueue<String> queue = queueOf(1);
        Reservation<String> receiver = receive(queue, "receiver");

        queue.close();

        assertEquals(Outcome.CLOSED, receiver.outcome());
        assertEquals(List.of("receiver"), woken);
    }

    @Test
    void aMessageThatMeetsNobodyCostsItsShareOfASegment() {
        ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        MessageQueue<String> queue = new MessageQueue<>(1);
        int messages = 100_000;
        long before = memory.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < messages; i++) {
            queue.trySend("a");
            queue.tryReceive();
        }
        long each = (memory.getCurrentThreadAllocatedBytes() - before) / messages;
        assertTrue(each >= 4 && each < 12, each + " bytes a message; a reference has 4 or 8, the least object 16");
    }

    @Test
    void whoNeedNotWaitIsNotInLineAndNobodyIsTold() {
        MessageQueue<String> queue = queueOf(1);
        Reservation<String> sender = send(queue, "a");
        Reservation<String> waits = send(queue, "b");
        Reservation<String> receiver = receive(queue, "receiver");
        Reservation<String> declines = queue.receive(message -> false, place -> woken.add("declines"));
        assertEquals(Outcome.ACCEPTED, sender.outcome());
        assertEquals("a", receiver.message());
        assertEquals(0, receiver.number());
        assertEquals(Outcome.DECLINED, declines.outcome());
        queue.close();
        Reservation<String> late = send(queue, "c");
        for (Reservation<String> one : List.of(sender, receiver, declines, late)) {
            assertFalse(one.isInLine());
        }
        assertTrue(waits.isInLine());
        assertEquals(List.of("b"), woken);
    }

    @Test
    void refusesNullAndNegativeLimits() {
        MessageQueue<String> queue = queueOf(1);
        assertThrows(NullPointerException.class, () -> queue.trySend(null));
        assertThrows(IllegalArgumentException.class, () -> queue.setLimit(-1));
        assertThrows(IllegalArgumentException.class, () -> new MessageQueue<>(-1));
    }
}
