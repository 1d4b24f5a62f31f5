package dev.portolan.stress.queue;

import dev.portolan.spec.value.TlaValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A state of {@code BoundedDelivery} or of the sequential queue, so that they can be compared. */
record QueueState(
        boolean open,
        long limit,
        List<Integer> queue,
        List<Integer> senders,
        List<Integer> receivers,
        Map<Integer, Object> fates) {

    /* Requests have ids beyond those of messages; the one who drains a closed queue has none in the specification. */
    private static final int FIRST_REQUEST = 10;
    private static final int DRAINING = 100;

    static QueueState of(SequentialQueue queue) {
        Map<Integer, Object> fates = new TreeMap<>(queue.fates);
        fates.remove(DRAINING);
        return new QueueState(
                queue.open,
                queue.limit,
                List.copyOf(queue.queue),
                List.copyOf(queue.senders),
                List.copyOf(queue.receivers),
                fates);
    }

    static QueueState of(Map<String, TlaValue> state) {
        return of(load(state));
    }

    /* As MCBoundedDelivery says it. */
    private static boolean accepts(int request, int message) {
        return !(request == FIRST_REQUEST + 1 && message == 1);
    }

    /** A queue in this state. */
    static SequentialQueue load(Map<String, TlaValue> state) {
        SequentialQueue queue = new SequentialQueue(number(state.get("limit")), QueueState::accepts);
        queue.open = state.get("open").equals(new TlaValue.Bool(true));
        queue.queue.addAll(ids(state.get("queue")));
        queue.senders.addAll(ids(state.get("senders")));
        queue.receivers.addAll(ids(state.get("receivers")));
        for (Map.Entry<TlaValue, TlaValue> fate : ((TlaValue.Fun) state.get("fate")).entries()) {
            String word = fate.getValue().toString();
            if (!word.equals("Pending")) {
                queue.fates.put(id(fate.getKey()), fate(word));
            }
        }
        return queue;
    }

    private static Object fate(String word) {
        return switch (word) {
            case "Accepted", "Drained" -> SequentialQueue.ACCEPTED;
            case "Declined" -> SequentialQueue.DECLINED;
            case "Cancelled" -> SequentialQueue.CANCELLED;
            case "Dismissed" -> SequentialQueue.DISMISSED;
            case "Shut" -> SequentialQueue.CLOSED;
            default -> id(new TlaValue.ModelValue(word));
        };
    }

    /** Does what the action says. */
    static void apply(SequentialQueue queue, String action, Map<String, TlaValue> arguments) {
        switch (action) {
            case "Accept" -> queue.trySend(id(arguments.get("m")));
            case "Force" -> queue.forceSend(id(arguments.get("m")));
            case "Wait" -> queue.send(id(arguments.get("m")));
            case "Take", "Decline" -> queue.tryReceive(id(arguments.get("r")));
            case "Await" -> queue.receive(id(arguments.get("r")));
            case "Drain" -> queue.tryReceive(DRAINING);
            case "GiveUp" -> queue.cancel(id(arguments.get("x")));
            case "LetIn" -> queue.letIn();
            case "SetLimit" -> queue.setLimit(number(arguments.get("n")));
            case "Dismiss" -> queue.dismissReceivers();
            case "Close" -> queue.close();
            case "Refuse" -> refuse(queue, id(arguments.get("x")));
            default -> throw new IllegalArgumentException(action);
        }
    }

    private static void refuse(SequentialQueue queue, int id) {
        if (id < FIRST_REQUEST) {
            queue.trySend(id);
        } else {
            queue.receive(id);
        }
    }

    /** A message that nothing was done with yet; 0 if there is none. */
    static int freshMessage(SequentialQueue queue) {
        return fresh(queue, 0);
    }

    /** A request that nothing was done with yet; 0 if there is none. */
    static int freshRequest(SequentialQueue queue) {
        return fresh(queue, FIRST_REQUEST);
    }

    private static int fresh(SequentialQueue queue, int before) {
        for (int id = before + 1; id <= before + 2; id++) {
            if (queue.fate(id) == SequentialQueue.PENDING
                    && !queue.senders.contains(id)
                    && !queue.receivers.contains(id)) {
                return id;
            }
        }
        return 0;
    }

    private static List<Integer> ids(TlaValue line) {
        return ((TlaValue.Tuple) line).elements().stream().map(QueueState::id).toList();
    }

    /* m1 is 1, r1 is 11. */
    static int id(TlaValue value) {
        String name = value.toString();
        return Integer.parseInt(name.substring(1)) + (name.startsWith("r") ? FIRST_REQUEST : 0);
    }

    private static int number(TlaValue value) {
        return (int) ((TlaValue.Int) value).value();
    }
}
