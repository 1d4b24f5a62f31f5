package dev.portolan.conformance.explain;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.EntryState;
import dev.portolan.traces.KernelState.MessageState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.SpaceState;
import dev.portolan.traces.KernelState.TaskState;
import dev.portolan.traces.KernelState.ThreadState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one state has that another has not, as JSON for the page: entries by task and name, ports and threads by
 * their names, and tasks and threads as such; null is what is gone.
 */
final class StateChange {

    private static final ObjectMapper JSON = new ObjectMapper();

    private StateChange() {}

    /** From nothing to a state. */
    static ObjectNode whole(KernelState state) {
        return between(new KernelState(List.of(), List.of(), List.of()), state);
    }

    /** From one state to another; parts that are null in the second stay as they are. */
    static ObjectNode between(KernelState from, KernelState to) {
        ObjectNode change = JSON.createObjectNode();
        ObjectNode spaces = JSON.createObjectNode();
        if (to.spaces() != null) {
            Map<String, SpaceState> old = keyed(from.spaces(), SpaceState::task);
            for (SpaceState space : to.spaces()) {
                SpaceState was = old.get(space.task());
                ObjectNode entries = changes(
                        was == null ? List.of() : was.entries(),
                        space.entries(),
                        entry -> entry.name().symbol(),
                        StateChange::entry);
                if (!entries.isEmpty() || was == null) {
                    spaces.set(space.task(), entries);
                }
            }
        }
        put(change, "s", spaces);
        put(change, "p", changes(from.ports(), to.ports(), PortState::port, StateChange::port));
        put(change, "t", changes(busy(from), busy(to), ThreadState::thread, StateChange::thread));
        put(change, "k", changes(from.tasks(), to.tasks(), TaskState::task, StateChange::task));
        put(change, "a", changes(from.acts(), to.acts(), ActState::thread, StateChange::act));
        return change;
    }

    private static List<ThreadState> busy(KernelState state) {
        return state.threads() == null
                ? null
                : state.threads().stream()
                        .filter(thread -> !thread.at().equals("Idle"))
                        .toList();
    }

    private static void put(ObjectNode change, String part, ObjectNode value) {
        if (!value.isEmpty()) {
            change.set(part, value);
        }
    }

    private static <T> ObjectNode changes(
            List<T> from, List<T> to, Function<T, String> key, Function<T, ObjectNode> json) {
        ObjectNode changes = JSON.createObjectNode();
        if (to == null) {
            return changes;
        }
        Map<String, T> old = keyed(from, key);
        for (T one : to) {
            T was = old.remove(key.apply(one));
            if (!one.equals(was)) {
                changes.set(key.apply(one), json.apply(one));
            }
        }
        old.keySet().forEach(changes::putNull);
        return changes;
    }

    private static <T> Map<String, T> keyed(List<T> list, Function<T, String> key) {
        Map<String, T> map = new LinkedHashMap<>();
        if (list != null) {
            list.forEach(one -> map.put(key.apply(one), one));
        }
        return map;
    }

    private static ObjectNode entry(EntryState entry) {
        ObjectNode json = JSON.createObjectNode();
        json.put("type", entry.type());
        json.put("port", entry.port());
        json.put("refs", entry.userRefs());
        return json;
    }

    private static ObjectNode port(PortState port) {
        ObjectNode json = JSON.createObjectNode();
        json.put("kind", port.kind());
        json.put("receiver", port.receiver());
        json.put("send", port.sendRights());
        json.put("sendOnce", port.sendOnceRights());
        json.put("makeSend", port.makeSendCount());
        json.put("seqno", port.seqno());
        json.put("limit", port.queueLimit());
        json.put("count", port.messageCount());
        ArrayNode queue = json.putArray("queue");
        if (port.queue() != null) {
            port.queue().forEach(message -> queue.add(message(message)));
        }
        strings(json.putArray("senders"), port.senders());
        strings(json.putArray("receivers"), port.receivers());
        strings(json.putArray("sets"), port.sets());
        strings(json.putArray("preposts"), port.preposts());
        return json;
    }

    private static ObjectNode message(MessageState message) {
        ObjectNode json = JSON.createObjectNode();
        json.put("id", message.id());
        json.put("size", message.size());
        json.put("destination", ThreadWords.of(message.destination()));
        json.put("reply", ThreadWords.of(message.reply()));
        return json;
    }

    private static ObjectNode thread(ThreadState thread) {
        ObjectNode json = JSON.createObjectNode();
        json.put("at", thread.at());
        json.put("blocked", StateView.isBlocked(thread));
        json.put("words", ThreadWords.of(thread));
        return json;
    }

    private static ObjectNode task(TaskState task) {
        ObjectNode json = JSON.createObjectNode();
        json.put("life", task.life());
        json.put("suspends", task.suspends());
        json.put("port", task.exceptionPort());
        strings(json.putArray("threads"), task.threads());
        return json;
    }

    private static ObjectNode act(ActState act) {
        ObjectNode json = JSON.createObjectNode();
        json.put("life", act.life());
        json.put("runs", act.runState());
        json.put("suspends", act.suspends());
        json.put("port", act.exceptionPort());
        return json;
    }

    private static void strings(ArrayNode array, List<String> strings) {
        if (strings != null) {
            strings.forEach(array::add);
        }
    }
}
