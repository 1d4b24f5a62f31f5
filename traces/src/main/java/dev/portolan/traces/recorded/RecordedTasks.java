package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.KernelState;
import dev.portolan.traces.KernelState.ActState;
import dev.portolan.traces.KernelState.PortState;
import dev.portolan.traces.KernelState.TaskState;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** The state that the recorder of tasks and threads saw. */
final class RecordedTasks {

    /* The recorder's own ports, null and dead: those that it can tell apart, and that a trace has names for. */
    private static final Pattern PORT = Pattern.compile("P\\d|F|null|dead");

    private final JsonNode state;

    RecordedTasks(JsonNode state) {
        this.state = state;
    }

    /**
     * The state.
     *
     * @param countsRights whether the counts of send rights can be told: none went where a trace has no words for
     * @param unseen threads whose instructions a trace does not know
     */
    KernelState state(boolean countsRights, Set<String> unseen) {
        List<PortState> ports = new ArrayList<>();
        state.get("ports").properties().forEach(port -> {
            if (port.getValue().isObject()) {
                ports.add(port(port.getKey(), port.getValue(), countsRights));
            }
        });
        List<TaskState> tasks = new ArrayList<>();
        state.get("tasks").properties().forEach(task -> tasks.add(task(task.getKey(), task.getValue())));
        List<ActState> acts = new ArrayList<>();
        state.get("threads")
                .properties()
                .forEach(thread -> acts.add(act(thread.getKey(), thread.getValue(), unseen.contains(thread.getKey()))));
        return new KernelState(null, ports, null, tasks, acts);
    }

    private static PortState port(String name, JsonNode port, boolean countsRights) {
        return new PortState(
                name,
                "PORT",
                null,
                countsRights ? port.get("srights").intValue() : null,
                port.get("sorights").intValue(),
                null,
                null,
                null,
                port.get("msgs").intValue(),
                null,
                null,
                null);
    }

    private static TaskState task(String name, JsonNode task) {
        if (!isAlive(task)) {
            return new TaskState(name, life(task), null, null, null);
        }
        List<String> threads = new ArrayList<>();
        task.get("threads").forEach(thread -> threads.add(thread.asText()));
        return new TaskState(
                name, "ACTIVE", task.get("susp").intValue(), port(task), threads.contains("?") ? null : threads);
    }

    private static ActState act(String name, JsonNode thread, boolean isUnseen) {
        if (!isAlive(thread)) {
            return new ActState(name, life(thread), null, null, null);
        }
        return new ActState(
                name,
                "ACTIVE",
                isUnseen ? null : runState(thread),
                thread.get("susp").intValue(),
                port(thread));
    }

    static boolean isAlive(JsonNode one) {
        return one != null && one.path("alive").asBoolean();
    }

    private static String life(JsonNode one) {
        return one.path("info").path("ret").asText().equals("KERN_INVALID_ARGUMENT") ? "TERMINATED" : "GONE";
    }

    private static String port(JsonNode of) {
        String port = of.path("exc").asText();
        return PORT.matcher(port).matches() ? port : null;
    }

    /** Halted is stopped, at a clean point. Who sleeps in a call of the scheduler's executes instructions to a trace. */
    static String runState(JsonNode thread) {
        String state = thread.get("run_state").asText();
        return switch (state) {
            case "HALTED" -> "STOPPED";
            case "RUNNING", "STOPPED" -> state;
            case "WAITING" -> thread.path("at").asText().startsWith("thread_switch") ? null : state;
            default -> null;
        };
    }

    /** What was recorded of a thread. */
    JsonNode thread(String name) {
        return state.get("threads").get(name);
    }

    /** What was recorded of a task. */
    JsonNode task(String name) {
        return state.get("tasks").get(name);
    }

    /** True if the thread waits, and in a call that its program makes by itself. */
    boolean waitsAt(String thread, String where) {
        JsonNode recorded = thread(thread);
        return isAlive(recorded)
                && recorded.path("run_state").asText().equals("WAITING")
                && recorded.path("at").asText().equals(where);
    }

    /** True if the thread waits for the answer to an exception. */
    boolean waitsForHandler(String thread) {
        JsonNode recorded = thread(thread);
        if (!isAlive(recorded) || !recorded.path("run_state").asText().equals("WAITING")) {
            return false;
        }
        String at = recorded.path("at").asText();
        return at.isEmpty() || at.equals("fault") || at.equals("not started");
    }
}
