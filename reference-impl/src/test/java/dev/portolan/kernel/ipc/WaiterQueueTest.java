package dev.portolan.kernel.ipc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.portolan.kernel.abi.MachMsgReceive;
import dev.portolan.kernel.rules.KernelRules.WaiterOrder;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The orders in which waiters are let go; those of the heap are worked out by hand from its two rules. */
class WaiterQueueTest {

    private record Numbered(int index) implements Waiter {
        @Override
        public MachMsgReceive receiving() {
            return MachMsgReceive.NONE;
        }

        @Override
        public boolean isTimed() {
            return false;
        }

        @Override
        public void block() {}

        @Override
        public void goOn() {}

        @Override
        public Place place() {
            return null;
        }

        @Override
        public void setPlace(Place place) {}

        @Override
        public void messagePosted() {}

        @Override
        public void slotGranted() {}

        @Override
        public void messageHanded(IpcKmsg message, int seqno, boolean tooLarge) {}

        @Override
        public void messageTooLarge(Take.StillQueued queued) {}

        @Override
        public void objectGone() {}

        @Override
        public void portChanged() {}

        @Override
        public void interrupted() {}

        @Override
        public void timedOut() {}

        @Override
        public String toString() {
            return Integer.toString(index);
        }
    }

    private final List<Waiter> all = new ArrayList<>();

    private Waiter waiter(int number) {
        while (all.size() <= number) {
            all.add(new Numbered(all.size()));
        }
        return all.get(number);
    }

    private WaiterQueue queue(WaiterOrder order, int count) {
        WaiterQueue queue = new WaiterQueue(order);
        for (int i = 1; i <= count; i++) {
            queue.add(waiter(i));
        }
        return queue;
    }

    private static String drained(WaiterQueue queue) {
        List<Waiter> waiters = new ArrayList<>();
        for (Waiter waiter = queue.poll(); waiter != null; waiter = queue.poll()) {
            waiters.add(waiter);
        }
        return waiters.toString();
    }

    @Test
    void aHeapOfEquals() {
        assertEquals("[1, 2]", drained(queue(WaiterOrder.HEAP, 2)));
        assertEquals("[1, 3, 2]", drained(queue(WaiterOrder.HEAP, 3)));
        // Children of 1 are 4 3 2; pairs (4 3) and 2; 2 becomes the root and takes 4 with its 3.
        assertEquals("[1, 2, 4, 3]", drained(queue(WaiterOrder.HEAP, 4)));
        // Children of 1 are 5 4 3 2; pairs (5 4) and (3 2); 3 is the root with children 5(4) and 2.
        assertEquals("[1, 3, 5, 2, 4]", drained(queue(WaiterOrder.HEAP, 5)));
    }

    @Test
    void removalFromTheMiddleOfAHeap() {
        WaiterQueue queue = queue(WaiterOrder.HEAP, 5);
        assertSame(waiter(1), queue.poll());
        // 3 is the root, its children 5 (whose child is 4) and 2. Without 5, its child 4 joins the root in front.
        assertTrue(queue.remove(waiter(5)));
        assertEquals("[3, 4, 2]", queue.waiters().toString());
        assertFalse(queue.remove(waiter(5)));
        assertTrue(queue.remove(waiter(2)));
        assertTrue(queue.remove(waiter(3)));
        assertEquals("[4]", drained(queue));
    }

    @Test
    void queuesAndTheirMiddle() {
        WaiterQueue fifo = queue(WaiterOrder.FIFO, 4);
        assertTrue(fifo.remove(waiter(3)));
        assertEquals("[1, 2, 4]", drained(fifo));
        WaiterQueue newest = queue(WaiterOrder.NEWEST_FIRST, 4);
        assertTrue(newest.remove(waiter(3)));
        newest.addFirst(waiter(9));
        assertEquals("[9, 4, 2, 1]", drained(newest));
        assertNull(newest.poll());
    }

    @Property(tries = 500)
    void noWaiterIsLostOrDoubled(
            @ForAll WaiterOrder order, @ForAll List<@IntRange(min = -9, max = 9) Integer> changes) {
        WaiterQueue queue = new WaiterQueue(order);
        List<Waiter> expected = new ArrayList<>();
        for (int change : changes) {
            Waiter waiter = waiter(Math.abs(change));
            if (change == 0) {
                Waiter polled = queue.poll();
                assertEquals(expected.isEmpty(), polled == null);
                expected.remove(polled);
            } else if (change < 0) {
                assertEquals(expected.remove(waiter), queue.remove(waiter));
            } else if (!expected.contains(waiter)) {
                queue.add(waiter);
                expected.add(waiter);
            }
            List<Waiter> present = new ArrayList<>(queue.waiters());
            assertEquals(expected.size(), present.size());
            assertTrue(present.containsAll(expected));
        }
        assertEquals(queue.waiters().toString(), drained(queue));
    }
}
