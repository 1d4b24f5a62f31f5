package dev.portolan.stress.queue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.BiPredicate;

/**
 * A message queue for one caller after another: what the lock-free one is compared with.
 *
 * <p>It is {@code BoundedDelivery} with every grant made at once, which {@link SequentialQueueTest} holds it to, edge by
 * edge. Messages and requests have ids of one range.
 */
final class SequentialQueue {

    static final String ACCEPTED = "ACCEPTED";
    static final String FULL = "FULL";
    static final String CLOSED = "CLOSED";
    static final String DECLINED = "DECLINED";
    static final String CANCELLED = "CANCELLED";
    static final String DISMISSED = "DISMISSED";
    static final String PENDING = "PENDING";

    boolean open = true;
    int limit;
    final Queue<Integer> queue = new ArrayDeque<>();
    final List<Integer> senders = new ArrayList<>();
    final List<Integer> receivers = new ArrayList<>();

    /** What became of those that something became of: one of the words above, or the message received. */
    final Map<Integer, Object> fates = new HashMap<>();

    /* Of a request and a message. */
    private final BiPredicate<Integer, Integer> accepts;

    SequentialQueue(int limit, BiPredicate<Integer, Integer> accepts) {
        this.limit = limit;
        this.accepts = accepts;
    }

    Object fate(int id) {
        return fates.getOrDefault(id, PENDING);
    }

    String trySend(int message) {
        if (open && isFull()) {
            return FULL;
        }
        return enter(message);
    }

    String forceSend(int message) {
        return enter(message);
    }

    /** Its fate tells whether it waits. */
    void send(int message) {
        if (open && isFull()) {
            senders.add(message);
        } else {
            enter(message);
        }
    }

    /** The message, or null. */
    Integer tryReceive(int request) {
        if (queue.isEmpty()) {
            return null;
        }
        if (!accepts.test(request, queue.peek())) {
            fates.put(request, DECLINED);
            return null;
        }
        Integer message = queue.poll();
        fates.put(request, message);
        grant();
        return message;
    }

    /** Its fate tells whether it waits. */
    void receive(int request) {
        if (!queue.isEmpty()) {
            tryReceive(request);
        } else if (open) {
            receivers.add(request);
        } else {
            fates.put(request, CLOSED);
        }
    }

    void dismissReceivers() {
        receivers.forEach(request -> fates.put(request, DISMISSED));
        receivers.clear();
    }

    boolean cancel(int id) {
        boolean waited = senders.remove((Integer) id) || receivers.remove((Integer) id);
        if (waited) {
            fates.put(id, CANCELLED);
        }
        return waited;
    }

    void letIn() {
        if (open && !senders.isEmpty()) {
            enter(senders.remove(0));
        }
    }

    boolean setLimit(int newLimit) {
        if (open) {
            limit = newLimit;
            grant();
        }
        return open;
    }

    boolean close() {
        boolean was = open;
        open = false;
        senders.forEach(message -> fates.put(message, CLOSED));
        receivers.forEach(request -> fates.put(request, CLOSED));
        senders.clear();
        receivers.clear();
        return was;
    }

    private boolean isFull() {
        return queue.size() >= limit;
    }

    private String enter(int message) {
        if (!open) {
            fates.put(message, CLOSED);
            return CLOSED;
        }
        fates.put(message, ACCEPTED);
        while (!receivers.isEmpty()) {
            int request = receivers.remove(0);
            if (accepts.test(request, message)) {
                fates.put(request, message);
                return ACCEPTED;
            }
            fates.put(request, DECLINED);
        }
        queue.add(message);
        return ACCEPTED;
    }

    private void grant() {
        while (open && !senders.isEmpty() && !isFull()) {
            enter(senders.remove(0));
        }
    }
}
