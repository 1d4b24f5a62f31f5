package dev.portolan.traces.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portolan.traces.KernelState.RequestState;
import dev.portolan.traces.KernelState.RequestsState;
import dev.portolan.traces.KernelState.RightState;
import dev.portolan.traces.Notified;
import dev.portolan.traces.PortName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What a recorded run asked to be notified of, and what its notifications tell.
 *
 * <p>A notification tells a number, and not whose name it is: that is known only where the number was asked about in one
 * space and no other. Where numbers are given out again, nothing is said of a name that has gone when another has come
 * since: another kernel may have given that one the number. Of requests nothing is said before the first one.
 */
final class RecordedRequests {

    private static final String EITHER = "";
    private static final RightState SOMEBODY = new RightState("SEND_ONCE", null);

    /* By number, the symbol in each space where it was asked about. */
    private final Map<Long, Map<String, String>> asked = new HashMap<>();

    /* By task and number, the symbol that it had last. */
    private final Map<String, Map<Long, String>> known = new HashMap<>();
    private boolean any;

    /* By task: the symbols of names that have gone, and of those the ones whose numbers may be others' by now. */
    private final Map<String, Set<String>> gone = new HashMap<>();
    private final Map<String, Set<String>> passedOn = new HashMap<>();
    private Map<String, Set<String>> held = Map.of();
    private final boolean givesAgain;

    /** @param recording of what kernel */
    RecordedRequests(Recording recording) {
        givesAgain = recording.givesNumbersAgain();
    }

    /** An operation is ordered. */
    void ordered(JsonNode step) {
        JsonNode arguments = step.path("args");
        if (step.path("op").asText().startsWith("mach_port_request_notification")) {
            any = true;
            asked(arguments.path("name_raw"), arguments.path("task").asText(), arguments.path("name"));
        } else if (Json.contains(arguments.path("option"), "SEND_NOTIFY")) {
            JsonNode message = arguments.path("msg");
            asked(message.path("remote_raw"), caller(step.path("by")), message.path("remote"));
        }
    }

    /** A call by that thread has ended: what it received may have made a request of its own. */
    void ended(String thread, JsonNode options, JsonNode out) {
        if (Json.contains(options, "RCV_NOTIFY")
                && out.path("msg").path("remote_raw").asLong() != 0) {
            any = true;
            JsonNode message = out.path("msg");
            asked(message.path("remote_raw"), thread.substring(0, 1), message.path("remote"));
        }
    }

    private static String caller(JsonNode by) {
        return by.asText().substring(0, 1);
    }

    /* A number that was asked about by two names is that of either. */
    private void asked(JsonNode number, String task, JsonNode name) {
        asked.computeIfAbsent(number.asLong(), none -> new HashMap<>())
                .merge(task, name.asText(), (before, now) -> before.equals(now) ? now : EITHER);
    }

    /** The spaces are seen: symbols by number. */
    void seen(Map<String, Map<Long, String>> names) {
        Map<String, Set<String>> now = new HashMap<>();
        names.forEach((task, symbols) -> {
            known.computeIfAbsent(task, none -> new HashMap<>()).putAll(symbols);
            now.put(task, Set.copyOf(symbols.values()));
        });
        if (givesAgain) {
            now.forEach((task, symbols) -> pass(task, held.getOrDefault(task, Set.of()), symbols));
        }
        held = now;
    }

    private void pass(String task, Set<String> before, Set<String> now) {
        Set<String> left = gone.computeIfAbsent(task, none -> new HashSet<>());
        before.stream().filter(symbol -> !now.contains(symbol)).forEach(left::add);
        if (!before.containsAll(now)) {
            passedOn.computeIfAbsent(task, none -> new HashSet<>()).addAll(left);
        }
    }

    /** What a message received tells; null if it is no notification that tells anything, or it is not known whose name. */
    Notified notified(JsonNode message) {
        JsonNode item = message.path("body").path(0);
        if (!message.path("notification").isTextual() || item.isMissingNode()) {
            return null;
        }
        if (item.has("values")) {
            return new Notified(null, null, item.get("values").get(0).asInt());
        }
        if (!item.path("ports").asText().equals("PORT_NAME")) {
            return null;
        }
        long number = item.path("raw").path(0).asLong();
        Map<String, String> tasks = asked.getOrDefault(number, Map.of());
        if (tasks.size() != 1) {
            return null;
        }
        Map.Entry<String, String> only = tasks.entrySet().iterator().next();
        if (only.getValue().equals(EITHER)) {
            return null;
        }
        String last = known.getOrDefault(only.getKey(), Map.of()).getOrDefault(number, only.getValue());
        // A number that another name has had since is that of either.
        return last.equals(only.getValue()) && !isPassedOn(only.getKey(), last, message)
                ? new Notified(only.getKey(), PortName.of(last), null)
                : null;
    }

    /* A name that is there again after word that it has gone has come back by a number that happened to be free. */
    private boolean isPassedOn(String task, String symbol, JsonNode message) {
        boolean isBack = givesAgain
                && message.path("notification").asText().equals("PORT_DELETED")
                && held.getOrDefault(task, Set.of()).contains(symbol);
        return isBack || passedOn.getOrDefault(task, Set.of()).contains(symbol);
    }

    /** What was asked by a name: the type and the bits of a request that were recorded of it. */
    RequestState ofName(String type, JsonNode bits) {
        if (!type.contains("DNREQUEST")) {
            return any ? new RequestState(null, RightState.NONE, null, null) : null;
        }
        String all = bits.asText("");
        boolean possible = all.contains("SPREQUEST");
        return new RequestState(
                possible ? "SEND_POSSIBLE" : "DEAD_NAME",
                SOMEBODY,
                possible && !all.contains("SPREQUEST_DELAYED"),
                null);
    }

    /** What was asked of a port. */
    RequestsState ofPort(JsonNode status) {
        return any ? new RequestsState(right(status.path("nsrequest")), right(status.path("pdrequest")), null) : null;
    }

    private static RightState right(JsonNode requested) {
        return requested.asBoolean() ? SOMEBODY : RightState.NONE;
    }
}
